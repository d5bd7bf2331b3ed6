"""Publishes a site, or goes back to an earlier one: entirely, or not at all."""

import shutil
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kb.publish.failure import PublishError, in_words, unchanged
from kb.publish.files import carry, digest, files, finish
from kb.publish.inspection import inspect
from kb.publish.lock import only_one
from kb.publish.place import stop_if_taken
from kb.publish.releases import Release, Releases, make_folder, sync, write_record

_TOLD = 20
"""The most problems that are listed; if there are more, they share one cause."""


def publish(
    dest: Path, build: Callable[[Path], None], *, keep: int, record: Mapping[str, Any]
) -> Release:
    """Lets `build` write a site into a folder, checks it and serves it instead of the current one.

    `keep` releases are kept, at least two: somebody may still be reading the previous one. `record`
    is added to release.json.

    Raises `PublishError`; then, as when the process is killed at any moment before the switch, the
    old site is still served.
    """
    with in_words(dest):
        stop_if_taken(dest)
        make_folder(dest)
        with only_one(dest):
            releases = Releases(dest)
            work = releases.begin()
            try:
                return _publish(releases, work, build, keep, record)
            finally:
                shutil.rmtree(work, ignore_errors=True)


def _publish(
    releases: Releases,
    work: Path,
    build: Callable[[Path], None],
    keep: int,
    record: Mapping[str, Any],
) -> Release:
    site = work / "site"
    build(site)
    _stop_if_broken(site, releases.dest)
    served = releases.current
    stamp = releases.next_stamp(time.time())
    own = files(site)
    finish(site, own, stamp=stamp, served=served.site if served else None)
    staying = releases.all()[-(keep - 1) :]
    if served and served not in staying:
        staying.append(served)
    whole = digest(site, own)
    carried = sorted(set(carry(site, staying)))
    write_record(
        work,
        {
            "published": datetime.fromtimestamp(stamp, UTC).isoformat(),
            **record,
            "pages": sum(path.endswith(".html") for path in own),
            "files": len(own),
            "digest": whole,
            "previous": served.name if served else None,
            "carried": carried,
        },
    )
    sync([work])
    release = releases.admit(work, stamp, whole)
    releases.prune(keep)
    return release


def _stop_if_broken(site: Path, dest: Path) -> None:
    problems = inspect(site)
    if problems:
        told = [str(one) for one in problems[:_TOLD]]
        if len(problems) > _TOLD:
            told.append(f"… и ещё {len(problems) - _TOLD}")
        told.append(f"Собранный сайт не годится. {unchanged(dest)}")
        raise PublishError("\n".join(told))


def roll_back(dest: Path, name: str | None = None) -> Release:
    """Serves the release that the current one replaced, or the one called `name`.

    Raises `PublishError` when there is none; then nothing is changed.
    """
    with in_words(dest):
        if not dest.is_dir():
            raise PublishError(f"{dest}: нет такой папки")
        with only_one(dest):
            releases = Releases(dest)
            served = releases.current
            if served is None:
                raise PublishError(f"{dest}: здесь ещё ничего не опубликовано")
            wanted = name or served.record.get("previous")
            if not wanted:
                raise PublishError(f"{dest}: до {served.name} ничего не публиковали")
            release = releases.find(wanted)
            if release is None:
                kept = ", ".join(one.name for one in releases.all())
                raise PublishError(f"{dest}: выпуска {wanted} нет; есть: {kept}")
            shutil.rmtree(releases.begin(), ignore_errors=True)
            _carry_later(served, release)
            releases.switch(release)
            return release


def _carry_later(served: Release, release: Release) -> None:
    """Adds the served release's parts to `release`, for pages that readers still have open."""
    carried = sorted({*release.carried, *carry(release.site, [served])})
    write_record(release.folder, {**release.record, "carried": carried})
