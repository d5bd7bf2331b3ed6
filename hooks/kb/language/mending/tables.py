"""Turns into Markdown tables those pasted from Word or Excel, torn, or right below a text."""

import re
from collections.abc import Iterator, Sequence

from kb.language.mending.part_lists import parted
from kb.language.mending.seen import bare_text, bare_text_of_cells
from kb.language.mending.written import apart, rewritten, ruled, with_lines
from kb.language.text.prose import Prose
from kb.language.text.tab_tables import cells_of, tab_tables
from kb.language.text.table_rows import torn_rows

_ROW = re.compile(r"[ ]{0,3}\|.*\|[ ]*")
_RULE = re.compile(r"[ ]{0,3}\|(?:[ ]*:?-+:?[ ]*\|)+[ ]*")
_TAB = re.compile(r"(?<=\S)[ ]*\t\s*(?=\S)")
_BREAK = re.compile(r"(?:<br ?/?>|\\)\Z")


def with_tables_parted(page: Prose) -> str:
    """Returns the body of a page with an empty line between a text and the table right below it.

    Without it, the rows would continue the text, marks and all.
    """
    places = [*_below_text(page.blanked_lines)]
    return parted(page, places, bare_text_of_cells)


def _below_text(lines: Sequence[str]) -> Iterator[int]:
    for at in range(1, len(lines) - 1):
        above = lines[at - 1]
        is_table = _ROW.fullmatch(lines[at]) and _RULE.fullmatch(lines[at + 1])
        if is_table and above.strip() and not _ROW.fullmatch(above) and above[0] not in "#>":
            yield at


def with_tables_ruled(page: Prose) -> str:
    """Returns the body of a page with each table that has tabs between its cells in our form.

    Its first row is its head. Words and their order stay as they are.
    """
    lines = page.source.body_lines
    tables = [
        apart(lines, first, end, ruled([*map(cells_of, lines[first:end])]))
        for first, end in tab_tables(page)
    ]
    return rewritten(page, tables, bare_text)


def with_tabs_spaced(page: Prose) -> str:
    """Returns the body of a page with a space for each tab between words that is of no table.

    Lines from the margin only: others may be code.
    """
    rows = {at for first, end in tab_tables(page) for at in range(first, end)}
    lines = list(page.source.body_lines)
    for at, text in enumerate(page.text_lines):
        if at not in rows and not text[:1].isspace():
            for tab in reversed([*_TAB.finditer(text)]):
                lines[at] = f"{lines[at][: tab.start()]} {lines[at][tab.end() :]}"
    return "\n".join(lines)


def with_rows_joined(page: Prose) -> str:
    """Returns the body of a page with each row of a table on one line, its own lines kept apart."""
    lines = page.source.body_lines
    rows = [
        (first, end, [_on_one_line(lines[first].rstrip(), lines[first + 1 : end])])
        for first, end in torn_rows(page)
    ]
    return with_lines(lines, rows)


def _on_one_line(row: str, others: Sequence[str]) -> str:
    quotes = row.partition("|")[0].count(">")
    for line in others:
        text = line.strip()
        for _ in range(quotes):
            text = text.removeprefix(">").lstrip()
        if text:
            is_in_tag = row.rfind("<") > row.rfind(">")
            row = f"{_BREAK.sub('', row)}{' ' if is_in_tag else '<br>'}{text}"
    return row
