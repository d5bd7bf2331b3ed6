"""The `kb` command, as an editor runs it."""

import shutil
from pathlib import Path

import pytest

from kb.lint.rumdl import CONFIG as RULES
from tests.command import kb
from tests.disk import edit
from tests.sites import ROOT


@pytest.mark.usefixtures("docs")
def test_a_library_without_errors_ends_with_0() -> None:
    result = kb("check")
    assert result.exit_code == 0, result.output
    assert "Ошибок: 0" in result.output


def test_the_pages_of_one_language_may_be_checked_alone(docs: Path) -> None:
    (docs / "en/index.md").write_text("no page", "utf-8")
    result = kb("check", "--locale", "ru")
    assert result.exit_code == 0, result.output
    assert "docs/en" not in result.output


def test_an_error_is_told_in_one_line_and_ends_with_1(docs: Path) -> None:
    edit(docs / "ru/roles/sklad.md", "side: team", "side: teem")
    result = kb("check")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert (
        "docs/ru/roles/sklad.md:6: поле «side»: «teem» не подходит; "
        "возможные значения: internal, external, team"
    ) in lines
    assert lines[-1].startswith("Ошибок: 1, ")


def test_a_file_outside_the_folders_is_not_said_to_be_right(docs: Path) -> None:
    Path("README.md").write_text("# Название\n", "utf-8")
    result = kb("check", "README.md", "docs/sources.yml")
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if ":" in line and "rumdl" not in line] == [
        "README.md:1: не проверено: это не из папок со страницами (docs); "
        "добавьте папку ключом --docs",
        "Ошибок: 1, предупреждений: 0.",
    ]
    for inside in (docs / "sources.yml", docs / "ru", docs.parent):
        assert kb("check", str(inside)).exit_code == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("\n---\n", "1: над полями пустая строка; удалите её: страница начинается с «---»"),
        ("---\n---\nowner: https://a.example\n", "2: лишняя строка «---» внутри полей; удалите её"),
    ],
)
def test_fields_are_not_told_as_markup(docs: Path, fields: str, told: str) -> None:
    shutil.copy(ROOT / RULES, ".")
    page = docs / "ru/page.md"
    page.write_text(f"{fields}type: plain\ntitle: Слово\n---\n\nСлово\n<!--\n", "utf-8")
    first, last = kb("check", "docs/ru/page.md").output.splitlines()[:-1]
    assert first == f"docs/ru/page.md:{told}"
    assert last.endswith(":1: комментарий <!-- не закрыт; допишите -->")


def test_a_translation_that_cannot_be_read_is_not_missing(docs: Path) -> None:
    edit(docs / "en/glossary/sla.md", "group: ", "grop: ")
    output = kb("check").output
    assert "docs/en/glossary/sla.md:" in output
    assert "нет перевода" not in output
    assert "нет текста" not in output, "a term needs none, and its type may be what is wrong"


def test_an_overdue_page_is_only_a_warning(docs: Path) -> None:
    edit(docs / "ru/glossary/sla.md", "abbr: SLA", "abbr: SLA\nrecheck: 2026-11-22")
    result = kb("check")
    assert result.exit_code == 0
    assert (
        "docs/ru/glossary/sla.md:7: предупреждение: поле «recheck»: срок перепроверки прошёл "
        "2026-11-22; сверьте страницу с источниками и поставьте новую дату"
    ) in result.output.splitlines()


@pytest.mark.usefixtures("docs")
def test_a_company_s_pages_are_checked_too_if_its_settings_lie_here() -> None:
    page = Path("company/ru/glossary/smena.md")
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: term\n---\n", "utf-8")
    assert "company/ru" not in kb("check").output
    Path("mkdocs.yml").write_text("hooks: []\nextra: {overlay: null}\n", "utf-8")
    Path("company.yml").write_text("INHERIT: mkdocs.yml\nextra:\n  overlay: company\n", "utf-8")
    result = kb("check")
    assert result.exit_code == 1
    assert "company/ru/glossary/smena.md:2: поле «definition»: обязательное" in result.output
    named = kb("check", "--docs", "docs")
    assert "company/ru" not in named.output
