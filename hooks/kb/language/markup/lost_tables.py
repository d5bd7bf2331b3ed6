"""Warns about tables that Markdown takes for paragraphs, and about rows that it tears."""

import re
from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.prose import Prose
from kb.language.text.tab_tables import NO_TABLE, tab_tables
from kb.language.text.table_rows import torn_rows

_TORN = "ячейка стоит на нескольких строках, и таблица на этом порвётся; "
_TORN += "пишите её в одну строку, а новую строку в ней начинайте с <br>"

_OF_PANDOC = re.compile(r"[ ]*-{2,}(?:[ ]+-{2,})+[ ]*")
"""The line below the head of a table whose columns are made up by spaces."""


def lost_tables(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each table with tabs or spaces between its cells, and each torn row."""
    for at, line in enumerate(prose.text_lines):
        if _OF_PANDOC.fullmatch(line):
            yield prose.warning_in_line(at, 1, NO_TABLE, "lost-tables")
    for first, _ in tab_tables(prose):
        yield prose.warning_in_line(first, 1, NO_TABLE, "lost-tables")
    for first, _ in torn_rows(prose):
        yield prose.warning_in_line(first, 1, _TORN, "lost-tables")
