"""Ends a nested list at the next item of the list around it.

Python-Markdown asks only the first line of a paragraph how deep it is nested:

    - Раз

        - внутри
    - Два

so «Два» would stand within «Раз», as the second item beside «внутри». By CommonMark each item
stands as deep as it is typed; Notion writes its lists in this way.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ListIndentProcessor
from markdown.extensions import Extension

_NAME, _PRIORITY = "indent", 90  # as Python-Markdown has them

_ITEM = re.compile(r" *(?:[-*+]|[0-9]+\.) +\S")


class ListLevels(Extension):
    """Reads what is nested in lists by the level of each item."""

    def extendMarkdown(self, md: Markdown) -> None:
        if type(md.parser.blockprocessors[_NAME]) is ListIndentProcessor:
            md.parser.blockprocessors.register(_Nested(md.parser), _NAME, _PRIORITY)


class _Nested(ListIndentProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        level, _ = self.get_level(parent, blocks[0])
        lines = blocks[0].split("\n")
        for at, line in enumerate(lines[1:], 1):
            if not line.startswith(" " * self.tab_length * level) and _ITEM.match(line):
                blocks[:1] = ["\n".join(lines[:at]), "\n".join(lines[at:])]
                break
        super().run(parent, blocks)


def makeExtension() -> ListLevels:
    """Returns the extension, which Markdown finds by the name of this module."""
    return ListLevels()
