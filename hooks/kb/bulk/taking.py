"""Computes from tables what the front matter of their entries should be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kb.bulk.drafts import Drafts, Key
from kb.bulk.entry_rows import take_entries
from kb.bulk.files import Table
from kb.bulk.layout import Layout, Part
from kb.bulk.part_rows import take_parts
from kb.bulk.table import HeadingsError
from kb.content.library import Library


def take_over(tables: Sequence[Table], layout: Layout, library: Library, *, delete: bool) -> Drafts:
    """Returns the entries with the changes made in the tables.

    A cell with the meaning that the export would have given it changes nothing, whatever its form
    in the spreadsheet. A part without a row is kept, or removed if `delete`.
    """
    drafts = Drafts(layout, library, delete=delete)
    main = [one for one in tables if one.name in (layout.table, layout.csv)]
    for table in main:
        with _headings_told(drafts.problems):
            take_entries(table, drafts)
    for table in tables:
        if meant := _part(table.name, layout, library.locales):
            with _headings_told(drafts.problems):
                take_parts(table, *meant, drafts)
        elif table not in main and any(str(cell).strip() for row in table.rows for cell in row):
            known = ", ".join(layout.names)
            drafts.problems.append(f"{table.shown_as}: таблица не узнана; бывают: {known}")
    if main:
        met = {locale for locale, _ in drafts.entries}
        drafts.absent += (
            one
            for one in library.documents
            if one.entry.type == layout.type
            and one.locale in met
            and (one.locale, one.key) not in drafts.entries
        )
    return drafts


@contextmanager
def _headings_told(problems: list[str]) -> Iterator[None]:
    """Makes a table that cannot be used one problem, not one for every row."""
    try:
        yield
    except HeadingsError as error:
        problems.append(str(error))


def _part(name: str, layout: Layout, locales: Sequence[str]) -> tuple[Part, Key | None] | None:
    """The kind of parts in a table, and the entry that it belongs to, if only one: X01-ru."""
    key, _, locale = name.rpartition("-")
    own = (locale, key) if key and locale in locales else None
    for part in layout.parts:
        if part.table and name in (part.table, part.csv):
            return part, None
        if not part.table and own:
            return part, own
    return None
