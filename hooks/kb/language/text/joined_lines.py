"""Finds lines that were meant to be separate, but that Markdown joins into one text.

Word, Notion and Obsidian show every line end; Markdown turns it into a space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.language.text.code import outside_code
from kb.language.text.prose import Prose
from kb.language.text.text_lines import text_lines
from kb.tree.runs import OPAQUE

_BEFORE = r"[ \t>]*"
_ITEM = r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+(?:\[[ xX]\][ ]+)?)"
LABEL = r"(?P<bold>\*\*|__)(?=[^\s*_])[^*\n]{1,80}?(?::(?P=bold)|(?P=bold)[ ]?(?::|[—–-][ ]))"
"""The beginning of a line with a label: «**Срок:** день», «**Срок** — день»."""

_CLAUSE = r"(?:\*\*)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?[ ]+(?=[«“\"(*]*[^\W\d_])"
_FIELD = r"[А-ЯЁA-Z][^\s:.!?]{0,30}(?:[ ][^\s:.!?]{1,30}){0,2}:[ ]+\S.{0,80}\Z"

_KINDS = tuple(
    re.compile(rf"{_BEFORE}(?P<item>{_ITEM})?(?P<sign>{sign})") for sign in (LABEL, _CLAUSE)
)
_IN_A_ROW = re.compile(rf"{_BEFORE}(?P<sign>{_FIELD})")
_ROWS = 3
"""How many such lines in a row must make up a paragraph: «Анна: да⏎Пётр: нет» may be one text."""

_MAY_BE = re.compile(
    r"^[ \t>]*(?:[-*+][ ]|[0-9.]+[ ])?(?:\*\*|__|`|[0-9]|[А-ЯЁA-Z][^:\n]*: )", re.MULTILINE
)
_ONLY_CODE = re.compile(rf"{_BEFORE}(?P<code>`[^`]{{1,200}}`)[.,;]?")
_BEGINS_ITEM = re.compile(rf"{_BEFORE}{_ITEM}")
_BOUNDARY = re.compile(rf"{_BEFORE}(?:{_ITEM}|[#|<]|[=-]+[ ]*\Z|:[ ]|{OPAQUE}*[ ]*\Z)")
_UNDERLINE = re.compile(rf"{_BEFORE}(?:=+|-+)[ ]*\Z")
_BREAKS = ("  ", "\\", "<br>", "<br/>", "<br />")


@dataclass(frozen=True, slots=True)
class Joined:
    """A line that continues the text above it, but was meant to be a new one."""

    line: int
    """Counted from 0 in the body."""

    signs: tuple[str, str]
    """The evidence: the beginnings of the line above with the same form, and of this one."""


def joined_lines(page: Prose) -> Iterator[Joined]:
    """Yields the lines: those that begin with a label, a clause's number or a field's name."""
    if not _MAY_BE.search(page.document.source.body):
        return
    lines = text_lines(page)
    typed = page.document.source.body_lines
    yield from _of_code(typed, lines)
    for first, end in _paragraphs(lines):
        if end < len(lines) and _UNDERLINE.match(lines[end]):
            continue  # a heading
        for kind in _KINDS:
            found = [(at, sign) for at in range(first, end) if (sign := kind.match(lines[at]))]
            found = [(at, sign) for at, sign in found if at == first or not sign["item"]]
            yield from _of(found, typed)
        row = [(at, sign) for at in range(first, end) if (sign := _IN_A_ROW.match(lines[at]))]
        if len(row) == end - first >= _ROWS:
            yield from _of(row, typed)


def _of_code(typed: Sequence[str], lines: Sequence[str]) -> Iterator[Joined]:
    """Lines of nothing but code: commands to be typed one by one."""
    outside = {number for number, _ in outside_code(typed)}
    for (_, above), (at, line) in pairwise(enumerate(typed)):
        codes = _ONLY_CODE.fullmatch(above), _ONLY_CODE.fullmatch(line)
        if codes[0] and codes[1] and at in outside and lines[at].strip():
            yield Joined(at, (codes[0]["code"], codes[1]["code"]))


def _of(found: Sequence[tuple[int, re.Match[str]]], typed: Sequence[str]) -> Iterator[Joined]:
    for (at_above, above), (at, sign) in pairwise(found):
        if not typed[at - 1].endswith(_BREAKS):
            yield Joined(at, (_begins(typed[at_above], above), _begins(typed[at], sign)))


def _begins(line: str, sign: re.Match[str]) -> str:
    label, colon, _ = line[slice(*sign.span("sign"))].partition(":")
    return (label + colon).replace("*", "").replace("__", "").strip(" —–-")


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the beginning and the end of each stretch of several lines that Markdown joins."""
    first, depth = 0, 0
    for at, line in enumerate([*lines, ""]):
        quotes = line[: len(line) - len(line.lstrip(" \t>"))].count(">")
        is_boundary = _BOUNDARY.match(line) is not None
        if is_boundary or quotes != depth:
            if at - first > 1:
                yield first, at
            first = at + 1 if is_boundary and not _BEGINS_ITEM.match(line) else at
        depth = quotes
