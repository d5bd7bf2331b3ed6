"""Reads headings as CommonMark does: «#важно #сервис» is a text, and «## Язык C#» keeps its sign.

Python-Markdown takes hashtags and «#123» at the beginning of a line for headings of a page,
headings with one to three spaces before them for text, and an item or a quotation with «---» right
below it for a heading.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, SetextHeaderProcessor

_INDENT = re.compile(r"^ {1,3}(?=#)", re.MULTILINE)
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]+\.) +\S")


def add_to(md: Markdown) -> None:
    """Makes Markdown want a space after a single «#», and before those that end a heading."""
    processors = md.parser.blockprocessors
    if type(processors["hashheader"]) is HashHeaderProcessor:
        processors.register(Headings(md.parser), "hashheader", 70)  # as Python-Markdown has it
    if type(processors["setextheader"]) is SetextHeaderProcessor:
        processors.register(Underlined(md.parser), "setextheader", 60)  # likewise


class Headings(HashHeaderProcessor):
    """Reads «# …», «## …» and so on."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}(?!#)|#(?!\S))(?P<header>.*?)(?:(?<=\s)#+)?(?:\n|$)")

    def test(self, parent: Element, block: str) -> bool:
        """Whether a text has a heading."""
        return super().test(parent, _dedented(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Adds what is above the first heading of a text, and that heading."""
        blocks[0] = _dedented(blocks[0])
        super().run(parent, blocks)


class Underlined(SetextHeaderProcessor):
    """Reads a line with «---» or «===» below it; «---» below an item or a quotation is a rule."""

    RE = re.compile(r"(?:.*\n=+|(?![ ]{0,3}(?:>|(?:[-*+]|[0-9]+\.)(?:[ ]|\n))).*\n-+)[ ]*(?:\n|\Z)")


def _dedented(block: str) -> str:
    """A text with its headings at the margin, unless they are within the items of a list."""
    return block if _ITEM.match(block) else _INDENT.sub("", block)
