"""Works out from tables what the front matter of their entries should be."""

import copy
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.bulk.cells import CellError, LostError, check, decode, encode, is_as_saved, plain
from kb.bulk.columns import Column, Kind
from kb.bulk.files import Table
from kb.bulk.layout import FILE, ID, LOCALE, Front, Layout, Part, value_at
from kb.bulk.table import Cell, HeadingsError, Row, rows
from kb.content.fields.messages import one_line
from kb.content.library import Document, Library
from kb.content.problems import Location
from kb.draft import FOLDERS
from kb.slugs import slugify

Key = tuple[str, str]
"""A language and an id."""

_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*\.md")


@dataclass
class Draft:
    """An entry as the tables describe it."""

    locale: str
    path: str
    """Relative to the folder of its language; "" if unknown."""

    document: Document | None
    """The existing page; None for a new entry."""

    front: Front
    address: str = ""
    """Where its row is in the tables."""

    places: list[tuple[Location, str]] = field(default_factory=list)
    """The locations of its values in the front matter, with the addresses of their cells."""

    @property
    def is_changed(self) -> bool:
        return self.document is None or self.front != self.document.source.front.data


@dataclass
class Drafts:
    """All entries that the tables mention, and those that they leave out."""

    entries: dict[Key, Draft] = field(default_factory=dict)
    absent: list[Document] = field(default_factory=list)
    """Entries without a row, in the languages that occur in the tables."""

    kept: list[str] = field(default_factory=list)
    """Parts that have no row and stay nevertheless."""

    problems: list[str] = field(default_factory=list)


def draft(tables: Iterable[Table], layout: Layout, library: Library, *, delete: bool) -> Drafts:
    """Returns the entries with the changes made in the tables.

    A cell that means what the export would have written changes nothing, whatever form a
    spreadsheet has given it. A part without a row is kept, or removed if `delete`.
    """
    return _Drafting(layout, library, delete).run(list(tables))


class _Drafting:
    def __init__(self, layout: Layout, library: Library, delete: bool) -> None:
        self._layout = layout
        self._folder = FOLDERS[layout.type]
        self._library = library
        self._delete = delete
        self._drafts = Drafts()
        self._problems = self._drafts.problems
        self._lost: set[str] = set()

    def run(self, tables: list[Table]) -> Drafts:
        layout = self._layout
        main = [one for one in tables if one.name in (layout.table, layout.csv)]
        for table in main:
            self._taking(self._entries, table)
        for table in tables:
            part = self._part(table)
            if part is not None:
                self._taking(self._parts, table, part)
            elif table not in main and any(str(cell).strip() for row in table.rows for cell in row):
                known = ", ".join(self._names())
                self._problems.append(f"{table.shown_as}: таблица не узнана; бывают: {known}")
        if main:
            met = {locale for locale, _ in self._drafts.entries}
            self._drafts.absent += [
                one
                for one in self._library.documents
                if one.entry.type == layout.type
                and one.locale in met
                and (one.locale, one.key) not in self._drafts.entries
            ]
        return self._drafts

    def _taking(self, take: Callable[..., None], *arguments: Table | Part) -> None:
        try:
            take(*arguments)
        except HeadingsError as error:  # one problem, not one for every row
            self._problems.append(str(error))

    def _names(self) -> list[str]:
        layout = self._layout
        named = [(layout.table, layout.csv), *((one.table, one.csv) for one in layout.parts)]
        return [f"{table} ({csv}.csv)" if table else "X01-ru" for table, csv in named]

    def _part(self, table: Table) -> Part | None:
        for part in self._layout.parts:
            if part.table and table.name in (part.table, part.csv):
                return part
            if not part.table and self._named(table.name):
                return part
        return None

    def _named(self, name: str) -> Key | None:
        """The entry that the name of its own table stands for: X01-ru."""
        key, _, locale = name.rpartition("-")
        return (locale, key) if key and locale in self._library.locales else None

    def _entries(self, table: Table) -> None:
        known = self._layout.columns
        names = [LOCALE, ID, FILE, *(one.name for one in known)]
        for row in rows(table, names, [ID], self._problems):
            entry = self._entry(row)
            if entry is not None:
                entry.places.append(((ID,), row.at(ID)))
                self._fill(entry.front, row, known)
                entry.places += [((*one.path,), row.at(one.name)) for one in known]
                self._place(entry, row)

    def _entry(self, row: Row) -> Draft | None:
        """The draft of a row's entry; None, with a problem noted, if the row cannot be used."""
        locale = self._locale(row)
        key = row.text(ID)
        if not key:
            self._problems.append(f"{row.at(ID)}: нет id; дайте записи id или удалите строку")
        if not key or locale is None:
            return None
        if (locale, key) in self._drafts.entries:
            told = f"«{one_line(key)}» на языке «{locale}» выше уже есть; оставьте одну строку"
            self._problems.append(f"{row.at(ID)}: {told}")
            return None
        entry = self._open(locale, key)
        if entry is None:
            found = self._library.translated(locale, key)
            told = f"«{one_line(key)}» — это {found.entry.type if found else ''}"
            self._problems.append(f"{row.at(ID)}: {told}; дайте записи другой id")
            return None
        entry.address = row.at(ID)
        return entry

    def _locale(self, row: Row) -> str | None:
        locale = row.text(LOCALE) or self._library.default_locale
        if locale in self._library.locales:
            return locale
        known = ", ".join(self._library.locales)
        self._problems.append(f"{row.at(LOCALE)}: нет языка «{one_line(locale)}»; бывают: {known}")
        return None

    def _open(self, locale: str, key: str) -> Draft | None:
        """The draft of an entry, created on first use; None if the id belongs to another type."""
        if (locale, key) not in self._drafts.entries:
            document = self._library.translated(locale, key)
            if document is not None and document.entry.type != self._layout.type:
                return None
            front: Front = {"id": key, "type": self._layout.type}
            if document is not None:
                front = copy.deepcopy(document.source.front.data)
            path = document.path if document else ""
            self._drafts.entries[locale, key] = Draft(locale, path, document, front)
        return self._drafts.entries[locale, key]

    def _place(self, entry: Draft, row: Row) -> None:
        """Sets an entry's file: its own, the row's, its translation's, or one from its title."""
        written = row.text(FILE)
        if entry.document is not None:
            if written and written != entry.path:
                told = f"запись лежит в «{entry.path}»; таблица файлов не переименовывает"
                self._problems.append(f"{row.at(FILE)}: {told}")
            return
        key = str(entry.front[ID])
        others = (
            found.path
            for locale in self._library.locales
            if (found := self._drafts.entries.get((locale, key))) and found is not entry
        )
        original = self._library.translated(self._library.default_locale, key)
        known = original.path if original else next(filter(None, others), "")
        title = key if self._layout.type == "term" else str(entry.front.get("title", key))
        entry.path = written or known or f"{self._folder}/{slugify(title)}.md"
        if not _PATH.fullmatch(entry.path):
            told = f"«{one_line(entry.path)}» не путь страницы"
            self._problems.append(f"{row.at(FILE)}: {told}; нужен вид {self._folder}/slovo.md")
            entry.path = ""

    def _parts(self, table: Table, part: Part) -> None:
        own = self._named(table.name) if not part.table else None
        given: dict[Key, list[Row]] = {own: []} if own else {}
        needed = [ID] if own else [part.parent, ID]
        for row in rows(table, self._headings(part, own), needed, self._problems):
            parent = own or self._parent(row, part)
            if parent is not None:
                given.setdefault(parent, []).append(row)
        for (locale, key), found in given.items():
            entry = self._open(locale, key)
            if entry is None or (entry.document is None and not entry.address):
                told = f"нет записи «{one_line(key)}» на языке «{locale}»"
                where = found[0].at(part.parent) if found else table.shown_as
                self._problems.append(f"{where}: {told}; добавьте её в таблицу {self._names()[0]}")
                self._drafts.entries.pop((locale, key), None)
                continue
            entry.address = entry.address or (found[0].address if found else table.shown_as)
            self._fill_parts(entry, part, found)

    def _headings(self, part: Part, own: Key | None) -> list[str]:
        entry = self._open(*own) if own else None
        shown = part.columns(entry.front if entry else {})
        return [LOCALE, part.parent, *(one.name for one in shown)]

    def _parent(self, row: Row, part: Part) -> Key | None:
        locale = self._locale(row)
        key = row.text(part.parent)
        if not key:
            self._problems.append(f"{row.at(part.parent)}: не указано, чья это строка")
        return (locale, key) if key and locale else None

    def _fill_parts(self, entry: Draft, part: Part, given: Sequence[Row]) -> None:
        old = part.read(entry.front)
        by_id = {str(one["id"]): one for one in old}
        known = part.columns(entry.front)
        new: list[Front] = []
        met: list[Row | None] = []
        for row in given:
            found = copy.deepcopy(by_id.get(row.text(ID), {}))
            self._fill(found, row, [Column((ID,), known[0].kind), *known])
            new.append(found)
            met.append(row)
        if not self._delete:
            self._keep(entry, old, new, met)
        if new != old:
            part.write(entry.front, new)
        for index, row_or_none in enumerate(met):
            if row_or_none is not None:
                entry.places += [
                    (part.locate(new, index, one.path), row_or_none.at(one.name)) for one in known
                ]

    def _keep(
        self, entry: Draft, old: list[Front], new: list[Front], met: list[Row | None]
    ) -> None:
        """Puts the parts without a row back, each after the part that it followed."""
        given = {str(one.get(ID)) for one in new}
        for index, part in enumerate(old):
            if str(part[ID]) in given:
                continue
            before = str(old[index - 1][ID]) if index else None
            ids = [str(one.get(ID)) for one in new]
            at = ids.index(before) + 1 if before in ids else 0
            new.insert(at, part)
            met.insert(at, None)
            self._drafts.kept.append(f"{entry.front[ID]} ({entry.locale}): {part[ID]}")

    def _is_first_lost(self, cell: Cell) -> bool:
        """Whether no other cell of the table has lost letters: one is enough to be told."""
        table = cell.address.rpartition("!")[0]
        is_first = table not in self._lost
        self._lost.add(table)
        return is_first

    def _fill(self, front: Front, row: Row, known: Iterable[Column]) -> None:
        """Takes over the cells of a row that differ from what the export would write."""
        for column in known:
            cell = row.cells.get(column.name)
            if cell is None:
                continue
            exported = encode(value_at(front, column.path), column.kind)
            text = ""
            try:
                text = plain(cell.value, column.kind)
                if not is_as_saved(text, exported, row.encoding):
                    check(text, exported, row.encoding)
                    _put(front, column.path, decode(text, column.kind))
            except CellError as error:
                if isinstance(error, LostError) and not self._is_first_lost(cell):
                    continue
                told = f"{cell.address}: столбец «{column.name}»: {error}"
                self._problems.append(told)
                if not exported and text and column.kind in (Kind.TEXT, Kind.CELL):
                    _put(front, column.path, text)  # the field is filled: no problem of its own


def _put(front: Front, path: Sequence[str], value: Any) -> None:
    """Sets a value, or removes the field if the value is None."""
    name, *rest = path
    if rest:
        inner = dict(front.get(name) or {})
        _put(inner, rest, value)
        value = inner or None
    if value is None:
        front.pop(name, None)
    else:
        front[name] = value


def occupied(drafts: Drafts, taken: Collection[str]) -> list[Draft]:
    """Returns the new entries whose file is taken already; `taken` are paths like ru/roles/x.md."""
    seen = set(taken)
    found = []
    for entry in drafts.entries.values():
        uri = f"{entry.locale}/{entry.path}"
        if entry.document is None and uri in seen:
            found.append(entry)
        seen.add(uri)
    return found
