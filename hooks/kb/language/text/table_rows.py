"""Finds rows of Markdown tables that are torn: their cells are on several lines.

Programs that write the tables of Excel or a wiki as Markdown leave the line ends within cells. But
in Markdown a row is one line, and an empty line ends the table.
"""

import re
from collections.abc import Iterator, Sequence

from kb.language.text.prose import Prose

_DASHES = r"[ ]*:?-+:?[ ]*"
TABLE_RULE = re.compile(rf"[ \t>]*+(?:\|{_DASHES}|{_DASHES}(?=\|))(?:\|{_DASHES})*(?:\|[ ]*)?")
"""The line below the head of a table."""

_PIPE = re.compile(r"(?<!\\)\|")
_BEGINS = re.compile(r"[ \t>]*\|")
_BEGINS_HEADING = re.compile(r"[ \t>]*#{1,6}[ ]")
_LINES = 40
"""How many lines may make up a torn row; no cell is longer."""


def torn_rows(page: Prose) -> Iterator[tuple[int, int]]:
    """Yields the first line of each row, counted from 0 in the body, and the line after it.

    All rows of the table begin and end with a pipe, and the lines together have all its cells.
    """
    typed = page.source.body_lines
    lines = page.text_lines
    at = 1
    while at < len(lines):
        pipes = _pipes(lines[at]) if TABLE_RULE.fullmatch(lines[at]) else 0
        is_closed = pipes > 2 and _is_closed(lines[at]) and _pipes(lines[at - 1]) == pipes
        at += 1
        while is_closed and at < len(lines) and lines[at].strip(" \t>"):
            end = _end(typed, lines, at, pipes)
            if end > at + 1:
                yield at, end
            at = end


def _end(typed: Sequence[str], lines: Sequence[str], first: int, pipes: int) -> int:
    """The line after a row: the next one, unless its last cell ends further on."""
    if _BEGINS.match(lines[first]) and not _is_closed(typed[first]):
        found = _pipes(lines[first])
        for at in range(first + 1, min(first + _LINES, len(lines))):
            found += _pipes(lines[at])
            if _BEGINS.match(lines[at]) or _BEGINS_HEADING.match(lines[at]) or found > pipes:
                break
            if found == pipes:
                return at + 1 if _is_closed(typed[at]) else first + 1
    return first + 1


def _pipes(line: str) -> int:
    return len(_PIPE.findall(line))


def _is_closed(line: str) -> bool:
    return line.rstrip().endswith("|")
