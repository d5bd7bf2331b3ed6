"""Reads headings as CommonMark does: «#важно #сервис» is a text, and «## Язык C#» keeps its sign.

Python-Markdown takes hashtags and «#123» at the beginning of a line for headings of a page, and
headings with one to three spaces before them for text.
"""

import re

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor


def add_to(md: Markdown) -> None:
    """Makes Markdown want a space after a single «#», and before those that end a heading."""
    processors = md.parser.blockprocessors
    if type(processors["hashheader"]) is HashHeaderProcessor:
        processors.register(Headings(md.parser), "hashheader", 70)  # as Python-Markdown has it


class Headings(HashHeaderProcessor):
    """Reads «# …», «## …» and so on."""

    RE = re.compile(
        r"(?:^|\n) {0,3}(?P<level>#{2,6}(?!#)|#(?!\S))(?P<header>.*?)(?:(?<=\s)#+)?(?:\n|$)"
    )
