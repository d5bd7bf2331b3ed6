"""Lays a comparison out as a table whose cells are written in it or drawn from other entries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kb.content.fields.structure import field_of
from kb.content.library import Document
from kb.content.model import Comparison, NotApplicable, Row
from kb.render import unmarked

Find = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: a column."""

    id: str
    title: str
    entry: Document | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: a text, a list of texts, or why there is none."""

    subject: Subject
    text: str = ""
    items: tuple[str, ...] = ()
    not_applicable: str = ""
    origin: Document | None = None
    """The entry the text comes from; links in the text are relative to it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question and its answers, in the order of the subjects."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Criteria listed together; the title is empty if they name no group."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Table:
    subjects: tuple[Subject, ...]
    groups: tuple[RowGroup, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        """All rows, in the order in which the comparison has them."""
        return (criterion for group in self.groups for criterion in group.criteria)


def tabulate(comparison: Comparison, find: Find) -> Table:
    """Returns the table; `find` gives the entry with an id."""
    subjects: list[Subject] = []
    for column in comparison.columns:
        entry = find(column.ref) if column.ref else None
        title = column.title or (entry.entry.title if entry else column.id)
        subjects.append(Subject(column.id, title, entry))
    criteria = [
        Criterion(row, tuple(_cell(row, subject) for subject in subjects))
        for row in comparison.rows
    ]
    groups = groupby(criteria, key=lambda criterion: criterion.row.group or "")
    return Table(tuple(subjects), tuple(RowGroup(title, tuple(rows)) for title, rows in groups))


def _cell(row: Row, subject: Subject) -> Cell:
    if row.cells is not None:
        written = row.cells.get(subject.id, "")
        if isinstance(written, NotApplicable):
            return Cell(subject, not_applicable=written.not_applicable)
        return Cell(subject, text=written)
    drawn = field_of(subject.entry.entry, row.field or "") if subject.entry else None
    if isinstance(drawn, tuple):
        return Cell(subject, items=tuple(map(str, drawn)), origin=subject.entry)
    return Cell(subject, text=str(drawn or ""), origin=subject.entry)


def grid(table: Table, words: Mapping[str, str]) -> list[list[str]]:
    """Returns the table as rows of plain texts for a spreadsheet, the heading first.

    `words` are the interface texts for `criterion`, `group`, `note` and `not_applicable`. Groups
    and notes get a column each, if there are any. A list becomes one text, one item per line.
    """
    grouped = any(group.title for group in table.groups)
    noted = any(criterion.row.note for criterion in table.criteria)

    def line(group: str, criterion: str, cells: list[str], note: str) -> list[str]:
        return [*([group] if grouped else []), criterion, *cells, *([note] if noted else [])]

    titles = [subject.title for subject in table.subjects]
    rows = [line(words["group"], words["criterion"], titles, words["note"])]
    for group in table.groups:
        for criterion in group.criteria:
            cells = [_words(cell, words) for cell in criterion.cells]
            name, note = unmarked(criterion.row.criterion), unmarked(criterion.row.note or "")
            rows.append(line(group.title, name, cells, note))
    return rows


def _words(cell: Cell, words: Mapping[str, str]) -> str:
    if cell.not_applicable:
        return f"{words['not_applicable']}: {unmarked(cell.not_applicable)}"
    return "\n".join(map(unmarked, cell.items or (cell.text,)))
