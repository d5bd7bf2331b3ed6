"""Writes tables that were pasted from Word or Excel as Markdown has them."""

from kb.language.mending.part_lists import bare_text
from kb.language.text.prose import Prose
from kb.language.text.tab_tables import cells_of, tab_tables


def with_tables_ruled(page: Prose) -> str:
    """Returns the body of a page with each table that has tabs between its cells in our form.

    Its first row is its head. Words and their order stay as they are.
    """
    source = page.document.source
    lines = list(source.body_lines)
    for first, end in reversed([*tab_tables(page)]):
        rows = [cells_of(line) for line in lines[first:end]]
        ruled = [f"| {' | '.join(row + [''] * (len(rows[0]) - len(row)))} |" for row in rows]
        ruled.insert(1, "|" + " --- |" * len(rows[0]))
        before = [""] if first and lines[first - 1].strip() else []
        after = [""] if end < len(lines) and lines[end].strip() else []
        lines[first:end] = [*before, *ruled, *after]
    body = "\n".join(lines)
    return body if body == source.body or bare_text(body) == bare_text(source.body) else source.body
