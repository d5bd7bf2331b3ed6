"""Comparison: cells written or taken from entries, their layout, and exports to JSON, CSV, XLSX."""

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.content.fields.kinds import Key
from kb.content.model import Comparison, Row
from kb.edition import Edition
from kb.exports import export, subjects
from kb.page import PageContext
from kb.page.comparison import Cell, Criterion, RowGroup, Subject, Table, grid, tabulate
from kb.page.lists import compare
from tests import bakery
from tests.bases import THEME, base
from tests.sites import LIBRARY

WORDS = {"criterion": "Вопрос", "group": "Раздел", "note": "Пояснение", "not_applicable": "нет"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def edition() -> Edition:
    return _edition(LIBRARY)


def _edition(docs: Path) -> Edition:
    return base(docs, themes=[THEME]).edition("ru")


def _comparison(edition: Edition, key: str = "X01") -> Comparison:
    found = edition.find(key)
    assert found is not None
    assert isinstance(found.entry, Comparison)
    return found.entry


def _changed(tmp_path: Path, replace: str, by: str) -> Edition:
    """The small library with one change in its comparison."""
    for path in LIBRARY.rglob("*.*"):
        copy = tmp_path / path.relative_to(LIBRARY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    page = tmp_path / "ru" / "comparisons" / "dve-roli.md"
    text = page.read_text("utf-8")
    assert text.count(replace) == 1
    page.write_text(text.replace(replace, by), "utf-8")
    return _edition(tmp_path)


def test_rows_stand_in_their_groups_and_cells_in_the_order_of_the_columns(edition: Edition) -> None:
    table = tabulate(_comparison(edition), edition.find)
    assert [(group.title, [one.row.id for one in group.criteria]) for group in table.groups] == [
        ("Обязанности", ["duty", "watch"]),
        ("Бумаги", ["brief"]),
    ]
    assert all([cell.subject for cell in one.cells] == [*table.subjects] for one in table.criteria)


def test_a_column_without_a_title_is_named_by_its_entry(edition: Edition) -> None:
    requester, store = tabulate(_comparison(edition), edition.find).subjects
    assert requester.entry is not None
    assert requester.title == requester.entry.entry.title
    assert store.title == "Склад пекарни"


def test_a_field_is_drawn_from_the_entries_and_a_list_stays_one(edition: Edition) -> None:
    duty, watch, _ = tabulate(_comparison(edition), edition.find).criteria
    role = duty.cells[0].origin
    assert role is not None
    assert duty.cells[0].items == role.entry.answers.for_  # type: ignore[union-attr]
    assert watch.cells[0].text == role.entry.watch  # type: ignore[union-attr]
    assert watch.cells[0].origin is role, "its links are relative to it"


def test_a_field_that_an_entry_does_not_have_is_an_empty_cell(tmp_path: Path) -> None:
    edition = _changed(tmp_path, "field: watch", "field: minutes")
    _, minutes, _ = tabulate(_comparison(edition), edition.find).criteria
    assert [cell.text for cell in minutes.cells] == ["", ""]


def test_a_spreadsheet_has_columns_for_groups_and_notes(edition: Edition) -> None:
    rows = grid(tabulate(_comparison(edition), edition.find), WORDS)
    assert rows[0][:2] == ["Раздел", "Вопрос"]
    assert rows[0][-1] == "Пояснение"
    assert rows[3] == [
        "Бумаги",
        "Пишет ли бриф",
        "Да, бриф",  # a link's text
        "нет: читает чужой",
        "Бриф — на одну страницу.",
    ]


STORE = Subject("store", "Склад", None)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(STORE, items=("Везёт муку.", "Пишет [бриф](T01).")), "Везёт муку.\nПишет бриф."),
        (Cell(STORE, not_applicable="читает **чужой**"), "нет: читает чужой"),
    ],
    ids="список причина".split(),
)
def test_in_a_spreadsheet_a_cell_is_plain_text_an_item_a_line(cell: Cell, shown: str) -> None:
    row = Row(id=Key("duty"), criterion="Что **делает**", field="answers.for")
    table = Table((STORE,), (RowGroup("", (Criterion(row, (cell,)),)),))
    assert grid(table, WORDS) == [["Вопрос", "Склад"], ["Что делает", shown]]


def _csv(edition: Edition) -> list[list[str]]:
    written = export("X01", edition)["comparisons/X01.csv"]
    text = written.removeprefix(b"\xef\xbb\xbf").decode()
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_csv_opens_in_a_russian_excel(edition: Edition) -> None:
    written = export("X01", edition)["comparisons/X01.csv"]
    assert written.startswith("\ufeffРаздел;Критерий;".encode())
    assert written.endswith(b"\r\n")
    assert _csv(edition) == grid(
        tabulate(_comparison(edition), edition.find), edition.messages["comparison"]
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_begins_like_a_formula(start: str, tmp_path: Path) -> None:
    edition = _changed(tmp_path, "'Да, [бриф](T01)'", f"'**{start}1+1**'")
    assert _csv(edition)[3][2] == f"'{start}1+1"


def _workbook(edition: Edition) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(export("X01", edition)["comparisons/X01.xlsx"]))


def _sheet(edition: Edition) -> ElementTree.Element:
    return ElementTree.fromstring(_workbook(edition).read("xl/worksheets/sheet1.xml"))  # noqa: S314


def _texts(edition: Edition) -> list[list[str]]:
    """Returns the sheet's cells, each of which must hold a string."""
    shared = ElementTree.fromstring(_workbook(edition).read("xl/sharedStrings.xml"))  # noqa: S314
    texts = ["".join(one.itertext()) for one in shared]
    rows = _sheet(edition).iter(f"{SHEET}row")
    assert {cell.get("t") for cell in _sheet(edition).iter(f"{SHEET}c")} == {"s"}
    return [[texts[int(cell.findtext(f"{SHEET}v", ""))] for cell in row] for row in rows]


def test_the_workbook_says_what_the_csv_says(edition: Edition) -> None:
    assert _texts(edition) == _csv(edition)


def test_the_workbook_keeps_heads_in_sight_and_wraps_its_texts(edition: Edition) -> None:
    pane = next(_sheet(edition).iter(f"{SHEET}pane"))
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "1", "2")
    assert all(float(one.get("width", 0)) > 20 for one in _sheet(edition).iter(f"{SHEET}col"))
    styles = ElementTree.fromstring(_workbook(edition).read("xl/styles.xml"))  # noqa: S314
    wrapped = [one.get("wrapText") for one in styles.iter(f"{SHEET}alignment")]
    assert wrapped
    assert set(wrapped) == {"1"}


def test_a_formula_in_a_workbook_is_text(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://evil.example","бриф")'
    edition = _changed(tmp_path, "'Да, [бриф](T01)'", f"'{hostile}'")
    assert _texts(edition)[3][2] == hostile
    assert not list(_sheet(edition).iter(f"{SHEET}f"))
    assert not list(_sheet(edition).iter(f"{SHEET}hyperlink"))


def test_the_same_library_gives_the_same_bytes(edition: Edition) -> None:
    assert {"comparison", "X01"} <= set(subjects(edition))
    for subject in ("comparison", "X01"):
        assert export(subject, edition) == export(subject, _edition(LIBRARY))


def test_the_json_holds_drawn_cells_too(edition: Edition) -> None:
    (record,) = json.loads(export("comparison", edition)["comparisons.json"])
    duty, watch, brief = record["rows"]
    assert isinstance(duty["cells"]["requester"], list)
    assert isinstance(watch["cells"]["store"], str)
    assert brief["cells"]["store"] == {"not_applicable": "читает чужой"}
    assert [column["title"] for column in record["columns"]][1] == "Склад пекарни"


def _form(edition: Edition, line: str) -> str | None:
    return compare(PageContext("ru/guides/kak-prosit.md", edition), line)


def test_the_compare_form_finds_the_data_from_its_page(edition: Edition) -> None:
    form = _form(edition, "X01 Роли пекарни") or ""
    assert 'data-source="../../data/roles.json"' in form
    assert ">Роли пекарни<" in form
    assert 'data-columns="X01"' in form


@pytest.mark.parametrize("line", ["X99", "R01"])
def test_the_compare_form_takes_columns_of_a_comparison_only(edition: Edition, line: str) -> None:
    assert _form(edition, line) is None


def _paths(locale: str) -> dict[str, list[str]]:
    types = bakery.edition(locale).messages["comparison"]["types"]
    return {kind: list(spec["fields"]) for kind, spec in types.items()}


def test_both_languages_compare_the_same_fields() -> None:
    assert _paths("ru") == _paths("en")
