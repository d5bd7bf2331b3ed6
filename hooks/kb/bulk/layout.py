"""Lays out entries as tables: one row per entry, and tables of parts with one row per part."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from kb.bulk.cells import encode
from kb.bulk.columns import Column, Kind, columns
from kb.content.fields.marks import steering
from kb.content.library import Document, Library
from kb.content.model import TYPES, Item
from kb.content.model import Column as Subject
from kb.content.model import Row as Criterion
from kb.content.normal_form import field_order
from kb.content.problems import Location
from kb.content.selection import order
from kb.office.spreadsheet import Sheet

Front = dict[str, Any]
"""Front matter as it was read, or a part of it."""

LOCALE, ID, FILE = "locale", "id", "file"

_OFTEN = frozenset({"match", "visibility"})
"""Fields that only steer the site but always have a column, so that an editor can fill it in; the
others get one only if some entry has them."""

_NEVER = frozenset({"type", "translated", "replaces", ID})

_IN_PARTS = frozenset({"groups", "columns", "rows"})


@dataclass(frozen=True)
class Part:
    """The parts of an entry that have a table of their own."""

    table: str
    """The sheet's name; "" if each entry has a sheet of its own, named after the entry."""

    csv: str
    parent: str
    """The heading of the column that names the entry."""

    read: Callable[[Front], list[Front]]
    write: Callable[[Front, list[Front]], None]
    columns: Callable[[Front], list[Column]]
    locate: Callable[[list[Front], int, tuple[str, ...]], Location]
    """The place of a part's value in the front matter."""


@dataclass(frozen=True)
class Layout:
    """How the entries of a type become tables."""

    type: str
    table: str
    csv: str
    parts: tuple[Part, ...] = ()

    @property
    def columns(self) -> list[Column]:
        """All columns that an entry's own row may have, in front-matter order."""
        found = columns(TYPES[self.type], _NEVER | _IN_PARTS)
        ranks = {name: n for n, name in enumerate(field_order(self.type))}
        return sorted(found, key=lambda one: ranks[one.path[0]])

    @property
    def headings(self) -> list[str]:
        """The headings that the tables of all entries have."""
        own = [LOCALE, ID, FILE, *(one.name for one in self.columns)]
        return [*own, *(name for part in self.parts for name in (part.parent, ID))]

    @property
    def names(self) -> list[str]:
        """What the tables are called in messages; X01-ru is that of one entry."""
        named = [(self.table, self.csv), *((one.table, one.csv) for one in self.parts)]
        return [f"{table} ({csv}.csv)" if table else "X01-ru" for table, csv in named]


def _items(front: Front) -> list[Front]:
    return [
        {"group": group["title"], **item}
        for group in front.get("groups", [])
        for item in group["items"]
    ]


def _put_items(front: Front, items: list[Front]) -> None:
    groups: list[Front] = []
    for item in items:
        title = item.get("group", "")
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "items": []})
        groups[-1]["items"].append({name: one for name, one in item.items() if name != "group"})
    front["groups"] = groups


def _locate_item(items: list[Front], index: int, path: tuple[str, ...]) -> Location:
    group, at = 0, 0
    for before, item in pairwise(items[: index + 1]):
        same = before.get("group") == item.get("group")
        group, at = (group, at + 1) if same else (group + 1, 0)
    if path == ("group",):
        return ("groups", group, "title")
    return ("groups", group, "items", at, *path)


def _cells(front: Front) -> list[Column]:
    return [Column(("cells", one["id"]), Kind.CELL) for one in front.get("columns", [])]


def _parts(name: str, front: Front) -> list[Front]:
    return list(front.get(name, []))


def _put_parts(name: str, front: Front, parts: list[Front]) -> None:
    front[name] = parts


LAYOUTS = {
    "terms": Layout("term", "Термины", "terms"),
    "checklists": Layout(
        "checklist",
        "Чек-листы",
        "checklists",
        (
            Part(
                table="Пункты",
                csv="items",
                parent="checklist",
                read=_items,
                write=_put_items,
                columns=lambda _: [Column(("group",), Kind.TEXT), *columns(Item)],
                locate=_locate_item,
            ),
        ),
    ),
    "comparisons": Layout(
        "comparison",
        "Сравнения",
        "comparisons",
        (
            Part(
                table="Столбцы",
                csv="columns",
                parent="comparison",
                read=partial(_parts, "columns"),
                write=partial(_put_parts, "columns"),
                columns=lambda _: list(columns(Subject)),
                locate=lambda _, index, path: ("columns", index, *path),
            ),
            Part(
                table="",
                csv="",
                parent="comparison",
                read=partial(_parts, "rows"),
                write=partial(_put_parts, "rows"),
                columns=lambda front: [*columns(Criterion, frozenset({"cells"})), *_cells(front)],
                locate=lambda _, index, path: ("rows", index, *path),
            ),
        ),
    ),
}
"""What can be exported, by the argument that the command takes."""


def sheets(layout: Layout, library: Library, locales: Sequence[str]) -> Iterator[tuple[Sheet, str]]:
    """Yields the tables of all entries of a type, each with the name of its CSV.

    The rows of an entry's languages follow each other, the default language first.
    """
    documents = entries(layout, library, locales)
    seldom = steering(TYPES[layout.type]) - _OFTEN
    shown = [
        column
        for column in layout.columns
        if column.path[0] not in seldom
        or any(column.path[0] in one.source.front.data for one in documents)
    ]
    rows = [[LOCALE, ID, FILE, *(one.name for one in shown)]]
    for one in documents:
        data = one.source.front.data
        rows.append([one.locale, one.key, one.path, *cells(data, shown)])
    yield Sheet(layout.table, rows, names=2), layout.csv
    for part in layout.parts:
        yield from _part_sheets(part, documents)


def _part_sheets(part: Part, documents: Sequence[Document]) -> Iterator[tuple[Sheet, str]]:
    rows: list[list[str]] = []
    for one in documents:
        data = one.source.front.data
        shown = part.columns(data)
        heading = [LOCALE, part.parent, *(column.name for column in shown)]
        own = [[one.locale, one.key, *cells(each, shown)] for each in part.read(data)]
        if part.table:
            rows += own if rows else [heading, *own]
        else:
            name = f"{one.key}-{one.locale}"
            yield Sheet(name, [heading, *own], names=3), name
    if part.table:
        empty = [[LOCALE, part.parent, *(one.name for one in part.columns({}))]]
        yield Sheet(part.table, rows or empty, names=3), part.csv


def entries(layout: Layout, library: Library, locales: Sequence[str]) -> list[Document]:
    """Returns the entries of a type in the order of their rows."""
    ranks = {locale: n for n, locale in enumerate(library.locales)}
    documents = [
        one for one in library.documents if one.entry.type == layout.type and one.locale in locales
    ]
    places = {one.key: order(one) for one in documents if one.locale == library.default_locale}
    return sorted(
        documents, key=lambda one: (places.get(one.key) or order(one), one.key, ranks[one.locale])
    )


def cells(front: Mapping[str, Any], shown: Sequence[Column]) -> list[str]:
    """Returns the texts of a row."""
    return [encode(value_at(front, one.path), one.kind) for one in shown]


def value_at(front: Any, path: Sequence[str]) -> Any:
    """Returns the value at a path; None if there is none."""
    for name in path:
        front = front.get(name) if isinstance(front, dict) else None
    return front
