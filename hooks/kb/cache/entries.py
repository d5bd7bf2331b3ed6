"""Plain data as an entry of the store, and back."""

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any

from kb.cache.store import pack, unpack

_SIZE = struct.Struct("<I")


def pack_data(data: Any) -> bytes:
    """Returns plain data, what JSON can hold, as an entry."""
    return pack(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def unpack_data(entry: bytes | None) -> Any:
    """Returns what was packed; None if there is no entry, or not a valid one."""
    value = unpack(entry) if entry else None
    try:
        return None if value is None else json.loads(value)
    except ValueError:
        return None


def pack_with_text(data: Any, text: str) -> bytes:
    """Returns an entry of plain data, followed by a long text that is rarely asked for."""
    packed = pack_data(data)
    return _SIZE.pack(len(packed)) + packed + pack(text.encode("utf-8", "surrogatepass"))


def unpack_with_text(entry: bytes) -> tuple[Any, Callable[[], str | None]]:
    """Returns the data and a function that reads the text; either gives None if it is damaged."""
    end = _SIZE.size
    if len(entry) > end:
        end += _SIZE.unpack_from(entry)[0]
    packed = entry[end:]  # so that a kept `text` holds no more than this in memory

    def text() -> str | None:
        value = unpack(packed)
        return None if value is None else value.decode("utf-8", "surrogatepass")

    return unpack_data(entry[_SIZE.size : end]), text


def files_as_data(files: Mapping[str, bytes]) -> dict[str, str]:
    """Returns the contents of files, by name, as plain data."""
    return {name: b64encode(content).decode() for name, content in files.items()}


def files_from_data(data: Mapping[str, str]) -> dict[str, bytes]:
    """Returns the files that `files_as_data` was given."""
    return {name: b64decode(content) for name, content in data.items()}
