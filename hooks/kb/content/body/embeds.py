"""Finds the embed blocks in a page's body, exactly those that the build will show.

/// checklist | C02
///

A block that is only an example, in a code block, raw HTML or a comment, does not count.
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
"""Types of entry whose fragment may be embedded in any page."""

EDITORS = frozenset({"report"})
"""Blocks meant for editors: a page with one is published only if `extra.report` is on."""

LISTS = EDITORS | frozenset(
    "bibliography catalogue compare diagram glossary my-checklists print-sheet".split()
)
"""Blocks that show something other than a single entry."""

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
    "kb.content.body.fences",
    "kb.content.body.html_blocks",
    "kb.content.body.inline_marks",
    "kb.content.body.list_levels",
]
"""The Markdown extensions pages are written for, those that decide what is prose or a block."""

OPTIONS = {"pymdownx.superfences": {"relaxed_headers": True}}
"""Their options: whatever stands after the opening marks of a fence, it holds code."""

PLACE = "kb-embed"
"""The element that stands for a block in a page's tree until its fragment is put there."""

_ALONE = re.compile(
    r"""
    \n\n///[ ] (?P<type> [a-z-]+ )
    (?: [ ]\|[ ] (?P<id> [^ \t\n] (?: [^\t\n]* [^ \t\n] )? ) )?
    \n/// (?= \n\n | \n*\Z )
    """,
    re.VERBOSE,
)
"""A block in its usual form: a paragraph of its own, closed on the next line."""

_MAY_BE = re.compile(r"^[^`\n]*///", re.MULTILINE)
"""What may be a block in another form; «`///`» is not."""

_CODE = re.compile(r"^(```|~~~)[\w-]*\n(?:(?!.*///)[^`~\n]*\n)*\1 *$", re.MULTILINE)
"""A fenced code block that certainly ends at its second fence and contains no `///`."""

_MAY_HOLD = re.compile(r"^[>\s]*(?:```|~~~)|<", re.MULTILINE)
"""What may enclose an unindented paragraph further down: a code fence or raw HTML."""

_HOLDING = ("<", "```", "~~~")
"""Without one of these `_MAY_HOLD` cannot match; searching for them takes next to no time."""

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
    """Puts a `PLACE` element for every block of an embeddable type and for every list."""

    def extendMarkdown(self, md: Markdown) -> None:
        self._places = Places(md.parser, EMBEDDED | LISTS)
        md.parser.blockprocessors.register(self._places, PLACE, Places.PRIORITY)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "/"]
        md.registerExtension(self)

    def reset(self) -> None:
        self._places.open.clear()


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
    is_held = any(one in above for one in _HOLDING) and _MAY_HOLD.search(_CODE.sub("", above))
    others = text.count("///") > 2 * len(alone) and _MAY_BE.search(_ALONE.sub("", text))
    if is_held or others:
        return tuple(sorted(_converted(body), key=lambda one: one.line))
    return tuple(
        Embed(text.count("\n", 0, one.start()), one["type"], one["id"] or "")
        for one in alone
        if block_near(one["type"])
    )


@cache
def block_near(name: str) -> str:
    """Returns the name of the block called `name` or nearly so; empty if there is none."""
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
def _markdown() -> Markdown:
    return Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight", Blocks()],
        extension_configs={**OPTIONS, "pymdownx.highlight": {"use_pygments": False}},
    )
