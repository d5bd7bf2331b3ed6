"""Shows the progress of a long build to a person at a terminal."""

import os
import sys
import time
from typing import TextIO

PATIENCE = 2.0
"""Seconds that people wait without wondering."""

_CLEAR = "\r\x1b[K"


class Progress:
    """One line, rewritten in place; nothing if nobody watches or the build is quick."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._began = self._shown = time.monotonic()
        self._done = self._all = 0

    @classmethod
    def when_watched(cls, *, quiet: bool) -> "Progress":
        """Returns one that is shown only on a terminal, and not in CI."""
        watched = not quiet and sys.stderr.isatty() and not os.environ.get("CI")
        return cls(sys.stderr if watched else None)

    def expect(self, steps: int) -> None:
        """Adds steps that are to be taken."""
        self._all += steps

    def step(self) -> None:
        """Notes that a step has been taken."""
        self._done += 1
        now = time.monotonic()
        if self._stream and now - self._began > PATIENCE and now - self._shown > 0.1:
            self._shown = now
            percent = 100 * self._done // max(self._all, 1)
            self._stream.write(f"{_CLEAR}Сборка страниц: {percent} %")
            self._stream.flush()

    def pause(self) -> None:
        """Removes the line, so that others may write."""
        if self._stream and self._shown > self._began:
            self._stream.write(_CLEAR)
            self._stream.flush()
