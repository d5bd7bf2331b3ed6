"""Tells addresses from text: a name within an address is not an occurrence."""

import re

_ADDRESS = re.compile(r"://|@|\\|\bwww\.|[A-Za-z0-9_]\.[a-z]{2,}", re.ASCII)


class Addresses:
    """Tells what is in an address; reads each stretch of a text without spaces only once.

    Matches come almost in order, so only the last stretch is kept.
    """

    __slots__ = ("_end", "_first", "_last", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = 0  # of the stretch
        self._first = self._last = 0  # where its first address begins and its last one ends

    def surround(self, start: int, end: int) -> bool:
        """Whether the text around `text[start:end]`, up to the nearest spaces, has an address.

        What looks like an address within the name itself does not count: «Node.js».
        """
        if not self._start <= start < self._end:
            self._read(start)
        if self._first < start:
            return True
        if end > self._end:
            self._read(end - 1)
        return end < self._last

    def _read(self, at: int) -> None:
        text = self._text
        start, end = at, at + 1
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        self._start, self._end, self._first, self._last = start, end, end, start
        for found in _ADDRESS.finditer(text, start, end):
            self._first = min(self._first, found.start())
            self._last = found.end()
