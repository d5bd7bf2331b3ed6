"""Finds the embed blocks of a page's body where the build will show them.

/// checklist | C02
///

What is only shown as an example, in a code block, in raw HTML or in a comment, is no block.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
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
"""Types whose fragment may stand in any page."""

EDITORS = frozenset({"report"})
"""Blocks that are for those who write: their pages are published only if that is switched on."""

LISTS = EDITORS | frozenset(
    "bibliography catalogue compare diagram glossary my-checklists print-sheet".split()
)
"""Blocks that show something else than one entry."""

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
]
"""What the pages are written for, as far as it tells prose and blocks from other things."""

PLACE = "kb-embed"
"""The element that stands for a block in a page's tree until its fragment is put there."""

_ALONE = re.compile(r"\n\n/// ([a-z-]+)(?: \| ([^ \t\n](?:[^\t\n]*[^ \t\n])?))?\n///(?=\n\n|\n*\Z)")
"""A block as one writes it: a paragraph of its own, closed at once."""

_MAY_BE = re.compile(r"^[^`\n]*///", re.MULTILINE)
"""What may be another one; «`///`» is none."""

_CODE = re.compile(r"^(```|~~~)[\w-]*\n(?:(?!.*///)[^`~\n]*\n)*\1 *$", re.MULTILINE)
"""A code block that surely ends there, and shows no block as an example."""

_MAY_HOLD = re.compile(r"^[>\s]*(?:```|~~~)|<", re.MULTILINE)
"""What may hold a paragraph whole that is not indented, if it begins above."""

_HOLDING = ("<", "```", "~~~")
"""Without one of these there is no such thing; to look for them takes next to no time."""

_LINE = re.compile(r"^ {0,3}(/{3,}) *(?:([\w-]+) *(?:\|(.*))?)?$", re.MULTILINE)
_NAME = re.compile(r"(?<!/)/{3,}[ \t]*([\w-]+)(?=[ \t]*(?:\||\Z))")


@dataclass(frozen=True, slots=True)
class Embed:
    """A `/// type | id` line and where it stands, counted from 0 in the body."""

    line: int
    type: str
    id: str

    def __str__(self) -> str:
        return f"/// {self.type} | {self.id}" if self.id else f"/// {self.type}"


class Places(BlockProcessor):
    """Puts an element where a block stands; what is written in one that is not closed follows it.

    The blocks of pymdownx would take all that follows an open one, and two of those in a list would
    never end.
    """

    PRIORITY = 89.9  # after theirs, which may hold ours

    def __init__(self, parser: BlockParser, names: Collection[str]) -> None:
        """`names` are those of the blocks."""
        super().__init__(parser)
        self.names = names
        self.open: Counter[int] = Counter()
        """How many blocks are to be closed by a line of so many slashes."""

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
    """Makes a place for every block of a type that may be embedded, and for every list."""

    def extendMarkdown(self, md: Markdown) -> None:
        self._places = Places(md.parser, EMBEDDED | LISTS)
        md.parser.blockprocessors.register(self._places, PLACE, Places.PRIORITY)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "/"]
        md.registerExtension(self)

    def reset(self) -> None:
        self._places.open.clear()


def embeds(body: str) -> tuple[Embed, ...]:
    """Returns the blocks of a page's body, in the order of their lines.

    One of a name with a slip in it is among them, if it would be a block without that.
    """
    if "///" not in body:
        return ()
    text = f"\n\n{body}"
    alone = [*_ALONE.finditer(text)]
    # Parsing takes as long as all else that is done with a page here.
    above = text[: alone[-1].start()] if alone else ""
    is_held = any(one in above for one in _HOLDING) and _MAY_HOLD.search(_CODE.sub("", above))
    others = text.count("///") > 2 * len(alone) and _MAY_BE.search(_ALONE.sub("", text))
    if is_held or others:
        return tuple(sorted(_converted(body), key=lambda one: one.line))
    return tuple(
        Embed(text.count("\n", 0, one.start()), one[1], one[2] or "")
        for one in alone
        if block_near(one[1])
    )


@cache
def block_near(name: str) -> str:
    """Returns the block that is called so, or nearly so; nothing if there is none."""
    return next(iter(get_close_matches(name, EMBEDDED | LISTS, 1, 0.85)), "")


def _converted(body: str) -> Iterator[Embed]:
    """Yields the blocks that Markdown finds in a body."""
    lines, names = _numbered(body)
    if not names:
        return
    md = _markdown().reset()
    cast("Places", md.parser.blockprocessors[PLACE]).names = names
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = cast("Element", md.parser.parseDocument(lines).getroot())
    md.treeprocessors["footnote"].run(root)  # all others leave blocks where they are
    for place in root.iter(PLACE):
        name, _, line = place.attrib["name"].rpartition("-")
        yield Embed(int(line), name, place.attrib["argument"])


def _numbered(body: str) -> tuple[list[str], set[str]]:
    """Puts the number of its line into the name of each block: it is what a place keeps.

    Returns the lines, and these names.
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
def _markdown() -> Markdown:
    return Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight", Blocks()],
        extension_configs={"pymdownx.highlight": {"use_pygments": False}},
    )
