"""Turns records into an index that the search loads, with Pagefind."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pagefind_bin import get_executable

from kb.search.record import Record, page
from kb.system.processes import is_alive
from kb.system.refusals import why

_UNUSED = ("-ui.", "-highlight.", "-worker.")  # we have an interface of our own
_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made there)
_INDEXED = 10  # times the pages' size: room for them and their index, with some to spare
_MARK = b"pagefind_dcd"  # before the content of every file that Pagefind packs


class SearchError(Exception):
    """Pagefind could not do its work; the message says why, in Russian."""


class Index(NamedTuple):
    """What Pagefind has made."""

    files: Mapping[str, bytes]
    """By name; empty if there are no records."""

    ids: Mapping[str, str]
    """Pagefind's names of the records, by their address; it skips a record that has no words."""


@contextmanager
def indexing(
    records: Sequence[Record], locale: str, *, in_memory: bool = False
) -> Iterator[Callable[[], Index]]:
    """Starts indexing the records; yields a function that waits for the index and returns it.

    Either step may raise `SearchError`. The same records, in any order, give the same bytes.
    `in_memory` keeps Pagefind's files in memory if there is room. A process that is killed leaves
    its files behind; the next one removes them.
    """
    if not records:
        yield lambda: Index({}, {})
        return
    addresses = {f"{name_of(one.url)}.html": one.url for one in records}
    pages = {f"{name_of(one.url)}.html": page(one, locale).encode() for one in records}
    room = _room(sum(map(len, pages.values()))) if in_memory else None
    ours = _ours()
    _clear(room or Path(tempfile.gettempdir()), ours)
    with tempfile.TemporaryDirectory(prefix=f"{ours}{os.getpid()}-", dir=room) as folder:
        source, target = Path(folder, "records"), Path(folder, "pagefind")
        source.mkdir()
        for name in sorted(pages):  # Pagefind may read them in this order
            (source / name).write_bytes(pages.pop(name))
        with _start(source, target, locale) as pagefind:

            def end() -> Index:
                _finish(pagefind, locale)
                shutil.rmtree(source)  # other parts may follow before the context ends
                index = _index(target, addresses, locale)
                shutil.rmtree(target)
                return index

            yield end


def _room(size: int) -> Path | None:
    """A folder in memory for pages of `size` bytes and their index; None for the system's default.

    Linux shows memory as a folder. A disk takes several times as long for thousands of small files
    that are gone a second later. A container may have little such memory.
    """
    try:
        fits = shutil.disk_usage(_MEMORY).free > _INDEXED * size
    except OSError:
        return None
    return _MEMORY if fits and os.access(_MEMORY, os.W_OK) else None


def _ours() -> str:
    """The prefix of our folders' names, before the process id.

    Containers may share a folder of temporary files but number their processes separately.
    """
    try:
        return f"kb-search-{Path('/proc/self/ns/pid').stat().st_ino}-"
    except OSError:  # not Linux
        return "kb-search-"


def _clear(place: Path, ours: str) -> None:
    """Removes what dead processes have left."""
    for left in place.glob(f"{ours}*"):
        pid = left.name.removeprefix(ours).partition("-")[0]
        if pid.isdecimal() and is_alive(int(pid)) is False:
            shutil.rmtree(left, ignore_errors=True)  # perhaps another user's


def name_of(url: str) -> str:
    """Returns hex digits for an address: they depend on it alone, and suit a file name."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _start(source: Path, target: Path, locale: str) -> "subprocess.Popen[str]":
    # Not by `python -m pagefind`: Python would take a tenth of the time to start the program.
    options = ["--site", str(source), "--output-path", str(target), "--force-language", locale]
    try:
        return subprocess.Popen(
            [get_executable(), *options, "--silent"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    except OSError as error:
        reason = f"программа Pagefind не запускается: {error.filename}: {why(error)}"
        raise SearchError(f"поиск ({locale}): {reason}") from error


def _finish(pagefind: "subprocess.Popen[str]", locale: str) -> None:
    told, _ = pagefind.communicate()
    if pagefind.returncode:
        reason = " ".join(told.split()) or f"код {pagefind.returncode}"
        raise SearchError(f"поиск ({locale}): программа Pagefind не справилась: {reason}")


def _index(target: Path, addresses: Mapping[str, str], locale: str) -> Index:
    files = {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file() and not any(part in path.name for part in _UNUSED)
    }
    if f"wasm.{locale}.pagefind" in files:
        del files["wasm.unknown.pagefind"]
    files["pagefind-entry.json"] = _in_order(files["pagefind-entry.json"])
    ids = {}
    for name, content in files.items():
        if name.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_MARK))
            ids[addresses[fragment["url"].lstrip("/")]] = Path(name).stem
    return Index(files, ids)


def _in_order(entry: bytes) -> bytes:
    """Sorts Pagefind's list of characters; its hash table gives a different order each time."""
    content = json.loads(entry)
    content["include_characters"] = sorted(content["include_characters"])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
