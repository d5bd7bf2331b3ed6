"""Turns one language's records into the folder that the search loads, with Pagefind."""

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.search.dictionary import Dictionary
from kb.search.record import Record, page
from kb.search.vocabulary import lexicon, vocabulary

VOCABULARY = "vocabulary.json"
_UNUSED = ("-ui.", "-highlight.", "-worker.")  # we have an interface of our own
_MARK = b"pagefind_dcd"  # before the content of every file that Pagefind packs


class SearchError(Exception):
    """Pagefind could not do its work; the message says why, in Russian."""


def bundle(
    records: Sequence[Record], dictionary: Dictionary, texts: Mapping[str, Any]
) -> dict[str, bytes]:
    """Returns the files of a language's search by name; the same records give the same bytes.

    `dictionary` is that of the language, and knows more of it afterwards; `texts` are what the
    dialog says in it. Without a record there are no files.

    Raises `SearchError` if Pagefind fails.
    """
    if not records:
        return {}
    locale = dictionary.locale
    records = sorted(records, key=lambda one: one.url)
    addresses = {_name(one): one.url for one in records}
    with tempfile.TemporaryDirectory(prefix="kb-search-") as folder:
        source, target = Path(folder, "records"), Path(folder, "pagefind")
        source.mkdir()
        for one in records:
            (source / _name(one)).write_text(page(one, locale), "utf-8")
        pagefind = _start(source, target, locale)
        words = lexicon(records, dictionary)  # while Pagefind works
        _finish(pagefind, locale)
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
    files[VOCABULARY] = vocabulary(records, ids, words, texts)
    return files


def _name(record: Record) -> str:
    """A name that does not change with other records, and suits every file system."""
    return hashlib.sha256(record.url.encode()).hexdigest()[:16] + ".html"


def _start(source: Path, target: Path, locale: str) -> "subprocess.Popen[str]":
    command = ["-m", "pagefind", "--site", str(source), "--output-path", str(target)]
    return subprocess.Popen(
        [sys.executable, *command, "--force-language", locale, "--silent"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _finish(pagefind: "subprocess.Popen[str]", locale: str) -> None:
    told, _ = pagefind.communicate()
    if pagefind.returncode:
        why = " ".join(told.split()) or f"код {pagefind.returncode}"
        raise SearchError(f"поиск ({locale}): программа Pagefind не справилась: {why}")


def _in_order(entry: bytes) -> bytes:
    """Pagefind's list of characters comes out of a hash table, each time in another order."""
    content = json.loads(entry)
    content["include_characters"] = sorted(content["include_characters"])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
