"""Finds the links and pictures of a page, and where their addresses stand in its file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE

from kb.content.body import outside_code
from kb.content.front_matter import Location
from kb.language.prose import Prose


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads or a picture lies, as it is written."""

    element: Element
    written: str
    line: int
    column: int
    """Counted from 1; 0 if only the line is known."""

    location: Location = ()
    """The field it stands in; nothing if it is in the body."""

    @property
    def is_image(self) -> bool:
        return self.element.tag == "img"


def addresses(prose: Prose) -> Iterator[Address]:
    """Yields the links and pictures of a page; those of footnotes and of raw HTML are not ours."""
    for root, location in prose.trees:
        seen: Counter[str] = Counter()
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name is None or "footnote" in (element.get("class") or ""):
                continue
            written = unescape(element.get(name, "").replace(AMP_SUBSTITUTE, "&"))
            line, column = _place(prose, location, written, seen[written])
            seen[written] += 1
            yield Address(element, written, line, column, location)


def _place(prose: Prose, location: Location, written: str, before: int) -> tuple[int, int]:
    """Line and column of an address that stands `before` times above; of its part if not found."""
    document = prose.document
    if location:
        return document.line(location), 0
    found = [
        (line, at)
        for line, text in outside_code(document.source.body_lines)
        for at in _all(text, written)
    ]
    if not written or not found:
        return document.source.body_line, 0
    line, at = found[min(before, len(found) - 1)]
    return document.source.body_line + line, at + 1


def _all(text: str, address: str) -> Iterator[int]:
    """Where an address stands in a line; not where it is only the beginning of another one."""
    at = text.find(address)
    while at >= 0:
        if text[at + len(address) : at + len(address) + 1] in ("", ")", " ", ">", '"', "\t"):
            yield at
        at = text.find(address, at + 1)
