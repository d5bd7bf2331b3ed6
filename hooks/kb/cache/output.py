"""Writes a site into the folder of the last one: what has not changed stays as it is."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


class Output:
    """A folder that after `end` holds what was written since `begin`, and nothing else.

    It is what clearing the folder first would leave, but a file of the same content is not touched:
    it keeps its time, by which a browser and a mirror know it, and writing is the slowest thing a
    build does with a page that it remembers. Hidden files at the top are nobody's and stay.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[Path, tuple[int, int, int]] = {}
        self._folders: set[Path] = set()
        self._written: set[Path] = set()

    def begin(self) -> None:
        """Looks at what is there. Links are removed: what they lead to is not ours to change."""
        self._before, self._folders, self._written = {}, set(), set()
        for name, folders, files in os.walk(self._folder):
            place = Path(name)
            if place == self._folder:
                for inner in (folders, files):
                    inner[:] = [one for one in inner if not one.startswith(".")]
            for path in (place / one for one in (*folders, *files)):
                if path.is_symlink():
                    path.unlink()
                elif path.is_dir():
                    self._folders.add(path)
                else:
                    self._before[path] = _state(path)

    def make_way(self, paths: Iterable[Path]) -> None:
        """Removes what was a folder and is to be a file, or the other way round."""
        for path in paths:
            if path in self._folders:
                shutil.rmtree(path, ignore_errors=True)
                self._folders.discard(path)
            for folder in path.parents:
                if self._before.pop(folder, None):
                    folder.unlink()

    def write(self, path: Path, content: bytes) -> None:
        """Writes a file; its folders are made."""
        self._written.add(path)
        if path in self._before:
            with suppress(OSError):
                if path.read_bytes() == content:
                    return
                path.unlink()  # the same file under another name, in a copy, keeps its content
        else:
            self.make_way([path])
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def end(self) -> None:
        """Removes what was there and has not been written again, by whomever."""
        for path, state in self._before.items():
            if path not in self._written:
                with suppress(OSError):
                    if _state(path) == state:
                        path.unlink()
        for folder in sorted(self._folders, reverse=True):  # what is inside comes first
            with suppress(OSError):  # it is not empty
                folder.rmdir()
        self._before, self._folders = {}, set()


def _state(path: Path) -> tuple[int, int, int]:
    """What changes when a file is written."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
