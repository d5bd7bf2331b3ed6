"""Replaces the last site with a new one once that is complete; unchanged files stay."""

import filecmp
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kb.cache.digests import digest_of_bytes
from kb.system.processes import is_alive


@dataclass(frozen=True)
class Deferred:
    """A file's content, of which only the digest is known until it is read."""

    digest: str
    read: Callable[[], bytes]


NEW = ".kb-new-"
"""Prefix of the name of a folder inside the site's: outside it, there may be another disk, or no
write permission. The process id follows, for two builds at once."""


_OURS = "data/pages.json"
"""A file that every site of ours has."""

_ENGINES = ("404.html", "assets")
"""What every site of the engine has, if its theme is ours."""


def stranger_in(folder: Path) -> str:
    """Returns the name of something in a folder that is not a built site; empty if it is one.

    An empty folder may become one, and hidden files stay anyway. A build that was killed while it
    moved its files leaves `NEW` beside them.
    """
    found: list[str] = []
    with suppress(OSError):  # it is not there, or a build will say why it cannot be read
        found = sorted(one.name for one in folder.iterdir())
    if (folder / _OURS).is_file() or any(one.startswith(NEW) for one in found):
        return ""
    if all((folder / one).exists() for one in _ENGINES):
        return ""
    return next((one for one in found if not one.startswith(".")), "")


class Output:
    """A folder that after `end` holds what was written since `begin`, and nothing else.

    Until then the folder stays as it was. Files are written into `new`, a folder inside it and so
    on the same disk; `end` moves them to their places. The result is that of clearing the folder
    first, but a file whose content is the same is neither written nor touched: it keeps its
    modification time, by which browsers and mirrors know it, and writing is the slowest thing a
    build does with a page that it remembers. Hidden files at the top level are not ours and stay.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.new = folder / f"{NEW}{os.getpid()}"
        self._was_there = True
        # Paths as strings: making path objects takes longer than looking at the files.
        self._before: dict[str, _State] = {}
        self._folders: set[str] = set()
        self._links: set[str] = set()
        self._written: set[str] = set()
        self._next: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Notes what is there, makes `new`, and removes what killed builds have left.

        To be called once: an output is that of one build.
        """
        self._was_there = self.folder.exists()
        for left in self.folder.glob(f"{NEW}*"):
            if left == self.new or not _is_used(left):
                shutil.rmtree(left, ignore_errors=True)
        self.new.mkdir(parents=True)
        self._look(os.fspath(self.folder), lambda name: not name.startswith("."))

    def _look(self, folder: str, is_ours: Callable[[str], bool] = lambda _: True) -> None:
        found: list[os.DirEntry[str]] = []
        with suppress(OSError), os.scandir(folder) as entries:
            found += (one for one in entries if is_ours(one.name))
        for one in found:
            if one.is_symlink():
                self._links.add(one.path)
            elif one.is_dir():
                self._folders.add(one.path)
                self._look(one.path)
            else:
                self._before[one.path] = _state(one.stat())

    def _place(self, path: str) -> str:
        """Returns the final place of a path in `new`."""
        return f"{self.folder}{path.removeprefix(os.fspath(self.new))}"

    def write(self, path: Path | str, content: bytes | Deferred) -> None:
        """Writes a file to a path in `new`; its folders are made."""
        path = os.fspath(path)
        place = self._place(path)
        is_again, file = place in self._written, Path(path)
        self._written.add(place)
        if place in self._before:
            with suppress(OSError):
                if _is_in(Path(place), content):
                    if is_again:
                        file.unlink(missing_ok=True)
                    return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read() if isinstance(content, Deferred) else content)

    def keep(self, path: Path) -> None:
        """Leaves a file or folder as it was, given the path in `new` where it would be written."""
        inside = os.path.join(self._place(os.fspath(path)), "")  # noqa: PTH118 (a slash at its end)
        self._written.update(one for one in self._before if f"{one}{os.sep}".startswith(inside))

    def then(self, work: Callable[[], None]) -> None:
        """Registers work that `end` does when everything is in its place."""
        self._next.append(work)

    def end(self) -> None:
        """Moves everything from `new` to its place, and removes what nobody has written again.

        Links are removed first: what they lead to is not ours to change.
        """
        for link in self._links:
            Path(link).unlink(missing_ok=True)
        self._move(os.fspath(self.new))
        for path, state in self._before.items():
            if path not in self._written:
                file = Path(path)
                with suppress(OSError):
                    if _state(file.stat()) == state:
                        file.unlink()
        for folder in sorted(self._folders, reverse=True):  # inner folders first
            with suppress(OSError):  # it is not empty
                Path(folder).rmdir()
        shutil.rmtree(self.new, ignore_errors=True)
        for work in self._next:
            work()

    def _move(self, folder: str) -> None:
        """Moves what is in a folder; a subfolder that is not there yet is moved as a whole."""
        with os.scandir(folder) as entries:
            found = list(entries)
        for one in found:
            at = self._place(one.path)
            place = Path(at)
            if one.is_dir(follow_symlinks=False):
                if place.is_dir():
                    self._move(one.path)
                    continue
                place.unlink(missing_ok=True)
            elif place.is_dir():
                shutil.rmtree(place)
            elif at in self._before and at not in self._written and _is_same(one, place):
                self._written.add(at)
                continue  # somebody has written it without `write`
            self._written.add(at)
            Path(one.path).replace(place)

    def discard(self) -> None:
        """Leaves the folder as it was before `begin`."""
        shutil.rmtree(self.new, ignore_errors=True)
        if not self._was_there:
            with suppress(OSError):  # it is not empty, or is gone
                self.folder.rmdir()


def _is_used(new: Path) -> bool:
    """Whether the process that fills `new` is alive; if this is unknown, it counts as dead."""
    pid = new.name.removeprefix(NEW)
    return pid.isdecimal() and bool(is_alive(int(pid)))


def _is_same(one: os.DirEntry[str], place: Path) -> bool:
    return not one.is_symlink() and filecmp.cmp(one.path, place, shallow=False)


def _is_in(path: Path, content: bytes | Deferred) -> bool:
    before = path.read_bytes()
    if isinstance(content, Deferred):
        return digest_of_bytes(before) == content.digest
    return before == content


_State = tuple[int, int, int]


def _state(found: os.stat_result) -> _State:
    """The attributes that change when a file is written."""
    return found.st_mtime_ns, found.st_size, found.st_ino
