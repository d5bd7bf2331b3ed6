"""Keeps lists separate, and at the levels and with the numbers that are typed.

Python-Markdown asks only the first line of a paragraph how deep it is nested:

    - Раз

        - внутри
    - Два

so «Два» would become the second item of the inner list. In CommonMark, each item is as deep as it
is indented; Notion exports lists in this form.

It also numbers every list from 1, and puts bulleted and numbered items that follow each other, with
or without an empty line between them, into one list.
"""

import re
from itertools import pairwise
from typing import ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import (
    BlockProcessor,
    ListIndentProcessor,
    OListProcessor,
    UListProcessor,
)

_ITEM = re.compile(r" *(?:[-*+]|[0-9]+\.) +\S")
_FLAT = re.compile(r"(?P<indent> {0,3})(?:(?P<bullet>[-*+])|[0-9]+\.) +\S")


def add_to(md: Markdown) -> None:
    """Makes Markdown read lists by the level, the kind and the number of each item."""
    ours: tuple[tuple[type[BlockProcessor], type[BlockProcessor], str, int], ...] = (
        (ListIndentProcessor, _Nested, "indent", 90),
        (OListProcessor, Numbered, "olist", 40),
        (UListProcessor, Bulleted, "ulist", 30),
    )
    processors = md.parser.blockprocessors
    for theirs, better, name, priority in ours:  # with Python-Markdown's names and priorities
        if type(processors[name]) is theirs:
            processors.register(better(md.parser), name, priority)


class _OfOneKind(OListProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        _cut_where_kind_changes(blocks)
        super().run(parent, blocks)


class Numbered(_OfOneKind):
    """Begins a new list after one of another kind, at the number that is typed."""

    LAZY_OL = False
    SIBLING_TAGS: ClassVar = ["ol"]


class Bulleted(_OfOneKind, UListProcessor):
    """Begins a new list after one of another kind."""

    SIBLING_TAGS: ClassVar = ["ul"]


def _cut_where_kind_changes(blocks: list[str]) -> None:
    """Splits the first block where its items change from bulleted to numbered, or back.

    Items indented further are ignored: they are meant to be nested, and reported as such.
    """
    lines = blocks[0].split("\n")
    first = _FLAT.match(lines[0])
    cuts = [0]
    for at, line in enumerate(lines):
        item = _FLAT.match(line)
        if not first or not item or len(item["indent"]) > len(first["indent"]) + 1:
            continue
        if bool(item["bullet"]) != bool(first["bullet"]):
            cuts.append(at)
            first = item
    if len(cuts) > 1:
        blocks[:1] = ["\n".join(lines[at:end]) for at, end in pairwise([*cuts, len(lines)])]


class _Nested(ListIndentProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        level, _ = self.get_level(parent, blocks[0])
        lines = blocks[0].split("\n")
        for at, line in enumerate(lines[1:], 1):
            if not line.startswith(" " * self.tab_length * level) and _ITEM.match(line):
                blocks[:1] = ["\n".join(lines[:at]), "\n".join(lines[at:])]
                break
        super().run(parent, blocks)
