"""Tables on disk: a workbook, a folder of CSV files, or one CSV."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from kb.bulk.layout import Layout
from kb.office.spreadsheet import (
    Sheet,
    SpreadsheetError,
    Value,
    encoding,
    read_separated,
    read_workbook,
    separated,
    workbook,
)
from kb.system.new_files import write_new
from kb.system.refusals import RefusedError

LONGEST_CELL = 32_767
"""Characters; Excel's limit."""


class FileError(RefusedError):
    """Tables cannot be read or written; the message says in Russian which file, and why."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: the first row that is not empty still holds the headings."""

    name: str
    """The sheet's name, or the CSV file's without its suffix."""

    shown_as: str
    """terms.xlsx:Термины or terms.csv"""

    rows: Sequence[Sequence[Value]]

    encoding: str = "utf-8"
    """In a code page, characters may have been lost."""

    def address(self, row: int, column: int) -> str:
        """Returns a cell's address as a spreadsheet shows it; row and column count from 0."""
        return f"{self.shown_as}!{xl_col_to_name(column)}{row + 1}"


def write(
    sheets: Sequence[tuple[Sheet, str]], out: Path, *, title: str, day: datetime.date
) -> list[Path]:
    """Writes the tables and returns the files: an .xlsx, a .csv, or a folder of .csv.

    Raises `FileError`, also if a file already exists: it may hold an editor's work.
    """
    for sheet, name in sheets:
        if max((len(text) for row in sheet.rows for text in row), default=0) > LONGEST_CELL:
            raise FileError(f"{name}: в ячейку помещается не больше {LONGEST_CELL} знаков")
    suffix = out.suffix.lower()
    if suffix == ".xlsx":
        files = {out: workbook([sheet for sheet, _ in sheets], title=title, day=day)}
    elif suffix == ".csv" and len(sheets) == 1:
        files = {out: separated(sheets[0][0].rows)}
    elif suffix == ".csv":
        names = ", ".join(f"{name}.csv" for _, name in sheets[:3])
        raise FileError(f"{out}: таблиц здесь несколько ({names} …); назовите папку или .xlsx")
    elif suffix:
        raise FileError(f"{out}: пишу только .xlsx, .csv или папку с .csv")
    else:
        files = {out / f"{name}.csv": separated(sheet.rows) for sheet, name in sheets}
    try:
        write_new(files)
    except FileExistsError as error:
        told = f"{error.filename}: файл уже есть; удалите его или назовите другой"
        raise FileError(told) from error
    return list(files)


def read(path: Path, layout: Layout) -> list[Table]:
    """Reads the tables of an .xlsx, of a folder of .csv, or of one .csv.

    A single CSV whose name is not one of ours is taken for the table of entries. Raises
    `FileError`.
    """
    names = layout.headings
    if path.is_dir():
        return [
            table
            for file in sorted(path.glob("*"))
            if file.suffix.lower() == ".csv" and not file.name.startswith((".", "~"))
            for table in _file(file, names)
        ]
    tables = list(_file(path, names))
    if path.suffix.lower() == ".csv" and not _is_ours(path.stem, layout):
        return [replace(table, name=layout.csv) for table in tables]
    return tables


def _is_ours(name: str, layout: Layout) -> bool:
    parts = [part.csv for part in layout.parts if part.csv]
    return name in (layout.csv, *parts) or (len(parts) < len(layout.parts) and "-" in name)


def _file(path: Path, names: Sequence[str]) -> Iterator[Table]:
    """The tables of a file; `names` are headings by which the separator of a CSV is found."""
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise FileError(f"{path}: читаю только .xlsx, .csv или папку с .csv")
    try:
        raw = path.read_bytes()
        if suffix == ".csv":
            yield Table(path.stem, path.name, read_separated(raw, names), encoding(raw))
        else:
            for name, rows in read_workbook(raw).items():
                yield Table(name, f"{path.name}:{name}", rows)
    except SpreadsheetError as error:
        raise FileError(f"{path}: {error}") from error
