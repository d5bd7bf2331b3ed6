"""Cuts a page into passages: the blocks of text a reader sees, with their places in the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown.util import STX

from kb.content.body.blanks import BLANK
from kb.content.fields.marks import steering
from kb.content.fields.messages import in_field
from kb.content.fields.structure import values
from kb.content.library import Document
from kb.content.problems import Location, Problem
from kb.content.yaml.front_matter import SourceText
from kb.language.text.alignment import Alignment, Placed
from kb.language.text.conversion import Converted, convert, convert_body
from kb.language.text.text_lines import Hidden, hidden_lines, text_lines
from kb.tree.headings import LEVELS
from kb.tree.raw_html import stand_ins
from kb.tree.runs import NOT_PROSE, OPAQUE, runs

_NO_WORDS = frozenset("abbr avoid field type".split())
"""Fields that hold names, or words to be avoided."""

_MARKED = re.compile(r"[*_`\[<\\&\n]")
_NO_TEXT = frozenset({"arithmatex", "footnote-ref", "footnote-backref", "headerlink"})
"""Classes of elements that hold no text for a reader."""

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>()«»„“”\"]*[^\s<>()«»„“”\".,:;!?…]")
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}(?![\w@])")
_FILE = re.compile(
    rf"""
    (?: (?<= [«„] ) [^«»„“”\n@\[\]]{{1,99}} (?= [^«»„“”\n]{{1,9}} [»“] )
      | (?<! [^\s«„"(] ) [^\s«»„“”"<>@\[\]|]{{0,99}}
    )
    [а-яёА-ЯЁ] [0-9_()-]{{0,20}} {_EXTENSION.pattern}
    """,
    re.VERBOSE,
)
"""The name of a file, in quotation marks even with spaces: «Учет часов.xlsx»."""

_FORMULA = re.compile(r"(?<![\\$\w])(\${1,2})(?=\S)[^$]{1,1000}(?<=\S)\1(?![\w$])")
_TEX = re.compile(r"[\\^_=]")
"""A formula for an extension has one of these: «$x_1, ..., x_n$»; prices do not."""


class Kind(Enum):
    """What a passage is to a reader."""

    TEXT = "text"
    HEADING = "heading"
    CELL = "cell"
    NAME = "name"
    """A page's title, or another name of a term."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph, an item, a heading, a cell, or a field."""

    text: str
    """Its words; code and anything else that is not prose is `OPAQUE`."""

    kind: Kind
    alignment: Alignment
    number: int
    """Which of the alignment's texts it is."""

    location: Location = ()
    """The field; empty for a passage of the body."""

    bad: bool = False
    """Whether it is an example of how not to write."""

    level: int = 0
    """1 to 6 for a heading, else 0."""

    def line(self, at: int) -> int:
        """Returns the line of the file with the word at or before `at`."""
        return self.alignment.line(self.number, at)

    def column(self, at: int) -> int:
        """Returns the column of `at` in the file, counted from 1; 0 if it is not known."""
        return self.alignment.column(self.number, at)

    @property
    def placed(self) -> Placed:
        return self.alignment.placed(self.number)


@dataclass(frozen=True, eq=False)
class Prose:
    """Everything on one page that is written for a reader."""

    document: Document
    passages: tuple[Passage, ...]
    alignment: Alignment
    """The body's."""

    trees: tuple[tuple[Element, Location], ...]
    """The converted fields that have markup in them and, last, the converted body."""

    raw_html: tuple[str | Element, ...]
    """The parts of the body that Markdown has left as typed."""

    stand_ins: Element
    """Stand-ins for the links and pictures in the body's raw HTML; in fields it is only text."""

    @property
    def source(self) -> SourceText:
        return self.document.source

    @property
    def root(self) -> Element:
        """The converted body."""
        return self.trees[-1][0]

    @property
    def body(self) -> Iterator[Passage]:
        return (one for one in self.passages if not one.location)

    @cached_property
    def blanked_lines(self) -> Sequence[str]:
        """The lines of the body with only their prose in them; see `blanked`."""
        return self.alignment.prose.split("\n")

    @cached_property
    def text_lines(self) -> Sequence[str]:
        """The lines of the body; those of code and raw HTML are empty, or `OPAQUE`."""
        return text_lines(self.source.body_lines, self.blanked_lines, self.hidden_lines)

    @cached_property
    def hidden_lines(self) -> Hidden:
        """The lines of the body that Markdown has taken for code, and those left as HTML."""
        return hidden_lines(self.root, self.raw_html)

    def warning(self, passage: Passage, at: int, message: str, rule: str) -> Problem:
        """Returns a warning about a position in one of the page's passages."""
        told = in_field(passage.location, message)
        return self.document.warning(passage.line(at), told, passage.column(at), rule)

    def warning_in_body(self, at: int, message: str, rule: str) -> Problem:
        """Returns a warning about a position in the source of the body."""
        line, column = self.source.place(at)
        return self.document.warning(line, message, column, rule)

    def warning_in_line(self, number: int, column: int, message: str, rule: str) -> Problem:
        """Returns a warning about a line of the body, counted from 0, and a column, from 1."""
        line = self.source.body_line + number
        return self.document.warning(line, message, column, rule)


def prose(document: Document) -> Prose:
    """Reads a page's fields and body."""
    passages: list[Passage] = []
    trees: list[tuple[Element, Location]] = []
    for location, text in fields(document):
        tree = convert(BLANK.sub(_hidden, text)) if _MARKED.search(text) else None
        passages += _of_field(document, location, text, tree)
        if tree:
            trees.append((tree.root, location))
    body = convert_body(document.source.body)
    alignment = Alignment(document.source.body, document.source.body_line, 1)
    passages += _passages(body, alignment)
    return Prose(
        document,
        tuple(passages),
        alignment,
        (*trees, (body.root, ())),
        body.raw_html,
        stand_ins(body.root, body.raw_html),
    )


def fields(document: Document) -> Iterator[tuple[Location, str]]:
    """Yields each text for a reader in a page's fields, with its location."""
    steers = steering(type(document.entry))
    for location, value in values(document.entry):
        if type(value) is str and location[0] not in steers and not _NO_WORDS & {*location}:
            yield location, value


def typed(document: Document, location: Location, text: str) -> Passage:
    """Returns the text of a field as typed, markup included."""
    alignment = _alignment(document, location, text, is_markdown=False)
    return Passage(text, Kind.TEXT, alignment, alignment.add(text), location)


def _of_field(
    document: Document, location: Location, text: str, tree: Converted | None
) -> Iterator[Passage]:
    alignment = _alignment(document, location, text, is_markdown=tree is not None)
    bad = location[-1] == "instead" or location[0] == "see_from"
    if tree:
        yield from _passages(tree, alignment, location, bad=bad)
    else:
        kind = Kind.NAME if location[0] in ("title", "aliases", "see_from") else Kind.TEXT
        words = _words(text)
        yield Passage(words, kind, alignment, alignment.add(words), location, bad)


def _alignment(
    document: Document, location: Location, text: str, *, is_markdown: bool
) -> Alignment:
    line = document.line(location) + ("\n" in text)  # a text of several lines is below `|`
    column = document.source.front.column(location)
    return Alignment(text, line, column, is_markdown=is_markdown)


def _words(text: str) -> str:
    """The text with its addresses, formulas and Russian names of files hidden."""
    if "$" in text:
        text = _FORMULA.sub(lambda one: _hidden(one) if _TEX.search(one[0]) else one[0], text)
    if _EXTENSION.search(text):
        text = _FILE.sub(_hidden, text)
    return _ADDRESS.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    return OPAQUE * len(match[0])


def _passages(
    converted: Converted,
    alignment: Alignment,
    location: Location = (),
    *,
    bad: bool = False,
) -> Iterator[Passage]:
    worse = {cell for one in converted.root.iter("table") for cell in _worse_column(one)}
    for run in runs(converted.root, skip=_skip, raw_html=converted.raw_html):
        level = LEVELS.get(run.path[-1].tag, 0)
        cell = Kind.CELL if run.path[-1].tag in ("td", "th") else Kind.TEXT
        kind = Kind.HEADING if level else cell
        is_bad = bad or any(element in worse for element in run.path)
        text = _words(run.text)
        yield Passage(text, kind, alignment, alignment.add(text), location, is_bad, level)


def _is_address(element: Element) -> bool:
    """Whether an element is an address in angle brackets; Markdown hides e-mail in entities."""
    text = element.text or ""
    return element.tag == "a" and bool(text) and (text == element.get("href") or STX in text)


def _skip(element: Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in NOT_PROSE or _is_address(element) or not _NO_TEXT.isdisjoint(classes)


_WORSE = frozenset({"вместо", "не пишем", "instead of", "instead"})
"""Headings of table columns that show how not to write."""


def _worse_column(table: Element) -> Iterator[Element]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    for number, head in enumerate(rows[0] if rows else []):
        if "".join(head.itertext()).strip().lower() in _WORSE:
            yield from (row[number] for row in rows if number < len(row))
