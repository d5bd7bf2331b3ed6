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

_UNUSED = ("-ui.", "-highlight.", "-worker.")  # we have an interface of our own
_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made there)
_INDEXED = 10  # times the size of some pages that they take together with their index, and more
_MARK = b"pagefind_dcd"  # before the content of every file that Pagefind packs


class SearchError(Exception):
    """Pagefind could not do its work; the message says why, in Russian."""


class Index(NamedTuple):
    """What Pagefind has made."""

    files: Mapping[str, bytes]
    """By name; without a record there are none."""

    ids: Mapping[str, str]
    """Its names of the records, by their address. It passes over one without a word."""


@contextmanager
def indexing(
    records: Sequence[Record], locale: str, *, in_memory: bool = False
) -> Iterator[Callable[[], Index]]:
    """Begins an index of some records; gives what waits for it, and may raise `SearchError`.

    The same records, in any order, give the same bytes. `in_memory`: Pagefind's files are put there
    if there is room. A process that is killed leaves them where they are.
    """
    if not records:
        yield lambda: Index({}, {})
        return
    addresses = {f"{name_of(one.url)}.html": one.url for one in records}
    pages = {f"{name_of(one.url)}.html": page(one, locale).encode() for one in records}
    room = _room(sum(map(len, pages.values()))) if in_memory else None
    with tempfile.TemporaryDirectory(prefix="kb-search-", dir=room) as folder:
        source, target = Path(folder, "records"), Path(folder, "pagefind")
        source.mkdir()
        for name in sorted(pages):  # Pagefind may meet them in this order
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
    """Where to put some bytes and the index of them for a moment; None for where the system says.

    Linux shows memory as a folder. A disk takes several times as long for thousands of small files
    that are gone a second later. A container may have little of it.
    """
    try:
        fits = shutil.disk_usage(_MEMORY).free > _INDEXED * size
    except OSError:
        return None
    return _MEMORY if fits and os.access(_MEMORY, os.W_OK) else None


def name_of(url: str) -> str:
    """Hex digits that stand for an address: they change with no other, and suit a file system."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _start(source: Path, target: Path, locale: str) -> "subprocess.Popen[str]":
    # Not by `python -m pagefind`: Python takes a tenth of its time before it becomes the program.
    options = ["--site", str(source), "--output-path", str(target), "--force-language", locale]
    try:
        return subprocess.Popen(
            [get_executable(), *options, "--silent"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    except OSError as error:
        why = f"программа Pagefind не запускается: {error}"
        raise SearchError(f"поиск ({locale}): {why}") from error


def _finish(pagefind: "subprocess.Popen[str]", locale: str) -> None:
    told, _ = pagefind.communicate()
    if pagefind.returncode:
        why = " ".join(told.split()) or f"код {pagefind.returncode}"
        raise SearchError(f"поиск ({locale}): программа Pagefind не справилась: {why}")


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
    """Pagefind's list of characters comes out of a hash table, each time in another order."""
    content = json.loads(entry)
    content["include_characters"] = sorted(content["include_characters"])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
