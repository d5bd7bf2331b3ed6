"""Turns into Markdown tables those pasted from Word or Excel, torn, or right below a text."""

import re
from collections.abc import Iterator, Sequence

from kb.language.mending.halves import made
from kb.language.mending.part_lists import bare_text, bare_text_of_cells, parted
from kb.language.mending.written import put, ruled
from kb.language.text.code import blanked
from kb.language.text.prose import Prose
from kb.language.text.tab_tables import cells_of, tab_tables
from kb.language.text.table_rows import torn_rows
from kb.language.text.text_lines import text_lines

_ROW = re.compile(r"[ ]{0,3}\|.*\|[ ]*")
_RULE = re.compile(r"[ ]{0,3}\|(?:[ ]*:?-+:?[ ]*\|)+[ ]*")
_TAB = re.compile(r"(?<=\S)[ ]*\t\s*(?=\S)")
_BREAK = re.compile(r"(?:<br ?/?>|\\)\Z")


def with_tables_parted(page: Prose) -> str:
    """Returns the body of a page with an empty line between a text and the table right below it.

    Without it, the rows would continue the text, marks and all.
    """
    places = [*_below_text(blanked(page.document.source.body).split("\n"))]
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
    source = page.document.source

    def changed(some: Sequence[tuple[int, int]]) -> str:
        lines = list(source.body_lines)
        for first, end in reversed(some):
            put(lines, first, end, ruled([cells_of(line) for line in lines[first:end]]))
        return "\n".join(lines)

    return made(source.body, [*tab_tables(page)], changed, bare_text)


def with_tabs_spaced(page: Prose) -> str:
    """Returns the body of a page with a space for each tab between words that is of no table.

    Lines from the margin only: others may be code.
    """
    source = page.document.source
    if "\t" not in source.body:
        return source.body
    rows = {at for first, end in tab_tables(page) for at in range(first, end)}
    lines = list(source.body_lines)
    for at, text in enumerate(text_lines(page)):
        if at not in rows and not text[:1].isspace():
            for tab in reversed([*_TAB.finditer(text)]):
                lines[at] = f"{lines[at][: tab.start()]} {lines[at][tab.end() :]}"
    return "\n".join(lines)


def with_rows_joined(page: Prose) -> str:
    """Returns the body of a page with each row of a table on one line, its own lines kept apart."""
    lines = list(page.document.source.body_lines)
    for first, end in reversed([*torn_rows(page)]):
        lines[first:end] = [_on_one_line(lines[first].rstrip(), lines[first + 1 : end])]
    return "\n".join(lines)


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
