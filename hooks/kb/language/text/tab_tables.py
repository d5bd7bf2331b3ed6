"""Finds tables that were pasted from Word or Excel: lines of cells with tabs between them."""

import re
from collections.abc import Iterator, Sequence

from kb.language.text.prose import Prose

NO_TABLE = "это не станет таблицей; нужны строки «| А | Б |» и под первой «| --- | --- |»"
"""The message about a table in the form of another program."""

_SIGN = re.compile(
    r"[^\w\s]+|[oо§]|[0-9]{1,2}[.)]|[A-Za-zА-Яа-яЁё][.)]"
    r"|[1-9][0-9]?(?:\.[1-9][0-9]?){1,3}\.?"
)
"""What precedes the tab in a list from Word; it is not a cell."""


def tab_tables(page: Prose) -> Iterator[tuple[int, int]]:
    """Yields the first line of each table, counted from 0 in the body, and the line after it."""
    lines = zip(page.source.body_lines, page.text_lines, page.blanked_lines, strict=True)
    # Where the first cell is empty, Markdown takes the row for code.
    rows = [
        line if "\t" in text or (line[:1] == "\t" and "\t" in prose) else ""
        for line, text, prose in lines
    ]
    first = 0
    for at, row in enumerate([*rows, ""]):
        if at == first or not _are_of_one_table(rows[first], row):
            table = rows[first:at]
            while table and not table[-1].strip():
                table.pop()
            if len(table) > 1 and _is_table(table, rows[first - 1 : first]):
                yield first, first + len(table)
            first = at


def _are_of_one_table(first: str, row: str) -> bool:
    begun, cells = cells_of(first), cells_of(row)
    is_below_item = row[:1] == "\t" and len(begun) == 2 and _SIGN.fullmatch(begun[0])
    is_indented = row[:1] in (" ", ">") or is_below_item
    return 1 < len(cells) <= len(begun) and not is_indented


def cells_of(row: str) -> list[str]:
    """Returns the cells of a row, without spaces around them."""
    return [cell.strip() for cell in row.rstrip(" ").split("\t")]


def _is_table(rows: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the lines are rows: not items, not code, and not the end of a paragraph."""
    cells = [cells_of(row) for row in rows]
    is_list = len(cells[0]) == 2 and all(_SIGN.fullmatch(row[0]) for row in cells)
    is_code = not cells[0][0] and (len(cells[0]) < 3 or not cells[1][0] or "" in cells[0][1:])
    is_apart = not above or not above[0].strip() or "\t" not in above[0]
    return not is_list and not is_code and is_apart and not any("|" in row for row in rows)
