"""Tables for Excel: what was exported comes back unchanged, and what is typed is checked."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from kb.bulk.files import Table
from kb.bulk.layout import LAYOUTS, sheets
from kb.bulk.taking import take_over
from kb.content.library import Document, Library
from kb.content.normal_form import write_front
from kb.content.reading.page import read
from kb.draft import FOLDERS
from kb.office.spreadsheet import Sheet, Value, read_separated, read_workbook, separated, workbook
from tests.command import kb
from tests.disk import edit, files_in, room

DAY = datetime.date(2026, 11, 23)

# Any entry survives a round trip through either format.

# A formula that is left as text is reported at its cell.
_ANY = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), max_size=20
).filter(lambda text: not text.startswith("=") or text == "=")
_NASTY = st.sampled_from(
    "=1+1 '=1 ''-5 +7-900 -5°C @дома 007 1.5 2026-11-23 23.11.2026 true ИСТИНА null".split()
    + '"слово" ["а"] [не_json «ёлочки» a;b,c _x0041_ 🙂 # x\u00a0y not_applicable:нет'.split(" ")
    + ["не\nодна\n\nстрока", "  с краю ", "таб\tтаб"]
)
_TEXTS = (_ANY | _NASTY).filter(lambda text: text.strip() != "")
_LISTS = st.lists(_TEXTS, max_size=3)
_MATCH = st.fixed_dictionaries({}, optional={"exact": _LISTS, "never": _LISTS})

_TERMS = st.fixed_dictionaries(
    {"title": _TEXTS, "group": st.sampled_from(["basics", "data"]), "definition": _TEXTS},
    optional={
        "abbr": _TEXTS,
        "aliases": _LISTS,
        "note": _TEXTS,
        "match": _MATCH,
        "reviewed": st.sampled_from(["2026-11-23", "2024-02-29"]),
        "glossary": st.booleans(),
        "search": st.just({"exclude": True}),
        "tags": _LISTS,
    },
)
_ITEM = st.fixed_dictionaries(
    {"text": _TEXTS, "why": _TEXTS},
    optional={"critical": st.booleans(), "link": st.just("T01"), "role": st.just("R01")},
)
_PAGE = {"title": _TEXTS, "summary": _TEXTS}


@st.composite
def _checklists(pick: st.DrawFn) -> dict[str, Any]:
    front: dict[str, Any] = pick(
        st.fixed_dictionaries({**_PAGE, "when": _TEXTS}, optional={"minutes": st.just(5)})
    )
    numbers = iter(range(100))
    groups: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"title": _TEXTS, "items": st.lists(_ITEM, min_size=1, max_size=2)}
    )
    front["groups"] = [
        {**group, "items": [{"id": f"i{next(numbers)}", **item} for item in group["items"]]}
        for group in pick(st.lists(groups, min_size=1, max_size=3))
    ]
    return front


@st.composite
def _comparisons(pick: st.DrawFn) -> dict[str, Any]:
    names = {**_PAGE, "question": _TEXTS, "takeaway": _TEXTS, "mistake": _TEXTS}
    front: dict[str, Any] = pick(st.fixed_dictionaries(names))
    front["columns"] = [{"id": "note", "title": pick(_TEXTS)}, {"id": "b", "ref": "R01"}]
    cell = _TEXTS | st.fixed_dictionaries({"not_applicable": _TEXTS})
    start = st.fixed_dictionaries({"criterion": _TEXTS}, optional={"group": _TEXTS, "note": _TEXTS})
    origin = st.just({"field": "answers.for"}) | st.fixed_dictionaries(
        {"cells": st.fixed_dictionaries({"note": cell, "b": cell})}
    )
    parts = pick(st.lists(st.tuples(start, origin), min_size=1, max_size=3))
    front["rows"] = [{"id": f"r{n}", **one, **rest} for n, (one, rest) in enumerate(parts)]
    return front


ENTRIES = {
    "terms": ("slovo", _TERMS),
    "checklists": ("C01", _checklists()),
    "comparisons": ("X01", _comparisons()),
}
BY_XLSX = "xlsx"


def _library(*documents: Document) -> Library:
    return Library(documents, {}, ("ru", "en"))


def _through(found: list[tuple[Sheet, str]], form: str) -> list[Table]:
    """Returns the tables as they are read back from a file."""
    if form == BY_XLSX:
        raw = workbook([sheet for sheet, _ in found], title="Т", day=DAY)
        return [Table(name, name, rows) for name, rows in read_workbook(raw).items()]
    return [
        Table(name, name, read_separated(separated(sheet.rows), sheet.rows[0]))
        for sheet, name in found
    ]


@pytest.mark.parametrize("form", [BY_XLSX, "csv"])
@pytest.mark.parametrize("what", ENTRIES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_any_entry_comes_back_as_it_was(what: str, form: str, data: st.DataObject) -> None:
    key, entries = ENTRIES[what]
    layout = LAYOUTS[what]
    front = {"id": key, "type": layout.type, **data.draw(entries)}
    path = f"{FOLDERS[layout.type]}/slovo.md"
    try:
        text = f"---\n{write_front(front)}---\n\nТело.\n"
    except ValueError:
        assume(False)
    document = read(text.encode(), "ru", path, path)
    assume(isinstance(document, Document))
    assert isinstance(document, Document)
    tables = _through(list(sheets(layout, _library(document), ["ru"])), form)
    drafts = take_over(tables, layout, _library(document), delete=True)
    assert drafts.problems == []
    (entry,) = drafts.entries.values()
    assert entry.front == document.source.front.data
    assert not entry.is_changed
    # An empty library gets an entry that reads the same, apart from the space around texts.
    drafts = take_over(tables, layout, _library(), delete=True)
    assert drafts.problems == []
    (entry,) = drafts.entries.values()
    assume("\n" not in str([group["title"] for group in front.get("groups", [])]))
    made = read(f"---\n{write_front(entry.front)}---\n".encode(), "ru", entry.path, path)
    assert isinstance(made, Document), made
    if what != "checklists":  # adjacent groups of the same name become one
        assert _tidy(made.entry.model_dump(mode="json")) == _tidy(
            document.entry.model_dump(mode="json")
        )
    assert entry.path == path or what != "terms"


def _tidy(value: Any) -> Any:
    """A value without spaces at the ends of lines, and without the fields that are empty."""
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.split("\n")).strip()
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if isinstance(value, dict):
        tidy = {name: _tidy(one) for name, one in value.items()}
        return {name: one for name, one in tidy.items() if one not in (None, [], {})}
    return value


# What people and spreadsheets do to a table.


Tables = dict[str, list[list[Value]]]
"""The rows of each sheet, by its name."""


def _edited(what: str, change: Callable[[Tables], None]) -> None:
    """Exports, changes the cells as somebody would, and saves them as Excel would."""
    assert kb("export", what, "--out", f"{what}.xlsx").exit_code == 0
    found = read_workbook(Path(f"{what}.xlsx").read_bytes())
    change(found)
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    as_date = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in found.items():
        page = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, datetime.date):
                    page.write_datetime(y, x, value, as_date)
                else:
                    page.write(y, x, value)
    book.close()
    Path(f"{what}.xlsx").write_bytes(file.getvalue())


def _imported(table: str | bytes) -> Result:
    """Imports a table of terms, t.csv, without a question."""
    Path("t.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    return kb("import", "terms", "t.csv", "--yes")


def _refused(table: str | bytes, docs: Path) -> list[str]:
    """Imports a table that must change nothing; returns what is told."""
    before = files_in(docs)
    result = _imported(table)
    *told, nothing = result.output.splitlines()
    assert (result.exit_code, nothing) == (1, "Ничего не записано."), result.output
    assert files_in(docs) == before
    return told


def _at(rows: list[list[Value]], key: str, column: str, locale: str = "ru") -> tuple[int, int]:
    headings = rows[0]
    name = next(one for one in ("id", *headings) if one in headings)
    y = next(
        y
        for y, row in enumerate(rows)
        if row[headings.index(name)] == key and row[headings.index("locale")] == locale
    )
    return y, headings.index(column)


def _set(rows: list[list[Value]], key: str, column: str, value: Value, locale: str = "ru") -> None:
    y, x = _at(rows, key, column, locale)
    rows[y][x] = value


def _remove(rows: list[list[Value]], key: str) -> None:
    rows[:] = [row for row in rows if row[1] != key]


@pytest.mark.parametrize("what", LAYOUTS)
@pytest.mark.parametrize("out", ["t.xlsx", "t"])
def test_nothing_edited_changes_nothing(docs: Path, what: str, out: str) -> None:
    before = files_in(docs)
    assert kb("export", what, "--out", out).exit_code == 0
    result = kb("import", what, out, "--yes", "--delete")
    assert result.output == "Файлов: изменить 0, новых 0, удалить 0.\n"
    assert files_in(docs) == before


@pytest.mark.parametrize("what", LAYOUTS)
def test_a_library_is_made_anew_from_its_tables(docs: Path, what: str) -> None:
    before = files_in(docs)
    assert kb("export", what, "--out", "t.xlsx").exit_code == 0
    folder = FOLDERS[LAYOUTS[what].type]
    gone = [path for path in docs.glob(f"*/{folder}/*.md") if path.name != "index.md"]
    for path in gone:
        path.unlink()
    result = kb("import", what, "t.xlsx", "--yes")
    assert result.exit_code == 0, result.output
    after = files_in(docs)
    assert set(after) == set(before)
    for path in gone:
        name = path.relative_to(docs).as_posix()
        assert _fields(after[name]) == _fields(before[name])


def _fields(raw: bytes) -> dict[str, Any]:
    found = read(raw, "ru", "x.md", "x.md")
    assert isinstance(found, Document)
    return found.source.front.data


def test_what_a_spreadsheet_makes_of_values_is_understood(docs: Path) -> None:
    before = files_in(docs)

    def change(found: Tables) -> None:
        items = found["Пункты"]
        for row in items[1:]:
            x = items[0].index("critical")
            row[x] = {"true": True, "false": False}.get(str(row[x]), row[x])
        for rows in found.values():
            rows.insert(1, [""] * len(rows[0]))  # an empty row
            for row in rows:
                row.reverse()  # other order of columns
                row[:] = [f"{one}  " if isinstance(one, str) and one else one for one in row]

    _edited("checklists", change)
    result = kb("import", "checklists", "checklists.xlsx", "--yes")
    assert result.output == "Файлов: изменить 0, новых 0, удалить 0.\n"
    assert files_in(docs) == before


def test_a_date_of_excel_is_a_date_and_a_change_touches_only_its_line(docs: Path) -> None:
    path = docs / "ru/glossary/brief.md"
    text = path.read_text("utf-8")

    def change(found: Tables) -> None:
        _set(found["Термины"], "brief", "reviewed", datetime.date(2027, 1, 11))

    _edited("terms", change)
    shown = kb("import", "terms", "terms.xlsx")
    assert "+reviewed: 2027-01-11" in shown.output.splitlines()
    assert shown.output.splitlines()[-2:] == [
        "Файлов: изменить 1, новых 0, удалить 0.",
        "Ничего не записано: чтобы записать, добавьте --yes.",
    ]
    assert path.read_text("utf-8") == text
    assert kb("import", "terms", "terms.xlsx", "--yes").exit_code == 0
    after = path.read_text("utf-8")
    assert "reviewed: 2027-01-11\n" in after
    assert len(set(after.split("\n")) ^ set(text.split("\n"))) <= 2


@pytest.mark.parametrize("written", ["23.11.2027", "46714", "2027-11-23"])
def test_dates_of_a_csv(docs: Path, written: str) -> None:
    assert _imported(f"id;reviewed\nsla;{written}\n").exit_code == 0
    assert "reviewed: 2027-11-23" in (docs / "ru/glossary/sla.md").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_of_any_program_is_read(docs: Path, encoding: str, delimiter: str) -> None:
    rows = [["note", "id", "locale"], ["Ёж: «да»; нет", "sla", "ru"], ["", "", ""]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    result = _imported(text.encode(encoding))
    assert result.exit_code == 0, result.output
    assert "note: 'Ёж: «да»; нет'" in (docs / "ru/glossary/sla.md").read_text("utf-8")


def test_suffix_of_a_csv_in_a_folder_may_be_in_capitals(docs: Path) -> None:
    Path("t").mkdir()
    Path("t/terms.CSV").write_text("id;note\nsla;Важно.\n", "utf-8")
    result = kb("import", "terms", "t", "--yes")
    assert result.output.splitlines()[-1] == "Записано."
    assert "note: Важно." in (docs / "ru/glossary/sla.md").read_text("utf-8")


def test_a_new_row_is_a_new_page_and_its_translation_lies_beside_it(docs: Path) -> None:
    text = "locale;id;title;group;definition\n" + "".join(
        f"{locale};oven;{title};process;{definition}\n"
        for locale, title, definition in [
            ("ru", "печь", "В ней пекут."),
            ("en", "oven", "Bread is baked in it."),
        ]
    )
    result = _imported(text)
    assert result.exit_code == 0, result.output
    assert "Файлов: изменить 0, новых 2, удалить 0." in result.output
    assert (docs / "ru/glossary/oven.md").read_text("utf-8") == (
        "---\nid: oven\ntype: term\ntitle: печь\ngroup: process\ndefinition: В ней пекут.\n---\n"
    )
    assert "Ошибок: 0," in kb("check").output


def test_rows_that_are_gone_stay_unless_told(docs: Path) -> None:
    before = files_in(docs)
    _edited("terms", lambda found: _remove(found["Термины"], "sla"))
    kept = kb("import", "terms", "terms.xlsx", "--yes")
    assert kept.output.splitlines() == [
        "Файлов: изменить 0, новых 0, удалить 0.",
        "Без строки в таблице остались (удалить их: --delete):",
        "  docs/en/glossary/sla.md",
        "  docs/ru/glossary/sla.md",
    ]
    assert files_in(docs) == before
    # Something refers to the term: removing it would break the model.
    result = kb("import", "terms", "terms.xlsx", "--yes", "--delete")
    assert result.exit_code == 1
    assert "нет страницы с id «sla»" in result.output
    assert files_in(docs) == before


def test_a_company_gets_its_own_version_of_a_page_of_ours(docs: Path) -> None:
    before = files_in(docs)
    Path("company/ru").mkdir(parents=True)
    Path("company.yml").write_text("INHERIT: mkdocs.yml\nextra:\n  overlay: company\n", "utf-8")

    def change(found: Tables) -> None:
        _set(found["Термины"], "sla", "definition", "Обещание пекаря.")
        _remove(found["Термины"], "brief")

    _edited("terms", change)
    result = kb("import", "terms", "terms.xlsx", "--yes", "--delete")
    assert result.exit_code == 0, result.output
    told = result.output.splitlines()
    assert told[:2] == ["--- docs/ru/glossary/sla.md", "+++ company/ru/glossary/sla.md"]
    assert "+definition: Обещание пекаря." in told
    assert told[-3:] == [
        "Файлов: изменить 0, новых 1, удалить 0.",
        "Наших страниц без строки: 2; они останутся как есть.",
        "Записано.",
    ]
    assert files_in(docs) == before
    assert "definition: Обещание пекаря." in Path("company/ru/glossary/sla.md").read_text("utf-8")
    checked = kb("check").output
    assert "Ошибок: 0," in checked
    assert "заменяет docs/ru/glossary/sla.md" not in checked  # it is marked as compared with it


OVEN = "---\nid: {id}\ntype: term\ntitle: {title}\ngroup: process\ndefinition: В ней пекут.\n---\n"


@pytest.mark.parametrize("gone", ["oven", "zzz-oven"])
def test_a_term_may_take_the_name_of_one_that_goes(docs: Path, gone: str) -> None:
    page = docs / f"ru/glossary/{gone}.md"
    page.write_text(OVEN.format(id=gone, title="печь"), "utf-8")

    def change(found: Tables) -> None:
        rows = found["Термины"]
        _set(rows, "sla", "aliases", "печь")
        _remove(rows, gone)

    _edited("terms", change)
    result = kb("import", "terms", "terms.xlsx", "--yes", "--delete")
    assert result.output.splitlines()[-1] == "Записано."
    assert not page.exists()


def test_a_page_goes_although_another_cannot_be_read(docs: Path) -> None:
    """The pages that refer to the unreadable one are no more wrong than before."""
    page = docs / "ru/glossary/oven.md"
    page.write_text(OVEN.format(id="oven", title="печь"), "utf-8")
    _edited("terms", lambda found: _remove(found["Термины"], "oven"))
    broken = docs / "ru/templates/zapiska.md"
    edit(broken, "title: Записка", "title: 'Записка")
    result = kb("import", "terms", "terms.xlsx", "--yes", "--delete")
    assert result.output.splitlines()[-1] == "Записано."
    assert not page.exists()


def test_an_item_without_a_row_keeps_its_place_or_goes(docs: Path) -> None:
    path = docs / "ru/checklists/pered-prosboy.md"

    def change(found: Tables) -> None:
        rows = found["Пункты"]
        second = next(y for y, row in enumerate(rows) if y > 1)
        key = rows[second][rows[0].index("id")]
        rows[:] = [row for row in rows if row[rows[0].index("id")] != key]

    before = files_in(docs)
    _edited("checklists", change)
    result = kb("import", "checklists", "checklists.xlsx", "--yes")
    assert "остались (удалить их: --delete)" in result.output
    assert files_in(docs) == before
    count = path.read_text("utf-8").count("why:")
    assert kb("import", "checklists", "checklists.xlsx", "--yes", "--delete").exit_code == 0
    assert path.read_text("utf-8").count("why:") == count - 1


def test_a_row_of_a_comparison_is_changed_and_added(docs: Path) -> None:
    def change(found: Tables) -> None:
        for locale, text in (("ru", "Хлеб"), ("en", "Bread")):
            rows = found[f"X01-{locale}"]
            head = rows[0]
            new: dict[Value, Value] = {
                "id": "bread",
                "criterion": text,
                "cells.requester": text,
                "cells.store": f"not_applicable: {text}",
            }
            rows.append([new.get(name, "") for name in head])
            _set(rows, "watch", "criterion", text, locale)

    _edited("comparisons", change)
    result = kb("import", "comparisons", "comparisons.xlsx", "--yes")
    assert result.exit_code == 0, result.output
    assert (
        "  - id: bread\n    criterion: Хлеб\n    cells:\n      requester: Хлеб\n"
        "      store:\n        not_applicable: Хлеб\n"
    ) in (docs / "ru/comparisons/dve-roli.md").read_text("utf-8")
    assert "Ошибок: 0," in kb("check").output


# Whatever would break the model is refused; all faults are reported at once, each at its cell.


def test_every_fault_is_told_at_its_cell_and_nothing_is_written(docs: Path) -> None:
    before = files_in(docs)

    def change(found: Tables) -> None:
        rows = found["Термины"]
        _set(rows, "brief", "group", "проект")
        _set(rows, "brief", "definition", "")
        _set(rows, "sla", "note", datetime.date(2026, 1, 2))
        rows.append(["ru", "", "", "хвост", *[""] * (len(rows[0]) - 4)])

    _edited("terms", change)
    result = kb("import", "terms", "terms.xlsx", "--yes")
    assert result.exit_code == 1
    assert [line.split(";")[0] for line in result.output.splitlines()] == [
        "terms.xlsx:Термины!N4: столбец «note»: программа превратила текст в дату или время",
        "terms.xlsx:Термины!B6: нет id",
        "terms.xlsx:Термины!G2: поле «definition»: обязательное поле не заполнено",
        "terms.xlsx:Термины!E2: поле «group»: «проект» не подходит",
        "Ничего не записано.",
    ]
    assert files_in(docs) == before


@pytest.mark.usefixtures("docs")
def test_an_item_of_no_checklist_and_a_number_in_words_are_told_at_their_cells() -> None:
    def change(found: Tables) -> None:
        _set(found["Чек-листы"], "C01", "minutes", "пять")
        items = found["Пункты"]
        parent = items[0].index("checklist")
        items[1][parent], items[2][parent] = "", "C99"

    _edited("checklists", change)
    *told, _ = kb("import", "checklists", "checklists.xlsx", "--yes").output.splitlines()
    assert told == [
        "checklists.xlsx:Чек-листы!F2: столбец «minutes»: нужно целое число",
        "checklists.xlsx:Пункты!B2: не указано, чья это строка",
        "checklists.xlsx:Пункты!B3: нет записи «C99» на языке «ru»; "
        "добавьте её в таблицу Чек-листы (checklists.csv)",
    ]


def test_an_error_that_was_there_before_does_not_stop_an_import(docs: Path) -> None:
    page = docs / "ru/glossary/sla.md"
    page.write_text(page.read_text("utf-8") + "\n/// checklist | C99\n///\n", "utf-8")
    result = _imported("id;note\nsla;Важно.\n")
    assert result.output.splitlines()[-1] == "Записано."
    assert "note: Важно." in page.read_text("utf-8")


def test_a_reference_to_nothing_is_told_at_its_cell(docs: Path) -> None:
    assert _refused("id;related\nsla;net-takogo\n", docs)[0] == (
        "t.csv!B2: поле «related[1]»: нет страницы с id «net-takogo»; проверьте, нет ли опечатки"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id;grup\nsla;x\n", "t.csv!B1: неизвестный столбец «grup»; может быть, «group»?"),
        ("id;note;note\nsla;x;y\n", "t.csv!C1: столбец «note» указан дважды"),
        ("id;note;\nsla;x;y\n", "t.csv!C2: у столбца нет имени; уберите его"),
        ("id;note\nsla;x\nsla;y\n", "t.csv!A3: «sla» на языке «ru» выше уже есть"),
        ("locale;id\nfr;sla\n", "t.csv!A2: нет языка «fr»; бывают: ru, en"),
        ("id;title\nG01;x\n", "t.csv!A2: «G01» — это guide; дайте записи другой id"),
        ("id;file\nsla;glossary/x.md\n", "t.csv!B2: запись лежит в «glossary/sla.md»"),
        ("id;file;title\nnew;../../x.md;x\n", "t.csv!B2: «../../x.md» не путь страницы"),
        ("id;file;title\nnew;glossary/sla.md;x\n", "t.csv!A2: файл «ru/glossary/sla.md» уже есть"),
        ("id;glossary\nsla;может\n", "t.csv!B2: столбец «glossary»: нужно «true» или «false»"),
    ],
)
def test_a_table_that_is_wrong_is_told_in_one_line(docs: Path, text: str, told: str) -> None:
    (first,) = _refused(text, docs)
    assert first.startswith(told)


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", b"no workbook"), ("t.xlsx", b"PK\x03\x04broken"), ("t.pdf", b"x"), ("t.xls", b"x")],
)
def test_a_file_of_another_kind_is_told_in_one_line(name: str, content: bytes) -> None:
    Path(name).write_bytes(content)
    result = kb("import", "terms", name)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith(f"{name}: ")


@pytest.mark.usefixtures("docs")
def test_an_export_overwrites_nothing() -> None:
    Path("t.xlsx").write_bytes(b"somebody's work")
    result = kb("export", "terms", "--out", "t.xlsx")
    assert result.exit_code == 1
    assert result.output == "t.xlsx: файл уже есть; удалите его или назовите другой\n"
    assert Path("t.xlsx").read_bytes() == b"somebody's work"
    assert "назовите папку или .xlsx" in kb("export", "comparisons", "--out", "t.csv").output


def test_comments_in_the_fields_are_not_lost(docs: Path) -> None:
    path = docs / "ru/glossary/sla.md"
    edit(path, "group:", "# проверено\ngroup:")
    (told,) = _refused("id;note\nsla;x\n", docs)
    assert "есть примечание после «#»" in told


def test_a_full_disk_is_told_whatever_is_being_written(docs: Path) -> None:
    before = files_in(docs)
    Path("t.csv").write_text(f"id;note\nsla;{'Важно. ' * 200}\n", "utf-8")
    with room(1000):
        result = kb("import", "terms", "t.csv", "--yes")
    assert result.exit_code == 1
    told, nothing = result.output.splitlines()
    assert told.endswith(": на диске кончилось место; освободите его")
    assert nothing == "Ничего не записано."
    assert files_in(docs) == before


# A page that cannot be read is not taken for a missing one.


def test_a_table_without_the_pages_that_cannot_be_read_is_not_written(docs: Path) -> None:
    page = docs / "ru/glossary/sla.md"
    edit(page, "title: ", "title: '")
    result = kb("export", "terms", "--out", "t.csv")
    assert result.exit_code == 1
    told, nothing = result.output.splitlines()
    assert told.startswith("docs/ru/glossary/sla.md:4: ошибка в записи полей: ")
    assert nothing.startswith("Ничего не записано: эти страницы не читаются")
    assert not Path("t.csv").exists()
    # It is clearly a term: the other tables do not miss it.
    assert kb("export", "checklists", "--out", "t").exit_code == 0
    assert kb("export", "terms", "--locale", "en", "--out", "en.csv").exit_code == 0


def test_an_entry_whose_page_cannot_be_read_is_not_new(docs: Path) -> None:
    page = docs / "ru/glossary/sla.md"
    assert kb("export", "terms", "--out", "t.csv").exit_code == 0
    edit(page, "title: ", "title: '")
    result = kb("import", "terms", "t.csv", "--yes", "--delete")
    assert result.exit_code == 1
    told, nothing = result.output.splitlines()
    assert "страница этой записи не читается" in told
    assert "docs/ru/glossary/sla.md:4: ошибка в записи полей" in told
    assert nothing == "Ничего не записано."
    assert page.exists()


# One fault, one message, however many cells it spoils.


@pytest.mark.parametrize(
    ("what", "table"), [("terms", "Термины"), ("checklists", "Пункты"), ("comparisons", "X01-ru")]
)
@pytest.mark.parametrize("with_title", [True, False])
def test_a_table_without_its_headings_is_one_fault(
    docs: Path, what: str, table: str, with_title: bool
) -> None:
    before = files_in(docs)

    def change(found: Tables) -> None:
        found[table][: not with_title] = [["Из базы знаний"]] if with_title else []

    _edited(what, change)
    result = kb("import", what, f"{what}.xlsx", "--yes", "--delete")
    told, nothing = result.output.splitlines()
    assert told.startswith(f"{what}.xlsx:{table}!A1: первая строка — не имена столбцов; ")
    assert nothing == "Ничего не записано."
    assert files_in(docs) == before


def test_a_table_that_lost_the_column_of_ids_is_one_fault(docs: Path) -> None:
    (told,) = _refused("locale;note\nru;x\nru;y\n", docs)
    assert told == "t.csv!A1: нет столбца «id»; верните имена столбцов, как в выгрузке"


@pytest.mark.parametrize("encoding", ["koi8-r", "mac-cyrillic", "cp866"])
def test_a_csv_in_another_code_page_is_read(docs: Path, encoding: str) -> None:
    assert _imported("id;note\nsla;Прочитайте памятку заранее.\n".encode(encoding)).exit_code == 0
    assert "note: Прочитайте памятку заранее." in (docs / "ru/glossary/sla.md").read_text("utf-8")


@pytest.mark.parametrize("raw", ["id;note\nsla;Ж\n".encode("koi8-r"), b"\xff\xfei\x00d"])
def test_an_encoding_that_is_not_sure_is_told_in_one_line(docs: Path, raw: bytes) -> None:
    before = files_in(docs)
    result = _imported(raw)
    assert result.exit_code == 1
    assert result.output == (
        "t.csv: кодировку не узнать; сохраните таблицу как «CSV UTF-8» или .xlsx\n"
    )
    assert files_in(docs) == before


def _with_minus(docs: Path) -> Path:
    page = docs / "ru/glossary/sla.md"
    edit(page, "group:", "note: От −5 до −1 градуса.\ngroup:")
    return page


def test_a_character_that_a_code_page_lacks_is_no_change(docs: Path) -> None:
    page = _with_minus(docs)
    assert kb("export", "terms", "--out", "t.csv").exit_code == 0
    text = Path("t.csv").read_text("utf-8-sig")
    result = _imported(text.encode("cp1251", "replace"))
    assert result.output == "Файлов: изменить 0, новых 0, удалить 0.\n"
    assert "−5" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("note", "encoding"),
    [
        ("Теперь от ?5 до ?1 градуса.", "cp1251"),
        ("Спросите ?клиента? заранее.", "koi8-r"),
        ("????????", "utf-8"),
        ("Спросите кл\ufffd\ufffdента.", "utf-8"),
    ],
)
def test_lost_letters_are_told_once(docs: Path, note: str, encoding: str) -> None:
    _with_minus(docs)
    text = f"id;note;definition\nsla;{note};{note}\n"
    (told,) = _refused(text.encode(encoding), docs)
    assert told == (
        "t.csv!C2: столбец «definition»: при сохранении таблицы пропали буквы или знаки; "
        "сохраните её как «CSV UTF-8» или .xlsx"
    )


def test_a_question_is_no_lost_letter(docs: Path) -> None:
    page = _with_minus(docs)
    assert _imported("id;definition\nsla;Кто ждёт (и когда?)\n".encode("cp1251")).exit_code == 0
    assert "Кто ждёт (и когда?)" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("#ССЫЛКА!", "«#ССЫЛКА!» — это ошибка формулы; впишите сам текст"),
        ("#REF!", "«#REF!» — это ошибка формулы"),
        ("#Н/Д", "«#Н/Д» — это ошибка формулы"),
        ("#ИМЯ?", "«#ИМЯ?» — это ошибка формулы"),
        ("=A1+B1", "это формула, а не её значение; вставьте вместо неё сам текст"),
        ("=СУММ(а)", "это формула"),
    ],
)
@pytest.mark.parametrize("key", ["sla", "new"])
def test_what_a_formula_left_is_told_at_its_cell(
    docs: Path, written: str, told: str, key: str
) -> None:
    (first,) = _refused(f"id;title;group;definition\n{key};слово;process;{written}\n", docs)
    assert first.startswith(f"t.csv!D2: столбец «definition»: {told}")


@pytest.mark.parametrize("written", ["#клиент", "=1+1", "# Раз", "#1"])
def test_a_text_that_only_begins_like_a_formula_stays(docs: Path, written: str) -> None:
    assert _imported(f"id;note\nsla;{written}\n").exit_code == 0
    assert written in (docs / "ru/glossary/sla.md").read_text("utf-8")


@pytest.mark.usefixtures("docs")
def test_an_error_of_excel_is_told_as_it_is_shown() -> None:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.add_worksheet("Заметки")
    page = book.add_worksheet("Термины")
    page.write_row(0, 0, ["id", "definition"])
    page.write(1, 0, "sla")
    page.write_formula(1, 1, "=A1000/0", None, "#DIV/0!")
    book.close()
    Path("t.xlsx").write_bytes(file.getvalue())
    told, _ = kb("import", "terms", "t.xlsx", "--yes").output.splitlines()
    assert told == (
        "t.xlsx:Термины!B2: столбец «definition»: «#DIV/0!» — это ошибка формулы; впишите сам текст"
    )


def test_a_message_about_a_text_of_several_lines_is_one_line(docs: Path) -> None:
    text = 'locale;id;group;"но\nте"\n"р\nу";sla;;x\nru;sla;"про\nцесс";x\n'
    places = [line.split(": ")[0] for line in _refused(text, docs)]
    assert places == ["t.csv!D1", "t.csv!A2", "t.csv!C3"]


@pytest.mark.usefixtures("docs")
def test_a_translation_that_no_longer_agrees_is_told_at_its_cell() -> None:

    def change(found: Tables) -> None:
        rows = found["Пункты"]
        new = list(next(row for row in rows if row[0] == "ru"))
        new[rows[0].index("id")] = "new"
        rows.insert(2, new)

    _edited("checklists", change)
    told, _ = kb("import", "checklists", "checklists.xlsx", "--yes").output.splitlines()
    assert told.startswith("checklists.xlsx:Пункты!C")
    assert "в оригинале пунктов" in told


def test_an_answer_is_asked_for_in_a_terminal(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.import_.can_ask", lambda: True)
    Path("t.csv").write_text("id;note\nsla;Важно.\n", "utf-8")
    before = files_in(docs)
    refused = kb("import", "terms", "t.csv", typed="нет\n").output.splitlines()
    assert refused[-1] == "Ничего не записано."
    assert files_in(docs) == before
    answers = kb("import", "terms", "t.csv", typed="ага\nда\n").output
    assert "Записать? (да, нет) [нет]: ага\n«ага» не подходит" in answers
    assert "note: Важно." in (docs / "ru/glossary/sla.md").read_text("utf-8")
