"""Finds tables that were pasted from Word or Excel: lines of cells with tabs between them."""

import re
from collections.abc import Iterator, Sequence

from kb.language.text.prose import Prose
from kb.language.text.text_lines import text_lines

NO_TABLE = "это не станет таблицей; нужны строки «| А | Б |» и под первой «| --- | --- |»"
"""The message about a table in the form of another program."""

_SIGN = re.compile(
    r"[^\w\s]+|[oо§]|[0-9]{1,2}[.)]|[A-Za-zА-Яа-яЁё][.)]"
    r"|[1-9][0-9]?(?:\.[1-9][0-9]?){1,3}\.?"
)
"""What precedes the tab in a list from Word; it is not a cell."""


def tab_tables(page: Prose) -> Iterator[tuple[int, int]]:
    """Yields the first line of each table, counted from 0 in the body, and the line after it."""
    if "\t" not in page.document.source.body:
        return
    typed = page.document.source.body_lines
    shown = text_lines(page)
    rows = [line if "\t" in text else "" for line, text in zip(typed, shown, strict=True)]
    first = 0
    for at, row in enumerate([*rows, ""]):
        if at == first or not _are_of_one_table(rows[first], row):
            if at - first > 1 and _is_table(rows[first:at], rows[first - 1 : first]):
                yield first, at
            first = at


def _are_of_one_table(first: str, row: str) -> bool:
    return 1 < len(cells_of(row)) <= len(cells_of(first)) and row[:1] not in ("\t", " ", ">")


def cells_of(row: str) -> list[str]:
    """Returns the cells of a row, without spaces around them."""
    return [cell.strip() for cell in row.rstrip(" ").split("\t")]


def _is_table(rows: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the lines are rows: not items, and not the end of a paragraph."""
    is_list = rows[0].count("\t") == 1 and all(_SIGN.fullmatch(cells_of(row)[0]) for row in rows)
    is_apart = not above or not above[0].strip() or "\t" not in above[0]
    return not is_list and is_apart and not any("|" in row or row[0].isspace() for row in rows)
