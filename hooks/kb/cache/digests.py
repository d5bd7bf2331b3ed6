"""Digests by which results are filed: of plain data, of folders, of what is installed."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SIZE = 16
"""Bytes; 128 bits, so that two different things of one digest are out of the question."""


def digest(value: Any) -> str:
    """Returns the digest of plain data: what JSON can hold; tuples count as lists.

    The order of a mapping's keys makes no difference. Raises `TypeError` for anything else, since
    a guess at what an object stands for could be a wrong page.
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_of_text(written)


def digest_of_text(text: str) -> str:
    """Returns the digest of a long text, faster than `digest` does."""
    return digest_of_bytes(text.encode("utf-8", "surrogatepass"))


def digest_of_bytes(content: bytes) -> str:
    """Returns the digest of a file's content: that of its text, if it is one in UTF-8."""
    return hashlib.blake2b(content, digest_size=_SIZE).hexdigest()


def digest_of_folders(folders: Iterable[Path], *, leave_out: Iterable[str] = ()) -> str:
    """Returns the digest of all files below `folders`: their names and contents.

    Times do not count. `leave_out` are names of folders, such as those Python writes into. What
    cannot be read is in no page: a link that leads nowhere, by which Emacs locks a file, or a file
    that has gone meanwhile.
    """
    hidden = set(leave_out)
    found: list[tuple[int, str, str]] = []
    for number, folder in enumerate(folders):
        for place, inner, names in os.walk(folder, followlinks=True):
            inner[:] = [name for name in inner if name not in hidden]
            for path in (Path(place, name) for name in names):
                with suppress(OSError):
                    if path.is_file():  # and no pipe, which nobody may ever write into
                        content = digest_of_bytes(path.read_bytes())
                        found.append((number, path.relative_to(folder).as_posix(), content))
    return digest(sorted(found))


def installed() -> list[str]:
    """Returns Python's version and the names of what is installed, each with its version.

    The folders `name-version.dist-info` say it a hundred times faster than reading them.
    """
    names = {
        path.name
        for place in map(Path, sys.path)
        if place.is_dir()
        for path in place.glob("*.dist-info")
    }
    return [sys.version, *sorted(names)]
