"""Tells which text of a Markdown tree is prose for the glossary, with stashed markup decoded."""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from kb.tree.runs import INLINE, OPAQUE, RAW_CODE, Run

CLOSED = frozenset(
    "h1 h2 h3 h4 h5 h6 a code pre kbd samp var tt button label summary math svg script style"
    " textarea select option template iframe object audio video canvas".split()
)
"""Elements without linked terms: headings, links, code, controls (`summary` is one)."""

CLOSED_CLASSES = frozenset({"no-glossary", "arithmatex", "admonition-title", "toc"})
"""Classes of elements without linked terms; an admonition's title is a heading in all but name."""

CLOSED_RAW = RAW_CODE | CLOSED - {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Raw inline HTML whose content is closed as well."""

_FORMATTING = (INLINE | {"big", "font", "strike"}) - CLOSED_RAW - {"q"}
"""Raw inline HTML that only changes how words look; `q` puts quotation marks around them."""

_PLACEHOLDER = re.compile(f"{STX}([^{ETX}]*){ETX}")
_MARKER = re.compile(r"\s*\[\w+\]\s*\Z")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_TAG = re.compile(r"\s*<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^>]*?)(/?)>\s*\Z")
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BR = "\r"
"""Stands for a raw `<br>`: Markdown has made every line end a line feed."""

_SUP = "\v"
"""Stands for a raw `<sup>` or its end."""

_SIGNS = {"br": _BR, "sup": _SUP, "wbr": ""}
_AFTER_WORD = re.compile(rf"(?<=\w){_SUP}")
_SOFT_HYPHEN = "\u00ad"
_LINE_END = re.compile(rf"(?<![ \t\n])[ \t\n]*{_BR}[ \t\n{_BR}]*")


class _Tag(NamedTuple):
    """A raw tag that only formats, as a stretch of the run's text."""

    start: int
    end: int
    name: str
    closes: bool


@dataclass(frozen=True)
class Places:
    """Where the text that a reader sees is in its run, if any of it is not at the same place."""

    shown: Sequence[str]
    """For each position of the run, the character in its place, or nothing."""

    sizes: Mapping[int, int]
    """The sizes of the placeholders that were replaced by a character, by position."""

    tags: Sequence[_Tag]

    @cached_property
    def _of(self) -> list[tuple[int, int]]:
        """The position of each character; lazy, as most texts have no term."""
        starts = [at for at, sign in enumerate(self.shown) if sign]
        return [(at, at + self.sizes.get(at, 1)) for at in starts]

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the part from `start` to `end` is, with the raw tags that belong to it.

        None if raw elements that begin or end within it have other text outside it: a link would
        cut them in two.
        """
        return _balanced(self.tags, self._of[start][0], self._of[end - 1][1])


def is_closed(element: Element) -> bool:
    """Whether no term is linked inside `element`."""
    tag: object = element.tag  # a function in comments and processing instructions
    if not isinstance(tag, str) or tag in CLOSED:
        return True
    return not CLOSED_CLASSES.isdisjoint(element.get("class", "").split())


def prose(run: Run, raw_html: Sequence[str | Element]) -> tuple[str, Places | None]:
    """The text of `run` as a reader sees it; and its places, if they are not its own.

    A stashed entity (`&nbsp;`) becomes its character, a raw `<br>` a line break, and raw tags that
    only format are left out; a literal entity, the content of a raw inline element with a closed
    class (`no-glossary`), and a paragraph that is a marker (`[TOC]`) become opaque.
    """
    text = run.text
    places: Places | None = None
    if "[" in text and _MARKER.match(text):
        return OPAQUE * len(text), None
    if OPAQUE in text and any(STX in piece.content for piece in run.pieces):
        text, places = _unstashed(run, raw_html)
    text = text.replace("\n\n", " \n")  # a hard break, then the end of its line
    if "&" in text:
        text = _ENTITY.sub(lambda entity: OPAQUE * len(entity[0]), text)
    return text, places


def _unstashed(run: Run, raw_html: Sequence[str | Element]) -> tuple[str, Places]:
    shown = list(run.text)
    sizes: dict[int, int] = {}
    tags: list[_Tag] = []
    closed, closed_from, depth = "", 0, 0  # the closed element, if `depth` is not 0
    for at, end, stashed in _placeholders(run, raw_html):
        tag = _TAG.match(stashed)
        name = tag[2].lower() if tag else ""
        if tag and depth:
            if name == closed:
                depth += -1 if tag[1] else 1
            if not depth:
                shown[closed_from:at] = OPAQUE * (at - closed_from)
        elif tag and not tag[1] and not tag[4] and name not in _VOID and _closes(tag[3]):
            closed, closed_from, depth = name, at, 1
        elif (sign := _sign(stashed, name)) is not None:
            sizes[at] = end - at
            shown[at:end] = [sign, *[""] * (end - at - 1)]
            if tag and name in _FORMATTING:
                tags.append(_Tag(at, end, name, bool(tag[1])))
    if depth:
        shown[closed_from:] = OPAQUE * (len(shown) - closed_from)
    text = "".join(shown)
    if _BR in text:
        text = _LINE_END.sub(_line_end, text)
    if _SUP in text:  # a power or a note's number is not part of the word before it
        text = _AFTER_WORD.sub(OPAQUE, text).replace(_SUP, _SOFT_HYPHEN)
    return text, Places(shown, sizes, tags)


def _placeholders(run: Run, raw_html: Sequence[str | Element]) -> Iterator[tuple[int, int, str]]:
    """Yields where each placeholder in `run` begins and ends, and what it replaces."""
    for piece in run.pieces:
        for found in _PLACEHOLDER.finditer(piece.content):
            start, end = found.span()
            yield piece.start + start, piece.start + end, _stashed(found[1], raw_html)


def _sign(stashed: str, name: str) -> str | None:
    """What the text has for `stashed`, maybe the raw tag `name`; None if it is opaque."""
    if len(stashed) == 1:
        return stashed
    if name in _SIGNS:
        return _SIGNS[name]
    return "" if name in _FORMATTING or stashed.startswith("<!--") else None


def _line_end(spaces: re.Match[str]) -> str:
    """One line break at the same length; opaque if there are several."""
    size = len(spaces[0])
    several = spaces[0].count(_BR) > 1 or "\n\n" in spaces[0]
    return OPAQUE * size if several else "\n".rjust(size)


def _balanced(tags: Sequence[_Tag], start: int, end: int) -> tuple[int, int] | None:
    """`start` and `end` moved over the tags that begin or end the elements between them."""
    first = bisect_left(tags, start, key=attrgetter("start"))
    last = bisect_left(tags, end, key=attrgetter("start"))
    begun: list[str] = []
    ended: list[str] = []
    for tag in tags[first:last]:
        if not tag.closes:
            begun.append(tag.name)
        elif not begun:
            ended.append(tag.name)
        elif begun.pop() != tag.name:
            return None
    for name in ended:
        first -= 1
        if first < 0 or tags[first][1:] != (start, name, False):
            return None
        start = tags[first].start
    for name in reversed(begun):
        if last == len(tags) or (tags[last].start, *tags[last][2:]) != (end, name, True):
            return None
        end = tags[last].end
        last += 1
    return start, end


def _stashed(key: str, raw_html: Sequence[str | Element]) -> str:
    """What the placeholder with this `key` replaces; a single character if it is an entity."""
    if key.isdecimal():  # a character escaped by a backslash
        return chr(int(key))
    if key == "amp":
        return "&"
    kind, _, number = key.partition(":")
    if kind != "wzxhzdk" or not number.isdecimal() or int(number) >= len(raw_html):
        return ""
    raw = raw_html[int(number)]
    if not isinstance(raw, str):
        return ""
    return html.unescape(raw) if _ENTITY.fullmatch(raw) else raw


def _closes(attributes: str) -> bool:
    found = _CLASS.search(attributes)
    classes = next(filter(None, found.groups()), "") if found else ""
    return not CLOSED_CLASSES.isdisjoint(classes.split())
