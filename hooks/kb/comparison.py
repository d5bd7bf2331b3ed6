"""Lays a comparison out as a table whose cells are written there or drawn from other entries."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from kb.content.library import Document
from kb.content.model import Comparison, NotApplicable, Row, field_of

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
    """The entry the words come from; its links are relative to it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question and its answers, in the order of the subjects."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Criteria that stand together; without a name if the table has no groups."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Table:
    subjects: tuple[Subject, ...]
    groups: tuple[RowGroup, ...]


def tabulate(comparison: Comparison, find: Find) -> Table:
    """Returns the table; `find` gives the entry an id stands for."""
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
