"""The releases in a folder, the one that is served, and how another takes its place."""

import json
import os
import re
import shutil
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
        """What a web server is given."""
        return self.folder / "site"

    @property
    def stamp(self) -> int:
        """The second it was made in, as its name says; no two releases of a folder share one."""
        return int(datetime.strptime(self.name[:15], _TIME).replace(tzinfo=UTC).timestamp())

    @cached_property
    def record(self) -> dict[str, Any]:
        """What is known of it: release.json; nothing if somebody has damaged that."""
        try:
            found = json.loads((self.folder / "release.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def carried(self) -> frozenset[str]:
        """The files of other releases in its site, for pages that readers have still open."""
        return frozenset(self.record.get("carried", ()))


@dataclass(frozen=True)
class Releases:
    """A folder of releases. Whatever changes it must hold its lock."""

    dest: Path

    @property
    def _folder(self) -> Path:
        return self.dest / "releases"

    @property
    def _work(self) -> Path:
        return self.dest / ".work"

    @property
    def _next(self) -> Path:
        """The link that becomes `current`; found by another run, it names what never did."""
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
        """The second for a new release: now, or the next one that no release has."""
        return max([int(now), *(one.stamp + 1 for one in self.all())])

    def begin(self) -> Path:
        """Clears what killed runs have left, and returns an empty folder to work in.

        Its name is new: a build that outlived its killed publication may still write to the old.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if (never := self._target(self._next)) and never != self.current:
            self._remove(never)
        if self._work.is_dir():
            shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="new-", dir=self._work))

    def admit(self, folder: Path, stamp: int, digest: str) -> Release:
        """Makes a release of a finished folder and serves it, in one step."""
        time = datetime.fromtimestamp(stamp, UTC).strftime(_TIME)
        release = Release(self._folder / f"{time}-{digest[:8]}")
        # The link first: who finds it knows of which release it was never known to be served.
        self._next.symlink_to(Path("releases", release.name, "site"))
        folder.chmod(0o777 & ~_umask())  # mkdtemp's own is for us alone
        folder.rename(release.folder)
        settle([self._folder, self._work])
        self._next.rename(self.dest / "current")
        self._settle_switch()
        return release

    def switch(self, release: Release) -> None:
        """Serves a release that has been served before, in one step."""
        link = self._work / "back"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases", release.name, "site"))
        link.rename(self.dest / "current")
        self._settle_switch()

    def _settle_switch(self) -> None:
        """A switch is made whether or not the disk says that it will outlast a power cut."""
        with suppress(OSError):
            settle([self.dest])

    def prune(self, keep: int) -> None:
        """Removes all but the newest `keep`, and never the one that is served."""
        with suppress(OSError):  # the next run tries again
            for release in self.all()[:-keep]:
                if release != self.current:
                    self._remove(release)

    def _remove(self, release: Release) -> None:
        """Takes a release away in one step, then deletes it: half a one is never found."""
        self._work.mkdir(exist_ok=True)
        gone = Path(tempfile.mkdtemp(prefix="old-", dir=self._work))
        release.folder.rename(gone / release.name)
        shutil.rmtree(gone, ignore_errors=True)

    def _target(self, link: Path) -> Release | None:
        """The release that a link of ours leads to."""
        if not link.is_symlink():
            return None
        return self.find(link.readlink().parent.name)


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Writes release.json so that it is read whole, the old or the new."""
    written = folder / "release.json.new"
    written.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    settle([written])
    written.rename(folder / "release.json")


def settle(paths: Iterable[Path]) -> None:
    """Waits until files, or the names in folders, are on the disk and not only on their way."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
