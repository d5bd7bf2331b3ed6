"""A small built site for tests that use built sites; as a command, interrupts publications.

    python -m tests.small_site DEST (kill | full)

publishes a new release again and again: the first run is interrupted, by death or by a full disk,
at its first disk operation, the second at its second, and so on until one completes. It checks
after each run that a reader finds a whole page, and prints one line per run.
"""

import errno
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kb.publish import PublishError, Releases, copy, publish
from tests.disk import write

CSS = "assets/app.0123abcd.css"

_PAGE = """<!doctype html>
<html lang="{locale}"><head><title>{title}</title>
<link rel="stylesheet" href="{up}{css}"></head>
<body><h1 id="top">{title}</h1>
<p>{words}</p>
<a href="#top">↑</a> <a href="{up}">⌂</a> <a href="mailto:a@example.org">✉</a>
</body></html>
"""


def small_site(
    folder: Path,
    *,
    words: str = "слова",
    css: str = CSS,
    files: Mapping[str, str] | None = None,
    locales: Sequence[str] = ("ru", "en"),
) -> Path:
    """Writes a site that can be published, in Russian first; `files` are added, or replace some."""
    page = partial(_PAGE.format, css=css, words=words)
    found = {
        css: f"/* {css} */ body {{ background: url('picture.svg') }}" + " " * 1024,
        "assets/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "search/search_index.json": "{}",
    }
    for locale in locales:
        start, up = ("", "") if locale == "ru" else (f"{locale}/", "../")
        found |= {
            f"{start}index.html": page(locale=locale, title="Дом", up=up or "./"),
            f"{start}404.html": page(locale=locale, title="Нет", up="/"),
            f"{start}one/index.html": page(locale=locale, title="Один", up=f"../{up}"),
            f"{start}data/pages.json": json.dumps(
                [{"id": "about", "url": ""}, {"id": "G01", "url": "one/"}]
            ),
        }
    write(folder, found | dict(files or {}))
    return folder


def put(dest: Path, site: Path, keep: int = 5) -> str:
    """Publishes a built site; returns the release's name."""
    return publish(dest, partial(copy, site), keep=keep, record={"from": "test"}).name


def put_new(dest: Path, *, keep: int = 5, **parts: Any) -> str:
    """Publishes a new small site that has these parts; returns the release's name."""
    with tempfile.TemporaryDirectory() as folder:
        return put(dest, small_site(Path(folder), **parts), keep)


class _Interruption:
    """Calls `by` at the `at`-th disk operation under `dest`, whichever function performs it."""

    def __init__(self, dest: Path, at: int, by: Callable[[], None]) -> None:
        self._dest = str(dest)
        self._left = at
        self._by = by
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(("open", "os.")) and self._dest in str(arguments):
            self._left -= 1
            if self._left == 0:
                self._by()

    @property
    def came(self) -> bool:
        return self._left <= 0


def _die() -> None:
    os._exit(9)


def _fill() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "файл")


def _run(dest: Path, site: Path, at: int, by: Callable[[], None]) -> str:
    """Publishes in a child process; returns how it ended."""
    child = os.fork()
    if child == 0:
        interruption = _Interruption(dest, at, by)
        try:
            put(dest, site)
        except PublishError as error:
            print(error, flush=True)
            os._exit(1)
        os._exit(2 if interruption.came else 0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {9: "died", 1: "refused", 2: "went-on", 0: "undisturbed"}[code]


def _main(dest: Path, how: str) -> None:
    # One language: with another, the same operations on other files would take twice the runs.
    site = small_site(Path(tempfile.mkdtemp()), words="новое" * 300, locales=["ru"])
    for at in range(1, 1000):
        before = Releases(dest).current
        ended = _run(dest, site, at, _die if how == "kill" else _fill)
        now = Releases(dest).current
        assert before is not None
        assert now is not None
        assert (now.site / "one/index.html").read_text("utf-8").rstrip().endswith("</html>")
        print("run:", ended, before.name, now.name, flush=True)
        if ended == "undisturbed":
            return


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2])
