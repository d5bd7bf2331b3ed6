"""Writes a site into the folder of the last one: what has not changed stays as it is."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kb.cache.digests import digest_of_bytes


@dataclass(frozen=True)
class Unread:
    """A content of which only the digest is known until it is read."""

    digest: str
    read: Callable[[], bytes]


class Output:
    """A folder that after `end` holds what was written since `begin`, and nothing else.

    It is what clearing the folder first would leave, but a file of the same content is not touched:
    it keeps its time, by which a browser and a mirror know it, and writing is the slowest thing a
    build does with a page that it remembers. Hidden files at the top are nobody's and stay.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # As text: to make objects of paths takes longer than to look at the files.
        self._before: dict[str, _State] = {}
        self._folders: set[str] = set()
        self._written: set[str] = set()

    def begin(self) -> None:
        """Looks at what is there. Links are removed: what they lead to is not ours to change."""
        self._before, self._folders, self._written = {}, set(), set()
        self._look(os.fspath(self._folder), lambda name: not name.startswith("."))

    def _look(self, folder: str, is_ours: Callable[[str], bool] = lambda _: True) -> None:
        found: list[os.DirEntry[str]] = []
        with suppress(OSError), os.scandir(folder) as entries:
            found += (one for one in entries if is_ours(one.name))
        for one in found:
            if one.is_symlink():
                Path(one.path).unlink()
            elif one.is_dir():
                self._folders.add(one.path)
                self._look(one.path)
            else:
                self._before[one.path] = _state(one.stat())

    def make_way(self, paths: Iterable[str]) -> None:
        """Removes what was a folder and is to be a file, or the other way round."""
        free: set[str] = set()
        for path in paths:
            if path in self._folders:
                shutil.rmtree(path, ignore_errors=True)
                self._folders.discard(path)
            while (path := os.path.dirname(path)) not in free:  # noqa: PTH120 (text, see above)
                free.add(path)
                if self._before.pop(path, None):
                    Path(path).unlink()

    def write(self, path: Path | str, content: bytes | Unread) -> None:
        """Writes a file; its folders are made."""
        path = os.fspath(path)
        self._written.add(path)
        file = Path(path)
        if path in self._before:
            with suppress(OSError):
                if _is_in(file, content):
                    return
                file.unlink()  # the same file under another name, in a copy, keeps its content
        else:
            self.make_way([path])
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read() if isinstance(content, Unread) else content)

    def keep(self, path: Path) -> None:
        """Leaves a file, or a folder with all in it, as it was."""
        inside = os.path.join(path, "")  # noqa: PTH118 (with a slash at its end)
        self._written.update(one for one in self._before if f"{one}{os.sep}".startswith(inside))

    def end(self) -> None:
        """Removes what was there and has not been written again, by whomever."""
        for path, state in self._before.items():
            if path not in self._written:
                file = Path(path)
                with suppress(OSError):
                    if _state(file.stat()) == state:
                        file.unlink()
        for folder in sorted(self._folders, reverse=True):  # what is inside comes first
            with suppress(OSError):  # it is not empty
                Path(folder).rmdir()
        self._before, self._folders = {}, set()


def _is_in(path: Path, content: bytes | Unread) -> bool:
    before = path.read_bytes()
    if isinstance(content, Unread):
        return digest_of_bytes(before) == content.digest
    return before == content


_State = tuple[int, int, int]


def _state(found: os.stat_result) -> _State:
    """What changes when a file is written."""
    return found.st_mtime_ns, found.st_size, found.st_ino
