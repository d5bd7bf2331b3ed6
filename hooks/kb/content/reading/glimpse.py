"""What an unreadable file still reveals: the ids and types that it seems to have."""

import re
from collections.abc import Sequence
from pathlib import Path

from kb.content.likenesses import in_latin

_FIELD = re.compile(r"^([a-z]+):[ \t]*['\"\ufffd]*([A-Za-z0-9-]+)", re.MULTILINE)

_NO_ASCII = re.compile(r"[^\x00-\x7f]")
_SOURCE_ID_LINE = re.compile(r"([a-z0-9-]+):[ \t\r]*\Z")


def names_taken(roots: Sequence[Path], folder: str) -> tuple[set[str], set[str]]:
    """Returns what a new page may not be called: all ids, and the file names in a folder.

    They are those of every root and language, including unreadable and replaced pages. The names
    are in lower case and without `.md`.
    """
    ids: set[str] = set()
    names: set[str] = set()
    for root in roots:
        for path in root.rglob("*.md"):
            if path.is_file():
                ids |= ids_seen(path)
                if path.parent.name == folder:
                    names.add(path.stem.lower())
    return ids, names


def ids_seen(path: Path) -> set[str]:
    """Returns the ids that a file that could not be read seems to define.

    Without them every reference to one broken page would become a problem of its own.
    """
    return {value for name, value in fields_seen(path) if name == "id"}


def fields_seen(path: Path) -> list[tuple[str, str]]:
    """Returns the names and values that a file that could not be read seems to have as fields.

    Of a value, only the first word is read, as far as it is ASCII: ids and types are.
    """
    text = as_ascii(path)
    fields, _, rest = text.partition("\n---")  # the body may show a page as an example
    found = _FIELD.findall(fields)
    if not text.startswith("---") and not any(name == "id" for name, _ in found):
        found = _FIELD.findall(rest.partition("\n---")[0])  # there is something above the fields
    return found


def source_ids_seen(path: Path, named: set[str]) -> set[str]:
    """Returns the ids that a faulty list of sources seems to define.

    If a key is faulty too, it may be any of those `named` by pages, so these are returned.
    """
    lines = as_ascii(path).split("\n")
    keys = [line for line in lines if line.strip() and line[0] not in " \t#"]
    ids = {found[1] for line in keys if (found := _SOURCE_ID_LINE.match(line))}
    return ids if keys and len(ids) == len(keys) else named


def as_ascii(path: Path) -> str:
    """Returns what can be made out of a file in any encoding; nothing if it cannot be read.

    Ids are ASCII: UTF-16 only puts zeros between their letters. Cyrillic letters that look like
    Latin ones are taken for these.
    """
    try:
        raw = path.read_bytes() if path.is_file() else b""  # a pipe would never end
    except OSError:
        return ""
    text = in_latin(raw.replace(b"\0", b"").decode("utf-8", "replace"))
    return _NO_ASCII.sub("\ufffd", text).lstrip("\ufffd \t\r\n")
