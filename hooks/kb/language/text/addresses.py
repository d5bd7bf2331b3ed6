"""Finds the links and pictures of a page, and where their addresses are in its file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE

from kb.content.problems import Location
from kb.language.text.code import outside_code
from kb.language.text.prose import Prose
from kb.tree.raw_html import LOADED

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_BEFORE = re.compile(r"(?<![^\s(<:])\Z")
_BEFORE_IN_HTML = re.compile(r"(?:[=,][\s\"']{0,9}|^\s{0,99})\Z")
_BEFORE_AT_MOST = 100
"""How far these look back; otherwise, they would search a long line from its start each time."""

_AFTER = frozenset({"", " ", "\t", ")", ">", '"', "'", ","})

_OF_FOOTNOTES = ("footnote-ref", "footnote-backref")
"""Classes of the links that Markdown itself makes; others may be typed."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a link or a picture, as it is written."""

    element: Element
    written: str
    line: int
    column: int
    """Counted from 1; 0 if only the line is known."""

    location: Location = ()
    """The field it is in; empty if it is in the body."""

    is_raw: bool = False
    """Whether it is in raw HTML; if so, `element` is a stand-in."""

    @property
    def is_image(self) -> bool:
        return self.element.tag == "img"

    @property
    def is_loaded(self) -> bool:
        """Whether the page would load what is there by itself: a picture, a video."""
        return self.is_image or LOADED in self.element.attrib


def addresses(prose: Prose) -> Iterator[Address]:
    """Yields the links and pictures of a page, those of its raw HTML last.

    Links to and from footnotes are left out. Whatever else raw HTML loads, such as a video, is
    yielded as a link.
    """
    document = prose.document
    lines = [
        (line, _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text)
        for line, text in outside_code(document.source.body_lines)
    ]
    for root, location in (*prose.trees, (prose.stand_ins, ())):
        is_raw = root is prose.stand_ins
        begins = _BEFORE_IN_HTML if is_raw else _BEFORE
        places: dict[str, list[tuple[int, int]]] = {}  # where each address is next
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name is None or element.get("class") in _OF_FOOTNOTES:
                continue
            written = unescape(element.get(name, "").replace(AMP_SUBSTITUTE, "&"))
            if location:
                line, column = document.line(location), 0
            else:
                if written not in places:
                    places[written] = list(_places(lines, written, begins)) or [(0, 0)]
                found = places[written]
                line, column = found.pop(0) if len(found) > 1 else found[0]
                line += document.source.body_line
            yield Address(element, written, line, column, location, is_raw)


def _places(
    lines: Sequence[tuple[int, str]], written: str, begins: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yields the line and column of each place where an address seems to be typed."""
    ways = dict.fromkeys(filter(None, (written, escape(written, quote=False))))
    for line, text in lines:
        for way in ways:
            for at in _all(text, way, begins):
                yield line, at + 1


def _all(text: str, address: str, begins: re.Pattern[str]) -> Iterator[int]:
    """Yields where an address is in a line, except where it is only part of another one."""
    at = text.find(address)
    while at >= 0:
        end = at + len(address)
        if text[end : end + 1] in _AFTER and begins.search(text, max(0, at - _BEFORE_AT_MOST), at):
            yield at
        at = text.find(address, at + 1)
