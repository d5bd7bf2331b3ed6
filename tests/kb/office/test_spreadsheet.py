"""Tables as files: limits on what is read, and texts that spreadsheets must take for texts."""

import datetime
import io
import zipfile

import pytest
from lxml import etree
from xlsxwriter import Workbook

from kb.office.spreadsheet import (
    Sheet,
    SpreadsheetError,
    read_separated,
    read_workbook,
    separated,
    workbook,
)

DAY = datetime.date(2026, 11, 23)


def _workbook(*rows: list[str]) -> bytes:
    return workbook([Sheet("Склад", rows, names=1)], title="Склад", day=DAY)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO(_workbook(["мука"]))
    with zipfile.ZipFile(file, "a") as archive:
        for name in ("xl/media/image1.png", "xl/media/image2.png"):
            archive.writestr(name, b"")
            archive.getinfo(name).file_size = 100_000_000  # written down when the archive is closed
    with pytest.raises(SpreadsheetError, match="файл слишком велик"):
        read_workbook(file.getvalue())


def test_a_workbook_with_a_password_or_of_an_old_kind_is_refused() -> None:
    with pytest.raises(SpreadsheetError, match="закрыт паролем или сохранён в старом виде"):
        read_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.office.spreadsheet._MOST_CELLS", 50)
    assert read_workbook(_workbook(["мука"] * 5, ["соль"]))["Склад"][1] == ["соль", "", "", "", ""]
    with pytest.raises(SpreadsheetError, match="лист «Склад» слишком велик; удалите пустые строки"):
        read_workbook(_workbook(*[["мука"] * 10] * 10))


def test_a_csv_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.office.spreadsheet.LARGEST", 3)
    assert read_separated(b"a;b") == [["a", "b"]]
    with pytest.raises(SpreadsheetError, match="файл слишком велик"):
        read_separated(b"a;b;c")


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_an_error_is_read_wherever_a_workbook_says_its_sheet_is(target: str) -> None:
    written, file = io.BytesIO(), io.BytesIO()
    with Workbook(written) as book:
        book.add_worksheet("Склад").write_formula("A1", "=1/0", None, "#DIV/0!")
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(file, "w") as archive:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                assert part.count(b"worksheets/sheet1.xml") == 1
                part = part.replace(b"worksheets/sheet1.xml", target.encode())
            archive.writestr(name, part)
    assert read_workbook(file.getvalue()) == {"Склад": [["#DIV/0!"]]}


def test_what_is_typed_into_a_cell_stays_a_text() -> None:
    with zipfile.ZipFile(io.BytesIO(_workbook(["Что", "Срок"], ["мука", "1-2"]))) as archive:
        sheet, styles = (
            etree.fromstring(archive.read(f"xl/{name}.xml"))
            for name in ("worksheets/sheet1", "styles")
        )
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter("{*}numFmt")}
    looks = [formats.get(one.get("numFmtId")) for one in styles.iterfind("{*}cellXfs/{*}xf")]
    used = {int(cell.get("s", 0)) for cell in sheet.iter("{*}c")}
    assert {looks[one] for one in used} == {"@"}


@pytest.mark.parametrize("text", ["=1", "+7", "-5", "@я", "\t=1", "\r=1", "'=1"])
def test_a_csv_guards_what_looks_like_a_formula(text: str) -> None:
    written = separated([[text]])
    assert written.decode("utf-8-sig").strip('"\r\n').startswith("'")
    assert read_separated(written) == [[text]]
