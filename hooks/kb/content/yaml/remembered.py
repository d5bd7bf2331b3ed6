"""Front matter that was read before: parsing YAML is half the time that it takes to load pages."""

import hashlib
from collections.abc import Mapping
from typing import Any


class Remembered:
    """The fields of front matter whose YAML has no faults, by a digest of its text."""

    def __init__(self, fields: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """`fields` are the `fields` of an earlier instance."""
        self._before = fields or {}
        self.fields: dict[str, Mapping[str, Any]] = {}
        """The fields asked for or put in; plain data that JSON can hold."""

    @property
    def is_news(self) -> bool:
        """Whether the texts remembered differ from those of the earlier instance."""
        return self.fields.keys() != self._before.keys()

    def get(self, text: str) -> Mapping[str, Any] | None:
        """Returns the fields of a text without a fault; None if it is not known."""
        key = _key(text)
        found = self.fields.get(key) or self._before.get(key)
        if found is not None:
            self.fields[key] = found
        return found

    def put(self, text: str, fields: Mapping[str, Any]) -> None:
        """Remembers the fields of a text without a fault."""
        self.fields[_key(text)] = fields


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
