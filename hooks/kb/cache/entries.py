"""Plain data as an entry of the store, and back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from kb.cache.store import pack, unpack


def pack_data(data: Any) -> bytes:
    """Returns plain data, what JSON can hold, as an entry."""
    return pack(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_data(entry: bytes | None) -> Any:
    """Returns what was packed; None for no entry, and for what is not one."""
    value = unpack(entry) if entry else None
    if value is None:
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def files_as_data(files: Mapping[str, bytes]) -> dict[str, str]:
    """Returns the contents of files, by name, as plain data."""
    return {name: b64encode(content).decode() for name, content in files.items()}


def files_from_data(data: Mapping[str, str]) -> dict[str, bytes]:
    """Returns the files that `files_as_data` was given."""
    return {name: b64decode(content) for name, content in data.items()}
