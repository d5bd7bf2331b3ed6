"""Checks the cells of comparisons, the blanks of templates, and the dates of all pages."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping

from kb.content.body.blanks import BLANK, BRACED
from kb.content.fields.messages import HIDDEN_BY, misspelt
from kb.content.fields.structure import field_of
from kb.content.library import Library
from kb.content.model import Cell, Column, Comparison, Template
from kb.content.problems import Location, Problem

_NOT_YET = frozenset({"draft", "hidden", "internal", "private", "unpublished", "wip"})
"""States of pages that not everybody should read."""


def tables(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    """Yields an error for each cell of a comparison that is missing or cannot be drawn.

    Cells that are drawn from `unread` pages are skipped.
    """
    for one in library.documents:
        if isinstance(one.entry, Comparison):
            columns = {str(column.id) for column in one.entry.columns}
            if len(columns) < len(one.entry.columns):
                continue  # the repeated name is reported; which cells are whose is unknown
            for index, row in enumerate(one.entry.rows):
                if row.cells is not None:
                    found = _written(row.cells, columns)
                else:
                    found = _drawn(row.field or "", one.entry.columns, one.locale, library, unread)
                for at, message in found:
                    yield one.error(("rows", index, *at), message)


def _written(cells: Mapping[str, Cell], columns: set[str]) -> Iterator[tuple[Location, str]]:
    """Yields what is wrong with the cells of a row, and where in the row."""
    missing = columns - set(cells)
    for extra in sorted(set(cells) - columns):
        meant = misspelt(extra, missing)
        missing -= {meant}
        hint = f"может быть, «{meant}»?" if meant else "проверьте «columns»"
        yield ("cells", extra), f"такого столбца нет; {hint}"
    for name in sorted(missing):
        told = f"нет ячейки «{name}»; заполните её или напишите «not_applicable: почему»"
        yield ("cells",), told
    for name, cell in cells.items():
        if cell == "not_applicable":
            told = "читатели увидят это слово; допишите причину: «not_applicable: почему»"
            yield ("cells", name), told


def _drawn(
    field: str, columns: Iterable[Column], locale: str, library: Library, unread: Collection[str]
) -> Iterator[tuple[Location, str]]:
    """Yields why a row's field cannot be taken from the pages of columns, and where in the row."""
    without: list[str] = []
    for column in columns:
        target = None if column.ref in unread else library.find(locale, column.ref or "")
        if column.ref is None:
            told = f"у столбца «{column.id}» нет «ref»: взять поле неоткуда"
            yield ("field",), f"{told}; добавьте «ref» или напишите «cells»"
        elif target is not None and not _is_text(field_of(target.entry, field)):
            without.append(target.shown_as)
    if without:
        told = f"в поле «{field}» нет текста: {', '.join(without)}"
        yield ("field",), f"{told}; назовите другое поле или напишите «cells»"


def _is_text(value: object) -> bool:
    """Whether a field's value fits a table: a text, or a list of texts."""
    if isinstance(value, tuple):
        return bool(value) and all(type(item) is str for item in value)
    return type(value) is str


def blanks(library: Library) -> Iterator[Problem]:
    """Yields an error for each blank that only the document, or only its description, has."""
    for one in library.documents:
        if not isinstance(one.entry, Template):
            continue
        declared = {blank.id: n for n, blank in enumerate(one.entry.fields)}
        used = set(BLANK.findall(one.entry.document))
        idle = set(declared) - {found.strip("{} ") for found in BRACED.findall(one.entry.document)}
        for name in sorted(used - set(declared)):
            meant = misspelt(name, idle)
            idle -= {meant}
            hint = f"может быть, «{{{meant}}}»?" if meant else "опишите его или уберите"
            message = f"место «{{{name}}}» не описано в «fields»; {hint}"
            yield one.error(("document",), message)
        for name in sorted(idle):
            told = f"«{name}» не встречается в «document»; вставьте {{{name}}} или удалите описание"
            yield one.error(("fields", declared[name]), told)


def badly_braced(library: Library) -> Iterator[Problem]:
    """Yields an error for each blank with braces or spaces that would be left in the document."""
    for one in library.documents:
        if not isinstance(one.entry, Template):
            continue
        declared = {blank.id for blank in one.entry.fields}
        for found in dict.fromkeys(BRACED.findall(one.entry.document)):
            name = found.strip("{} ")
            if name in declared and found != f"{{{name}}}":
                told = f"«{found}»: место пишут в одних скобках и без пробелов: «{{{name}}}»"
                yield one.error(("document",), told)


def drafts(library: Library) -> Iterator[Problem]:
    """Yields a warning for each page whose `status`, a sign in the menu, seems to hide it."""
    for one in library.documents:
        if one.entry.status in _NOT_YET:
            told = f"«{one.entry.status}» — лишь значок в меню, страница видна всем; {HIDDEN_BY}"
            yield one.warning_in_field(("status",), told)


def dates(library: Library, today: datetime.date) -> Iterator[Problem]:
    """Yields a warning for each `recheck` in the past and each `reviewed` in the future."""
    tomorrow = today + datetime.timedelta(days=1)  # already today in other time zones
    for one in library.documents:
        due, reviewed = one.entry.recheck, one.entry.reviewed
        if reviewed is not None and reviewed > tomorrow:
            told = f"день {reviewed} ещё не наступил; поставьте тот, когда страницу перечитали"
            yield one.warning_in_field(("reviewed",), told)
        if due is not None and due < today:
            told = (
                f"срок перепроверки прошёл {due}; сверьте страницу с источниками "
                "и поставьте новую дату"
            )
            yield one.warning_in_field(("recheck",), told)
