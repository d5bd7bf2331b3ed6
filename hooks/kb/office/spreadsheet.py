"""Turns rows of texts into Excel workbooks and CSV and back; the same rows give the same bytes."""

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, ZipError
from xlsxwriter import Workbook

from kb.office.archives import LARGEST, OLD, is_too_large
from kb.office.code_pages import code_page

_WIDTH_OF_NAMES = 26
_WIDTH = 42
"""In characters of the default font: three columns fill a laptop's screen."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, «CSV Injection»)."""

_MOST_CELLS = 2_000_000
"""In a sheet that is read; what people type stays far below."""

_DELIMITERS = ";,\t"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")

_BROKEN = (
    *(CalamineError, ZipError, zipfile.BadZipFile, zlib.error),
    *(etree.XMLSyntaxError, EOFError, NotImplementedError),
)
"""What may be raised for a file that is not a workbook."""

Value = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta
"""What a cell that is read holds; an empty one holds "". A `datetime` is a `date` too."""

_UNSURE = "кодировку не узнать; сохраните таблицу как «CSV UTF-8» или .xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written; its first row and first `names` columns are frozen headings."""

    name: str
    """At most 31 characters, none of []:*?/\\."""

    rows: Sequence[Sequence[str]]
    names: int


class SpreadsheetError(Exception):
    """A file cannot be read; the message says in Russian why, without the file's name."""


def workbook(sheets: Sequence[Sheet], *, title: str, day: datetime.date) -> bytes:
    """Returns a workbook (.xlsx).

    Every cell is text, whatever it begins with, and stays text when somebody types into it: none
    is a formula, a number or a link. `day` is the date of creation in the file's properties.
    """
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties(
        {"title": title, "created": datetime.datetime.combine(day, datetime.time())}
    )
    look: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    body = book.add_format(look)
    head = book.add_format({**look, "bold": True, "bg_color": "#F3EFE6"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for y, row in enumerate(sheet.rows):
            for x, text in enumerate(row):
                page.write_string(y, x, text, head if y == 0 or x < sheet.names else body)
        page.set_column(0, sheet.names - 1, _WIDTH_OF_NAMES)
        page.set_column(sheet.names, max(sheet.names, *map(len, sheet.rows)) - 1, _WIDTH)
        page.freeze_panes(1, sheet.names)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    book.close()
    return file.getvalue()


def separated(rows: Sequence[Sequence[str]]) -> bytes:
    """Returns a CSV that Excel with Russian settings opens as a table.

    It begins with a byte order mark and is separated by semicolons. A text that looks like a
    formula gets an apostrophe before it, so that no spreadsheet runs it; `read_separated` removes
    the apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{text}" if _is_guarded(text) else text for text in row])
    return ("\ufeff" + out.getvalue()).encode()


def _is_guarded(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)


def read_workbook(raw: bytes) -> dict[str, list[list[Value]]]:
    """Returns the cells of every sheet by its name, from A1 on.

    A cell with an error holds what the spreadsheet shows: #DIV/0!. Raises `SpreadsheetError`.
    """
    if raw.startswith(OLD):
        raise SpreadsheetError(
            "файл закрыт паролем или сохранён в старом виде .xls; сохраните как .xlsx без пароля"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if is_too_large(archive):
                raise SpreadsheetError("файл слишком велик")
            failed = {name: list(_failed(archive, part)) for name, part in _parts(archive).items()}
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            found = {name: _cells(book, name) for name in book.sheet_names}
        for name, rows in found.items():
            for y, x, told in failed.get(name, []):
                if 0 <= y < len(rows) and x < len(rows[y]):
                    rows[y][x] = told
        return found
    except _BROKEN as error:
        raise SpreadsheetError("это не книга Excel (.xlsx) или она повреждена") from error


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The files of the sheets by the sheets' names, which calamine does not expose."""
    names = set(archive.namelist())
    if not {_BOOK, _RELATIONS} <= names:
        return {}
    relations = _xml(archive, _RELATIONS)
    targets = {one.get("Id"): one.get("Target", "") for one in relations.iter("{*}Relationship")}
    found = {}
    for sheet in _xml(archive, _BOOK).iter("{*}sheet"):
        ids = [value for name, value in sheet.items() if name.endswith("}id")]
        target = targets.get(next(iter(ids), None), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found[sheet.get("name", "")] = part
    return found


def _failed(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Yields row, column and text of the cells with an error: calamine takes them for empty."""
    if b't="e"' not in archive.read(part):
        return
    for cell in _xml(archive, part).iter("{*}c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if cell.get("t") == "e" and place:
            x = reduce(lambda x, letter: x * 26 + ord(letter) - 64, place[1], 0) - 1
            yield int(place[2]) - 1, x, cell.findtext("{*}v", "#")


def _xml(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))


def _cells(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise SpreadsheetError(f"лист «{name}» слишком велик; удалите пустые строки и столбцы")
    return sheet.to_python(skip_empty_area=False)


def read_separated(raw: bytes, names: Sequence[str] = ()) -> list[list[Value]]:
    """Returns the cells of a CSV in UTF-8, UTF-16 or a Russian code page.

    The separator is the one that yields most of the headings `names`. Raises `SpreadsheetError`.
    """
    if len(raw) > LARGEST:
        raise SpreadsheetError("файл слишком велик")
    text = raw.decode(encoding(raw))
    said = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to name the separator
    text = text[said.end() :] if said else text
    try:
        found = [
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            for delimiter in (said[1] if said else _DELIMITERS)
        ]
    except csv.Error as error:
        raise SpreadsheetError("это не CSV") from error
    rows = max(found, key=lambda rows: len({*names} & {*_headings(rows)}))
    return [[_unguarded(text) for text in row] for row in rows]


def _headings(rows: list[list[str]]) -> list[str]:
    return [text.strip() for text in next(iter(rows), [])]


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _is_guarded(text) else text


def encoding(raw: bytes) -> str:
    """Returns the encoding of a CSV: utf-8-sig, utf-16 or the name of a code page.

    Raises `SpreadsheetError` if it is none of them, or if it is uncertain which.
    """
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    unicode = "utf-16" if marked else "utf-8-sig"
    try:
        raw.decode(unicode)
    except UnicodeDecodeError as error:
        found = None if marked else code_page(raw)
        if found is None:
            raise SpreadsheetError(_UNSURE) from error
        return found
    return unicode
