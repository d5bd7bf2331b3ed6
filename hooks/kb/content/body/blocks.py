"""The `/// type | id` blocks: which ones exist, and where they are in a page's tree."""

import re
from collections import Counter
from collections.abc import Collection
from difflib import get_close_matches
from functools import cache
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from kb.content.model import TYPES

EMBEDDED = frozenset(TYPES) - {"plain", "guide"}
"""Types of entry whose fragment may be embedded in any page."""

EDITORS = frozenset({"report"})
"""Blocks meant for editors: a page with one is published only if `extra.report` is on."""

LISTS = EDITORS | frozenset(
    "bibliography catalogue compare diagram glossary my-checklists print-sheet".split()
)
"""Blocks that show something other than a single entry."""

PLACE = "kb-embed"
"""The element that holds a block's place in a page's tree until its fragment is inserted."""

_LINE = re.compile(r"^ {0,3}(/{3,}) *(?:([\w-]+) *(?:\|(.*))?)?$", re.MULTILINE)


@cache
def block_near(name: str) -> str:
    """Returns the name of a block that is or resembles `name`; empty if there is none."""
    return next(iter(get_close_matches(name, EMBEDDED | LISTS, 1, 0.85)), "")


class Places(BlockProcessor):
    """Replaces each block by an element; text inside a block, closed or not, follows the element.

    The blocks of pymdownx would swallow everything after an unclosed block, and would loop forever
    on two unclosed ones in a list.
    """

    PRIORITY = 89.9  # after those of pymdownx, which may contain ours

    def __init__(self, parser: BlockParser, names: Collection[str]) -> None:
        """`names` are the block names to recognize."""
        super().__init__(parser)
        self.names = names
        self.open: Counter[int] = Counter()
        """The number of open blocks, by how many slashes the line that closes them has."""

    def test(self, parent: Element, block: str) -> bool:
        return "///" in block and self._line(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        line = cast("re.Match[str]", self._line(block))
        if before := block[: line.start()].rstrip("\n"):
            self.parser.parseBlocks(parent, [before])
        slashes, name, argument = line.groups()
        if name:
            self.open[len(slashes)] += 1
            if parent.tag in ("li", "dd") and parent.text:  # as Markdown does with other blocks
                SubElement(parent, "p").text, parent.text = parent.text, ""
            SubElement(
                parent, PLACE, {"name": name.lower(), "argument": (argument or "").strip(" ")}
            )
        else:
            self.open[len(slashes)] -= 1
        if after := block[line.end() :].lstrip("\n"):
            blocks.insert(0, after)

    def _line(self, block: str) -> re.Match[str] | None:
        """The first line that begins or ends a block."""
        for line in _LINE.finditer(block):
            if line[2].lower() in self.names if line[2] else self.open[len(line[1])] > 0:
                return line
        return None


class Blocks(Extension):
    """Inserts a `PLACE` element for every block of an embeddable type and for every list."""

    def extendMarkdown(self, md: Markdown) -> None:
        self._places = Places(md.parser, EMBEDDED | LISTS)
        md.parser.blockprocessors.register(self._places, PLACE, Places.PRIORITY)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "/"]
        md.registerExtension(self)

    def reset(self) -> None:
        self._places.open.clear()
