"""Digests that serve as keys of results: of plain data, of folders, of installed packages."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SIZE = 16
"""Bytes; with 128 bits, a collision is out of the question."""


def digest(value: Any) -> str:
    """Returns the digest of plain data: what JSON can hold; tuples count as lists.

    The order of a mapping's keys makes no difference. Raises `TypeError` for anything else, since
    guessing what an object stands for could produce a wrong page.
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_of_text(written)


def digest_of_text(text: str) -> str:
    """Returns the digest of a long text, faster than `digest` does."""
    return digest_of_bytes(text.encode("utf-8", "surrogatepass"))


def digest_of_bytes(content: bytes) -> str:
    """Returns the digest of a file's content; for UTF-8, the same as `digest_of_text`."""
    return hashlib.blake2b(content, digest_size=_SIZE).hexdigest()


def digest_of_folders(folders: Iterable[Path]) -> str:
    """Returns the digest of all files below `folders`: their names and contents.

    Modification times do not count. The folders that Python writes into are skipped, and so are
    unreadable files, as no page can contain them: a dangling link with which Emacs locks a file, or
    a file deleted meanwhile.
    """
    found: list[tuple[int, str, str]] = []
    for number, folder in enumerate(folders):
        for place, inner, names in os.walk(folder, followlinks=True):
            inner[:] = [name for name in inner if name != "__pycache__"]
            for path in (Path(place, name) for name in names):
                with suppress(OSError):
                    if path.is_file():  # not a pipe, which nobody may ever write into
                        content = digest_of_bytes(path.read_bytes())
                        found.append((number, path.relative_to(folder).as_posix(), content))
    return digest(sorted(found))


def installed() -> list[str]:
    """Returns Python's version and the installed packages, each with its version.

    They are in the names of `name-version.dist-info` folders, which need not be read.
    """
    names = {
        path.name
        for place in map(Path, sys.path)
        if place.is_dir()
        for path in place.glob("*.dist-info")
    }
    return [sys.version, *sorted(names)]
