"""Prepares a release's files for serving: dates and compresses them, shares them with old ones."""

import gzip
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from kb.publish.releases import Release, sync

_TEXTS = re.compile(r"(^|/)pagefind/(.*/)?[^/]*_[0-9a-z]+\.pf_(fragment|index|meta|filter)$")
"""Pagefind's pieces: they hold the words of all pages."""

FINGERPRINTED = re.compile(rf"\.[0-9a-f]{{8}}(\.min)?\.(css|js|woff2)$|{_TEXTS.pattern}")
"""Files whose name changes with their content: ours and the theme's, and Pagefind's pieces.

deploy/nginx/http.conf tells browsers to keep the same files; a test checks that both agree.
"""

_TEXT = frozenset(
    ".css .csv .html .js .json .map .md .mjs .svg .txt .wasm .webmanifest .xml".split()
)
_WORTH = 1024
"""Bytes; a shorter file is one packet either way."""

_COMPRESSED = (".br", ".gz")


def files(site: Path) -> list[str]:
    """The paths of a site's files, sorted, without the compressed copies that `finish` adds."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if not path.is_dir()}
    return sorted(one for one in found if not _is_compressed(one, found))


def _is_compressed(path: str, among: set[str]) -> bool:
    stem, dot, suffix = path.rpartition(".")
    return dot + suffix in _COMPRESSED and stem in among and Path(stem).suffix in _TEXT


def copy(built: Path, site: Path) -> None:
    """Copies a built site, without the permissions and dates of its files."""
    site.mkdir()
    for path in sorted(built.rglob("*")):
        target = site / path.relative_to(built)
        if path.is_dir():
            target.mkdir()
        else:
            shutil.copyfile(path, target)


def digest(site: Path, paths: Iterable[str]) -> str:
    """One hash of all files, names included."""
    total = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256((site / path).read_bytes()).hexdigest()
        total.update(f"{content}  {path}\n".encode())
    return total.hexdigest()


def finish(site: Path, paths: Iterable[str], *, stamp: int, served: Path | None) -> None:
    """Dates and compresses the files of a new site, and waits until they are on the disk.

    A file that is the same in the `served` site becomes that very file, with its compressed forms:
    it keeps its date, and so its ETag, and readers need not load it again. Any other file gets the
    date `stamp`, in seconds, which no release had before: nginx's ETag is date and size, and a page
    that changed within the same second and kept its size would be taken for the old one.
    """

    def one(path: str) -> None:
        new, old = site / path, served / path if served else None
        if old and _same(old, new):
            for suffix in ("", *_COMPRESSED):
                _share(_with(old, suffix), _with(new, suffix))
        else:
            for written in _compress(new):
                os.utime(written, (stamp, stamp))
                sync([written])

    # Threads, not processes: brotli and gzip release the GIL, and threads die with the process.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for _done in pool.map(one, paths):
            pass
    sync([site, *(path for path in site.rglob("*") if path.is_dir())])


def _compress(path: Path) -> Iterator[Path]:
    """Writes .br and .gz if worth it, else removes old ones; yields all files, `path` first."""
    yield path
    content = path.read_bytes()
    worth = path.suffix in _TEXT and len(content) >= _WORTH
    for suffix in _COMPRESSED:
        beside = _with(path, suffix)
        if worth:
            smaller = (
                brotli.compress(content, quality=11)
                if suffix == ".br"
                else gzip.compress(content, 9, mtime=0)
            )
            beside.write_bytes(smaller)
            yield beside
        elif path.suffix in _TEXT:
            beside.unlink(missing_ok=True)


def carry(into: Path, releases: Iterable[Release]) -> Iterator[str]:
    """Adds the fingerprinted files of other releases to a site; yields the paths of those added.

    A page that a reader opened before the switch may load its parts after it: they must be there.
    But a release with a page that the site no longer has, deleted or made internal, gives nothing
    that holds texts: what has been taken back must not be readable. Its readers search again once
    they have opened another page.
    """
    for release in releases:
        own = files(release.site)
        is_whole = all((into / path).exists() for path in own if path.endswith(".html"))
        for path in own:
            if not is_whole and _TEXTS.search(path):
                continue
            if FINGERPRINTED.search(path) and path not in release.carried:
                if (into / path).exists():
                    continue
                (into / path).parent.mkdir(parents=True, exist_ok=True)
                for suffix in ("", *_COMPRESSED):
                    _share(_with(release.site / path, suffix), _with(into / path, suffix))
                yield path


def _with(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _same(old: Path, new: Path) -> bool:
    try:
        return old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes()
    except OSError:
        return False


def _share(old: Path, new: Path) -> None:
    """Replaces `new` by a hard link to `old`, or by a copy where links are impossible."""
    new.unlink(missing_ok=True)
    if not old.is_file():
        return
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)
        sync([new])
