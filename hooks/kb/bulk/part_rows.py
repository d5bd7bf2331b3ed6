"""Reads the tables of entries' parts, one per row."""

import copy
from collections.abc import Sequence

from kb.bulk.columns import Column
from kb.bulk.drafts import Draft, Drafts, Key
from kb.bulk.files import Table
from kb.bulk.layout import ID, LOCALE, Front, Part
from kb.bulk.table import Row, rows
from kb.content.fields.messages import one_line


def take_parts(table: Table, part: Part, own: Key | None, drafts: Drafts) -> None:
    """Applies the rows of a table with parts of one kind.

    `own` is the entry that the whole table belongs to, if only one. Raises `HeadingsError` if the
    rows do not say what they are about.
    """
    given: dict[Key, list[Row]] = {own: []} if own else {}
    needed = [ID] if own else [part.parent, ID]
    for row in rows(table, _headings(part, own, drafts), needed, drafts.problems):
        parent = own or _parent(row, part, drafts)
        if parent is not None:
            given.setdefault(parent, []).append(row)
    for (locale, key), found in given.items():
        entry = drafts.open(locale, key)
        if entry is None or (entry.document is None and not entry.address):
            told = f"нет записи «{one_line(key)}» на языке «{locale}»"
            where = found[0].at(part.parent) if found else table.shown_as
            entries = drafts.layout.names[0]
            drafts.problems.append(f"{where}: {told}; добавьте её в таблицу {entries}")
            drafts.entries.pop((locale, key), None)
            continue
        entry.address = entry.address or (found[0].address if found else table.shown_as)
        _fill(entry, part, found, drafts)


def _headings(part: Part, own: Key | None, drafts: Drafts) -> list[str]:
    entry = drafts.open(*own) if own else None
    shown = part.columns(entry.front if entry else {})
    return [LOCALE, part.parent, *(one.name for one in shown)]


def _parent(row: Row, part: Part, drafts: Drafts) -> Key | None:
    locale = drafts.locale(row)
    key = row.text(part.parent)
    if not key:
        drafts.problems.append(f"{row.at(part.parent)}: не указано, чья это строка")
    return (locale, key) if key and locale else None


def _fill(entry: Draft, part: Part, given: Sequence[Row], drafts: Drafts) -> None:
    old = part.read(entry.front)
    by_id = {str(one["id"]): one for one in old}
    known = part.columns(entry.front)
    new: list[Front] = []
    met: list[Row | None] = []
    for row in given:
        found = copy.deepcopy(by_id.get(row.text(ID), {}))
        drafts.filling.fill(found, row, [Column((ID,), known[0].kind), *known])
        new.append(found)
        met.append(row)
    if not drafts.delete:
        kept = _keep(old, new, met)
        drafts.kept += (f"{entry.front[ID]} ({entry.locale}): {one}" for one in kept)
    if new != old:
        part.write(entry.front, new)
    for index, row_or_none in enumerate(met):
        if row_or_none is not None:
            entry.places += [
                (part.locate(new, index, one.path), row_or_none.at(one.name)) for one in known
            ]


def _keep(old: Sequence[Front], new: list[Front], met: list[Row | None]) -> list[str]:
    """Restores the parts without a row, each after the one that it followed; returns their ids."""
    given = {str(one.get(ID)) for one in new}
    kept = []
    for index, part in enumerate(old):
        if str(part[ID]) in given:
            continue
        before = str(old[index - 1][ID]) if index else None
        ids = [str(one.get(ID)) for one in new]
        at = ids.index(before) + 1 if before in ids else 0
        new.insert(at, part)
        met.insert(at, None)
        kept.append(str(part[ID]))
    return kept
