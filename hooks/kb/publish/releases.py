"""The releases in a folder, the one that is served, and how another replaces it."""

import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

_NAME = re.compile(r"(\d{8}-\d{6})-[0-9a-f]{8}")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Release:
    """A site as it was published."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def site(self) -> Path:
        """The folder that a web server serves."""
        return self.folder / "site"

    @property
    def stamp(self) -> int:
        """The second it was made in, taken from its name; no two releases of a folder share one."""
        return int(datetime.strptime(self.name[:15], _TIME).replace(tzinfo=UTC).timestamp())

    @cached_property
    def record(self) -> dict[str, Any]:
        """The contents of release.json; empty if the file is damaged or missing."""
        try:
            found = json.loads((self.folder / "release.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def carried(self) -> frozenset[str]:
        """The files of other releases in its site, for pages that readers still have open."""
        return frozenset(self.record.get("carried", ()))


@dataclass(frozen=True)
class Releases:
    """A folder of releases. A process that changes it must hold its lock."""

    dest: Path

    @property
    def _folder(self) -> Path:
        return self.dest / "releases"

    @property
    def _work(self) -> Path:
        return self.dest / ".work"

    @property
    def _next(self) -> Path:
        """The link that becomes `current`; a leftover one names a release that was never served."""
        return self._work / "next"

    def all(self) -> list[Release]:
        """The releases, oldest first."""
        if not self._folder.is_dir():
            return []
        folders = sorted(self._folder.iterdir())
        return [Release(one) for one in folders if _NAME.fullmatch(one.name)]

    def find(self, name: str) -> Release | None:
        return next((one for one in self.all() if one.name == name), None)

    @property
    def current(self) -> Release | None:
        """The release that is served."""
        return self._target(self.dest / "current")

    def next_stamp(self, now: float) -> int:
        """The second for a new release: now, or one after the newest release's, if later."""
        return max([int(now), *(one.stamp + 1 for one in self.all())])

    def begin(self) -> Path:
        """Removes what killed runs have left, and returns an empty folder to work in.

        The folder's name is new: a build that outlived its killed publication may still write to
        the old one.
        """
        self._folder.mkdir(exist_ok=True)
        _open(self._folder)
        if (never := self._target(self._next)) and never != self.current:
            self._remove(never)
        if self._work.is_dir():
            shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="new-", dir=self._work))

    def admit(self, folder: Path, stamp: int, digest: str) -> Release:
        """Turns a finished folder into a release and serves it, in one step."""
        time = datetime.fromtimestamp(stamp, UTC).strftime(_TIME)
        release = Release(self._folder / f"{time}-{digest[:8]}")
        # The link first: a later run that finds it knows which release was never served.
        self._next.symlink_to(Path("releases", release.name, "site"))
        folder.chmod(0o777 & ~_umask())  # mkdtemp's mode admits nobody else
        _open_all(folder)
        folder.rename(release.folder)
        sync([self._folder, self._work])
        self._next.rename(self.dest / "current")
        self._sync_switch()
        return release

    def switch(self, release: Release) -> None:
        """Serves a release that has been served before, in one step."""
        _open_all(release.folder)
        link = self._work / "back"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases", release.name, "site"))
        link.rename(self.dest / "current")
        self._sync_switch()

    def _sync_switch(self) -> None:
        """Makes a switch survive a power cut; if the disk refuses, the switch counts anyway."""
        with suppress(OSError):
            sync([self.dest])

    def prune(self, keep: int) -> None:
        """Removes all but the newest `keep`, and never the one that is served."""
        with suppress(OSError):  # the next run tries again
            for release in self.all()[:-keep]:
                if release != self.current:
                    self._remove(release)

    def _remove(self, release: Release) -> None:
        """Moves a release away in one step, then deletes it: nobody finds half a release."""
        self._work.mkdir(exist_ok=True)
        gone = Path(tempfile.mkdtemp(prefix="old-", dir=self._work))
        release.folder.rename(gone / release.name)
        shutil.rmtree(gone, ignore_errors=True)

    def _target(self, link: Path) -> Release | None:
        """The release that one of our links leads to."""
        if not link.is_symlink():
            return None
        return self.find(link.readlink().parent.name)


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Writes release.json so that readers get a whole file, either the old or the new one."""
    written = folder / "release.json.new"
    written.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sync([written])
    written.rename(folder / "release.json")


def sync(paths: Iterable[Path]) -> None:
    """Waits until files, or the names in folders, are on the disk, not only in a cache."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(path: Path) -> None:
    """Makes a folder and its parents, open to everybody; existing ones keep their permissions."""
    missing = [one for one in (path, *path.parents) if not one.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for one in missing:
        _open(one)


def _open(path: Path) -> None:
    """Lets everybody read a file or enter a folder, whatever our umask: a web server must."""
    mode = stat.S_IMODE(path.stat().st_mode)
    wanted = mode | (0o555 if path.is_dir() else 0o444)
    if wanted != mode:
        with suppress(PermissionError):  # another publisher's, shared with us by its group
            path.chmod(wanted)


def _open_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        _open(path)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
