"""Reads the table of entries, one per row."""

import re

from kb.bulk.drafts import Draft, Drafts
from kb.bulk.files import Table
from kb.bulk.layout import FILE, ID, LOCALE
from kb.bulk.table import Row, rows
from kb.content.fields.messages import one_line
from kb.draft import FOLDERS
from kb.slugs import slugify

_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.md")


def take_entries(table: Table, drafts: Drafts) -> None:
    """Applies the rows of a table. Raises `HeadingsError` if it has no ids."""
    known = drafts.layout.columns
    names = [LOCALE, ID, FILE, *(one.name for one in known)]
    for row in rows(table, names, [ID], drafts.problems):
        entry = _entry(row, drafts)
        if entry is not None:
            entry.places.append(((ID,), row.at(ID)))
            drafts.filling.fill(entry.front, row, known)
            entry.places += [((*one.path,), row.at(one.name)) for one in known]
            _place(entry, row, drafts)


def _entry(row: Row, drafts: Drafts) -> Draft | None:
    """The draft of a row's entry; None, with a problem noted, if the row cannot be used."""
    locale = drafts.locale(row)
    key = row.text(ID)
    if not key:
        drafts.problems.append(f"{row.at(ID)}: нет id; дайте записи id или удалите строку")
    if not key or locale is None:
        return None
    if (locale, key) in drafts.entries:
        told = f"«{one_line(key)}» на языке «{locale}» выше уже есть; оставьте одну строку"
        drafts.problems.append(f"{row.at(ID)}: {told}")
        return None
    entry = drafts.open(locale, key)
    if entry is None:
        found = drafts.library.translated(locale, key)
        told = f"«{one_line(key)}» — это {found.entry.type if found else ''}"
        drafts.problems.append(f"{row.at(ID)}: {told}; дайте записи другой id")
        return None
    entry.address = row.at(ID)
    return entry


def _place(entry: Draft, row: Row, drafts: Drafts) -> None:
    """Sets an entry's file: its own, the row's, its translation's, or one from its title."""
    written = row.text(FILE)
    if entry.document is not None:
        if written and written != entry.path:
            told = f"запись лежит в «{entry.path}»; таблица файлов не переименовывает"
            drafts.problems.append(f"{row.at(FILE)}: {told}")
        return
    library, kind = drafts.library, drafts.layout.type
    folder, key = FOLDERS[kind], str(entry.front[ID])
    others = (
        found.path
        for locale in library.locales
        if (found := drafts.entries.get((locale, key))) and found is not entry
    )
    original = library.translated(library.default_locale, key)
    known = original.path if original else next(filter(None, others), "")
    title = key if kind == "term" else str(entry.front.get("title", key))
    entry.path = written or known or f"{folder}/{slugify(title)}.md"
    if not _PATH.fullmatch(entry.path):
        told = f"«{one_line(entry.path)}» не путь страницы"
        drafts.problems.append(f"{row.at(FILE)}: {told}; нужен вид {folder}/slovo.md")
        entry.path = ""
