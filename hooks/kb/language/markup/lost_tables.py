"""Warns about tables pasted from Word or Excel, which Markdown takes for paragraphs."""

from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.prose import Prose
from kb.language.text.tab_tables import NO_TABLE, tab_tables


def lost_tables(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each table with tabs between its cells."""
    for first, _ in tab_tables(prose):
        yield prose.warning_in_line(first, 1, NO_TABLE, "lost-tables")
