"""Turns records into an index that the search loads, with Pagefind."""

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.search.record import Record, page

_UNUSED = ("-ui.", "-highlight.", "-worker.")  # we have an interface of our own
_MARK = b"pagefind_dcd"  # before the content of every file that Pagefind packs


class SearchError(Exception):
    """Pagefind could not do its work; the message says why, in Russian."""


class Index(NamedTuple):
    """What Pagefind has made."""

    files: Mapping[str, bytes]
    """By name; without a record there are none."""

    ids: Mapping[str, str]
    """Its names of the records, by their address. It passes over one without a word."""


def index(records: Sequence[Record], locale: str) -> Index:
    """Returns the index of some records; the same ones, in any order, give the same bytes.

    Raises `SearchError` if Pagefind fails.
    """
    if not records:
        return Index({}, {})
    addresses = {f"{name_of(one.url)}.html": one.url for one in records}
    with tempfile.TemporaryDirectory(prefix="kb-search-") as folder:
        source, target = Path(folder, "records"), Path(folder, "pagefind")
        source.mkdir()
        for one in records:
            (source / f"{name_of(one.url)}.html").write_text(page(one, locale), "utf-8")
        _run(source, target, locale)
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


def name_of(url: str) -> str:
    """Hex digits that stand for an address: they change with no other, and suit a file system."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _run(source: Path, target: Path, locale: str) -> None:
    command = ["-m", "pagefind", "--site", str(source), "--output-path", str(target)]
    done = subprocess.run(
        [sys.executable, *command, "--force-language", locale, "--silent"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        why = " ".join(done.stdout.split()) or f"код {done.returncode}"
        raise SearchError(f"поиск ({locale}): программа Pagefind не справилась: {why}")


def _in_order(entry: bytes) -> bytes:
    """Pagefind's list of characters comes out of a hash table, each time in another order."""
    content = json.loads(entry)
    content["include_characters"] = sorted(content["include_characters"])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
