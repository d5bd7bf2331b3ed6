"""Finds the embed blocks in a page's body, exactly those that the build will show.

/// checklist | C02
///

A block that is only an example, in a code block, raw HTML or a comment, does not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown

from kb.content.body.blocks import PLACE, Blocks, Places, block_near
from kb.content.body.dialect import reader

_ALONE = re.compile(
    r"""
    \n\n///[ ] (?P<type> [a-z-]+ )
    (?: [ ]\|[ ] (?P<id> [^ \t\n] (?: [^\t\n]* [^ \t\n] )? ) )?
    \n/// (?= \n\n | \n*\Z )
    """,
    re.VERBOSE,
)
"""A block in its usual form: a paragraph of its own, closed on the next line."""

_BEFORE = r"^(?:\[\^[^]\n]+\]:)?(?:(?![^\W\d_]{3})[^\n])*?"
"""What may stand before a block on its line: signs of lists, quotations and notes, but no words."""

_HOLDING = re.compile(rf"^[ ]{{,3}}<|{_BEFORE}(?:```|~~~)", re.MULTILINE)
"""What may enclose an unindented paragraph further down: raw HTML or a code fence."""

_MARK = re.compile(rf"{_BEFORE}///", re.MULTILINE)
"""What may begin or end a block."""

_NAME = re.compile(r"(?<!/)/{3,}[ \t]*([\w-]+)(?=[ \t]*(?:\||\Z))")


@dataclass(frozen=True, slots=True)
class Embed:
    """A `/// type | id` line and where it is, counted from 0 in the body."""

    line: int
    type: str
    id: str

    def __str__(self) -> str:
        return f"/// {self.type} | {self.id}" if self.id else f"/// {self.type}"


def embeds(body: str) -> tuple[Embed, ...]:
    """Returns the blocks of a page's body, in the order of their lines.

    A block with a misspelt name is included if it would be a block with the right name.
    """
    if "///" not in body:
        return ()
    text = f"\n\n{body}"
    alone = [*_ALONE.finditer(text)]
    # Parsing takes as long as everything else done with a page here, so it is avoided if possible.
    above = text[: alone[-1].start()] if alone else ""
    if len(_MARK.findall(text)) > 2 * len(alone) or _HOLDING.search(above):
        return tuple(sorted(_converted(body), key=lambda one: one.line))
    return tuple(
        Embed(text.count("\n", 0, one.start()), one["type"], one["id"] or "")
        for one in alone
        if block_near(one["type"])
    )


def _converted(body: str) -> Iterator[Embed]:
    """Yields the blocks that Markdown finds in a body."""
    lines, names = _numbered(body)
    if not names:
        return
    md = _reader().reset()
    cast("Places", md.parser.blockprocessors[PLACE]).names = names
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = cast("Element", md.parser.parseDocument(lines).getroot())
    md.treeprocessors["footnote"].run(root)  # all others leave blocks where they are
    for place in root.iter(PLACE):
        name, _, line = place.attrib["name"].rpartition("-")
        yield Embed(int(line), name, place.attrib["argument"])


def _numbered(body: str) -> tuple[list[str], set[str]]:
    """Adds the line number to the name of each block: a `PLACE` element keeps the name.

    Returns the lines, and the new names.
    """
    names: set[str] = set()
    lines = body.split("\n")
    for number, line in enumerate(lines):
        for match in _NAME.finditer(line) if "///" in line else ():
            if block_near(match[1].lower()):
                names.add(name := f"{match[1].lower()}-{number}")
                lines[number] = f"{line[: match.start(1)]}{name}{line[match.end(1) :]}"
                break
    return lines, names


@cache
def _reader() -> Markdown:
    return reader(Blocks())
