"""Links by id in the text of a field: [бриф](T05)."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

_ESCAPED = re.compile(r"\\.")
_TARGET = re.compile(
    r"""\]\(\s*<?(?P<id>[A-Za-z0-9][A-Za-z0-9-]*)>?\s*(?:(?P<quote>["']).*?(?P=quote)\s*)?\)""",
    re.DOTALL,
)
"""The end of a link by id, with or without a title: ](T05 "Бриф")."""


class Link(NamedTuple):
    """A link by id, and where it stands in the text."""

    id: str
    words: str
    start: int
    end: int


def links_by_id(text: str) -> Iterator[Link]:
    """Yields the links by id in a text, found as Markdown finds them."""
    for target in _TARGET.finditer(text):
        start = _opening(text[: target.start() + 1])
        if start is not None:
            yield Link(target["id"], text[start + 1 : target.start()], start, target.end())


def without_links(text: str, ids: Container[str]) -> str:
    """Returns a text in which only the words are left of the links to `ids`."""
    while link := next((one for one in links_by_id(text) if one.id in ids), None):
        text = f"{text[: link.start]}{link.words}{text[link.end :]}"
    return text


def _opening(text: str) -> int | None:
    """Returns where the bracket is opened that the text ends with; None if it is not."""
    plain = _ESCAPED.sub("  ", text)
    depth = 0
    for at in range(len(plain) - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(plain[at], 0)
        if depth == 0:
            return at
    return None
