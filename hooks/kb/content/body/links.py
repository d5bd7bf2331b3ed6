"""Links in the text of a field: by id, [бриф](T05), or by file, [бриф](../templates/brif.md)."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

_ESCAPED = re.compile(r"\\.")
_TARGET = re.compile(
    r"""\]\(\s*<?(?P<target>[^\s<>()]+)>?\s*(?:(?P<quote>["']).*?(?P=quote)\s*)?\)""",
    re.DOTALL,
)
"""The end of a link, with or without a title: ](T05 "Бриф")."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


class Link(NamedTuple):
    """A link, and where it is in the text."""

    target: str
    words: str
    start: int
    end: int


def links(text: str) -> Iterator[Link]:
    """Yields the links in a text, found as Markdown finds them."""
    for target in _TARGET.finditer(text):
        start = _opening(text[: target.start() + 1])
        if start is not None:
            yield Link(target["target"], text[start + 1 : target.start()], start, target.end())


def ids_linked(text: str) -> set[str]:
    """Returns the ids that links in a text lead to."""
    return {one.target for one in links(text) if is_id(one.target)}


def is_id(target: str) -> bool:
    """Whether a link's target can only be an id: a file name has a dot or a slash in it."""
    return bool(_ID.fullmatch(target))


def without_links(text: str, targets: Container[str]) -> str:
    """Returns a text with the links to `targets` reduced to their words."""
    while link := next((one for one in links(text) if one.target in targets), None):
        text = f"{text[: link.start]}{link.words}{text[link.end :]}"
    return text


def _opening(text: str) -> int | None:
    """Returns the place of the bracket that the last one closes; None if there is none."""
    plain = _ESCAPED.sub("  ", text)
    depth = 0
    for at in range(len(plain) - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(plain[at], 0)
        if depth == 0:
            return at
    return None
