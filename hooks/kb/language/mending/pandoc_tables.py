"""Turns tables of pandoc, with spaces between the columns or a frame of signs, into ours.

Their columns are known by their places only, so nothing else may touch these lines before.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kb.language.mending.seen import bare_text
from kb.language.mending.written import Written, apart, rewritten, ruled
from kb.language.text.prose import Prose

_RULE = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_EDGE = re.compile(r" {0,3}-{3,} *")
_LINE = re.compile(r" {0,3}-{2,}[- ]*")
"""An edge or a rule."""

_FRAME = re.compile(r" {0,3}\+(?:[-=:]{2,}\+)+ *")
_CAPTION = re.compile(r" *(?:Table)?: +(?=\S)")
_ITEM = re.compile(r"(?:[-*+•]|[0-9]+[.)])[ ]")
_PIPE = re.compile(r"(?<!\\)\|")


class _Table(NamedTuple):
    first: int
    end: int
    """The line after its last one."""

    rows: list[list[str]]
    """The head, and the others."""


def with_pandoc_tables_ruled(page: Prose) -> str:
    """Returns the body of a page with these tables in our form; wrapped words share a line."""
    lines = page.source.body_lines
    tables = [_written(one, lines) for one in _tables(page.blanked_lines, lines)]
    return rewritten(page, tables, _letters)


def _letters(body: str) -> list[str]:
    """The letters of a page, sorted: the lines of a row's cells are mixed in the source."""
    return sorted(filter(str.isalpha, bare_text(body)))


def _written(table: _Table, lines: Sequence[str]) -> Written:
    rows = [[_PIPE.sub(r"\\|", cell) for cell in row] for row in table.rows]
    first, end, block = apart(lines, table.first, table.end, ruled(rows))
    below = next((at for at in range(end, min(end + 2, len(lines))) if lines[at].strip()), end)
    if below < len(lines) and (caption := _CAPTION.match(lines[below])):
        return first, below + 1, [*block, *lines[end:below], lines[below][caption.end() :]]
    return first, end, block


def _tables(prose: Sequence[str], lines: Sequence[str]) -> Iterator[_Table]:
    end = 0
    for at, line in enumerate(prose):
        if at < end or line != lines[at]:
            continue
        table = None
        if _FRAME.fullmatch(line) and not (at and lines[at - 1].lstrip().startswith("|")):
            table = _framed(lines, at)
        elif _RULE.fullmatch(line):
            table = _spaced(lines, at)
        if table and len(table.rows) > 1 and table.first >= end:
            yield table
            end = table.end


def _spaced(lines: Sequence[str], rule: int) -> _Table | None:
    """A table with a rule below its head; if cells have several lines, empty ones part its rows."""
    above = rule
    while above and lines[above - 1].strip() and not _LINE.fullmatch(lines[above - 1]):
        above -= 1
    if above and _RULE.fullmatch(lines[above - 1]):
        return None
    has_edges = above > 0 and _EDGE.fullmatch(lines[above - 1]) is not None
    is_closed = has_edges or above == rule
    end = rule + 1
    while end < len(lines) and not (_EDGE if has_edges else _RULE).fullmatch(lines[end]):
        if not is_closed and not lines[end].strip():
            break
        end += 1
    if (end == len(lines) and is_closed) or (not has_edges and rule - above > 1):
        return None
    inner = lines[rule + 1 : end]
    groups = [[line] for line in inner]
    if is_closed and not all(map(str.strip, inner)):
        parts = groupby(inner, key=lambda one: one.strip() != "")
        groups = [[*group] for is_row, group in parts if is_row]
    starts = [one.start() for one in re.finditer("-+", lines[rule])]
    starts[0] = 0
    rows = [_cells(group, starts) for group in [[*lines[above:rule]], *groups]]
    if any(row is None for row in rows):
        return None
    return _Table(above - has_edges, end + is_closed, [row for row in rows if row is not None])


def _cells(group: Sequence[str], starts: Sequence[int]) -> list[str] | None:
    """The cells of a row; None if a word stands across the edge of a column."""
    if any(line[at - 1 : at].strip() for line in group for at in starts[1:]):
        return None
    ends = [*starts[1:], None]
    return [
        _joined([line[start:end].strip() for line in group])
        for start, end in zip(starts, ends, strict=True)
    ]


def _framed(lines: Sequence[str], first: int) -> _Table | None:
    """A table in a frame of signs, if no cell is merged; «=» is below its head."""
    end = first
    while end < len(lines) and lines[end].lstrip().startswith(("+", "|")):
        end += 1
    columns = [at for at, sign in enumerate(lines[first]) if sign == "+"]
    edges = [at for at in range(first, end) if _FRAME.fullmatch(lines[at])]
    signs = {at: "+" if at in edges else "|" for at in range(first, end)}
    is_whole = all(lines[at][place : place + 1] == signs[at] for at in signs for place in columns)
    if not is_whole or edges[-1] != end - 1 or len(edges) < 2:
        return None
    rows = [
        [
            _joined([line[a + 1 : b].strip() for line in lines[above + 1 : below]], "<br>")
            for a, b in pairwise(columns)
        ]
        for above, below in pairwise(edges)
    ]
    head = [] if "=" in lines[edges[1]] else [[""] * (len(columns) - 1)]
    return _Table(first, end, [*head, *rows])


def _joined(parts: Sequence[str], paragraph: str = " ") -> str:
    """The lines of a cell on one."""
    text, was_empty = "", False
    for part in parts:
        if not part:
            was_empty = text != ""
            continue
        if text.endswith("\\"):
            text = f"{text[:-1].rstrip()}<br>{part}"
        elif text:
            is_new = was_empty or (paragraph != " " and _ITEM.match(part))
            text += f"{paragraph if is_new else ' '}{part}"
        else:
            text = part
        was_empty = False
    return text
