"""The report: the state of every page, in figures."""

import csv
import dataclasses
import datetime
import io
from pathlib import Path

import pytest

from kb.content.model import Plain
from kb.content.problems import Problem, errors
from kb.report import PageState, report
from kb.report.content import content
from kb.report.pages import due_date
from kb.translation import State
from tests.bakery import document, edition
from tests.bases import TODAY, base
from tests.command import kb
from tests.disk import edit, room


def _page(path: str, locale: str = "ru", *, today: datetime.date = TODAY) -> PageState:
    problems = [Problem("ru/glossary/sla.md", 3, "раз"), Problem("ru/glossary/sla.md", 5, "два")]
    found = report(edition(locale), problems, today=today)
    return next(one for one in found.pages if one.document.path == path)


@pytest.mark.parametrize(
    ("reviewed", "recheck", "months", "due"),
    [
        ("2026-11-23", None, 12, "2027-11-23"),
        ("2026-11-23", None, 3, "2027-02-23"),
        ("2028-02-29", None, 12, "2029-02-28"),
        ("2026-12-31", None, 2, "2027-02-28"),
        ("2026-11-23", "2026-12-01", 12, "2026-12-01"),
        ("9999-11-23", None, 12, "9999-11-23"),
        (None, None, 12, None),
    ],
)
def test_a_page_is_due_on_its_own_day_or_months_after_its_review(
    reviewed: str | None, recheck: str | None, months: int, due: str | None
) -> None:
    entry = Plain.model_validate(
        {"type": "plain", "title": "Слово", "reviewed": reviewed, "recheck": recheck}
    )
    found = due_date(entry, months)
    assert (found.isoformat() if found else None) == due


def test_a_page_is_told_in_figures() -> None:
    page = _page("glossary/sla.md")
    assert page.owner == "Пекарь"
    assert page.due is None
    assert page.translation == (("en", State.UNMARKED),)
    assert page.problems == 2
    assert page.flags == ("unreviewed", "translation", "problems")
    assert page.terms == 0  # its own name does not count
    assert page.words > 10
    assert _page("glossary/sla.md", "en").translation == (("en", State.UNMARKED),)
    assert _page("glossary/sla.md", "en").ease is None


def test_links_embeds_fields_and_terms_lead_to_a_page() -> None:
    library = edition().library
    texts = {one.path: one.source.body for one in library.documents if one.locale == "ru"}
    assert "/// checklist | C01" in texts["guides/kak-prosit.md"]
    assert _page("checklists/pered-prosboy.md").inbound >= 1
    # The comparison's columns are drawn from the roles, which name each other.
    assert _page("roles/zakazchik.md").inbound >= 2
    assert _page("index.md").inbound == 0
    assert _page("glossary/brief.md").inbound >= 2


def _reported(docs: Path, locale: str = "ru") -> dict[str, PageState]:
    """The report on the small library as an editor has changed it, by path."""
    kb = base(docs, shown_from=docs.parent)
    assert errors(kb.problems) == []
    return {one.document.path: one for one in report(kb.edition(locale), [], today=TODAY).pages}


def test_a_page_is_in_time_on_the_day_it_is_due(docs: Path) -> None:
    sla = docs / "ru/glossary/sla.md"
    edit(sla, "abbr: SLA", "abbr: SLA\nrecheck: 2026-11-23")
    assert not _reported(docs)["glossary/sla.md"].overdue
    edit(sla, "recheck: 2026-11-23", "recheck: 2026-11-22")
    assert _reported(docs)["glossary/sla.md"].overdue


def test_a_page_does_not_refer_to_itself_but_another_may_by_any_spelling(docs: Path) -> None:
    edit(docs / "ru/index.md", "---\n\n", "---\n\n[Сюда](index.md).\n\n")
    assert _reported(docs)["index.md"].inbound == 0
    edit(docs / "ru/roles/sklad.md", "---\n\n", "---\n\n[Туда](../%69ndex.md).\n\n")
    assert _reported(docs)["index.md"].inbound == 1


def test_a_term_that_becomes_no_link_leads_nowhere(docs: Path) -> None:
    before = _reported(docs)["glossary/brief.md"].inbound
    edit(docs / "ru/about/sources.md", "---\n\n", "---\n\nБриф пишут здесь.\n\n")
    assert _reported(docs)["glossary/brief.md"].inbound == before + 1
    for locale in ("ru", "en"):
        edit(docs / f"{locale}/about/sources.md", "title:", "glossary: false\ntitle:")
    assert _reported(docs)["glossary/brief.md"].inbound == before


def test_a_page_that_is_not_translated_uses_no_terms_of_the_other_language(docs: Path) -> None:
    edit(docs / "ru/about/sources.md", "---\n\n", "---\n\nУ склада есть SLA.\n\n")
    (docs / "en/about/sources.md").unlink()
    assert _reported(docs, "ru")["about/sources.md"].terms == 1
    assert _reported(docs, "en")["about/sources.md"].terms == 0


def test_a_problem_that_is_found_twice_counts_once() -> None:
    problem = Problem("ru/index.md", 3, "раз")
    found = report(edition(), [problem, problem, Problem("ru/index.md", 5, "два")], today=TODAY)
    assert found.totals.problems == 2


def test_links_in_raw_html_lead_to_a_page_too() -> None:
    page = document("R02")
    body = '[Бриф](../glossary/brief.md) и <a href="../glossary/sla.md">SLA</a>.'
    changed = dataclasses.replace(page, source=dataclasses.replace(page.source, body=body))
    assert content(changed).links == ("../glossary/brief.md", "../glossary/sla.md")


def test_totals_add_up() -> None:
    found = report(edition(), [], today=TODAY)
    assert found.totals.pages == len(found.pages) == 12
    assert found.totals.words == sum(one.words for one in found.pages)
    assert found.totals.states == {State.UNMARKED: 12}
    assert found.totals.overdue == 0


def test_the_command_tells_what_waits_and_the_totals(docs: Path) -> None:
    assert "Отмечено: 12." in kb("translations", "--accept", "--all").output
    edit(docs / "ru/glossary/sla.md", "abbr: SLA", "abbr: SLA\nreviewed: 2025-06-01")
    (docs / "en/index.md").unlink()
    result = kb("report", "--locale", "ru")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "docs/ru/index.md: en: перевода нет, замечаний: 1" in lines
    assert any(
        line.startswith("docs/ru/glossary/sla.md: срок проверки прошёл 2026-06-01")
        for line in lines
    )
    assert lines[-1].startswith("ru: просрочено 1, без даты проверки ")
    assert lines[-1].endswith("переведена 11, перевода нет 1.")
    kept = kb("report", "--locale", "ru", "--months", "24").output
    assert "срок проверки прошёл" not in kept


def test_the_table_opens_in_excel_and_runs_no_formula(docs: Path) -> None:
    edit(docs / "ru/index.md", "title: ", "owner: '=HYPERLINK(\"http://x\")'\ntitle: ")
    assert kb("report", "--csv", "r.csv").exit_code == 0
    raw = Path("r.csv").read_bytes()
    assert raw.startswith("\ufeffязык;файл;id;тип;название;владелец;".encode())
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 24
    by_file = {row["файл"]: row for row in rows}
    assert by_file["docs/ru/index.md"]["владелец"] == '\'=HYPERLINK("http://x")'
    assert by_file["docs/ru/roles/sklad.md"]["перевод"] == "en: перевод не отмечен"
    assert int(by_file["docs/ru/roles/sklad.md"]["слов"]) > 20


@pytest.mark.usefixtures("docs")
def test_a_table_that_cannot_be_written_is_told_in_one_line() -> None:
    result = kb("report", "--csv", "no/such/r.csv")
    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("no/such/r.csv: не записать: ")


@pytest.mark.usefixtures("docs")
def test_a_table_that_does_not_fit_leaves_the_old_one() -> None:
    assert kb("report", "--csv", "r.csv").exit_code == 0
    before = Path("r.csv").read_bytes()
    with room(512):
        result = kb("report", "--csv", "r.csv")
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "r.csv: не записать: на диске кончилось место; освободите его"
    )
    assert Path("r.csv").read_bytes() == before


def test_pages_that_cannot_be_read_are_named(docs: Path) -> None:
    edit(docs / "en/glossary/sla.md", "group: ", "grop: ")
    result = kb("report", "--locale", "ru")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert "docs/en/glossary/sla.md:5: поле «grop»: неизвестное поле; может быть, «group»?" in lines
    assert lines[-1] == "Не прочитано страниц: 1; в отчёте их нет."
    assert "перевода нет" not in result.output


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize("months", ["-3", "0", "99999"])
def test_a_number_of_months_that_means_nothing_is_refused(months: str) -> None:
    result = kb("report", "--months", months)
    assert result.exit_code == 2
    assert result.output == f"--months: {months} не подходит; нужно число от 1 до 1200\n"
