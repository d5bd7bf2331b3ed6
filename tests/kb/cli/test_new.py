"""`kb new`, run as an editor runs it: the page loads, and no file is overwritten."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from kb.content.model import TYPES
from kb.content.normal_form import write_front
from kb.content.problems import Problem, errors
from kb.content.yaml.front_matter import SourceText, parse
from kb.draft import FOLDERS, DraftError, skeleton
from kb.lint import Lint
from kb.urls import address
from tests.bases import base
from tests.command import kb
from tests.disk import edit, room
from tests.sites import environment


def _new(*arguments: str) -> Result:
    return kb("new", *arguments)


def _written(result: Result) -> list[Path]:
    assert result.exit_code == 0, result.output
    return [
        Path(line.partition(":")[0]) for line in result.output.splitlines() if "создано" in line
    ]


def _problems(*paths: Path, roots: tuple[Path, ...] = (Path("docs"),)) -> list[Problem]:
    """Returns the problems that the check finds in the pages at these paths."""
    kb = base(*roots, shown_from=Path.cwd())
    shown = {path.as_posix() for path in paths}
    found = [one for one in kb.problems if one.path in shown]
    pages = [one for one in kb.library.documents if one.shown_as in shown]
    assert found or len(pages) == len(paths)
    lint = Lint(kb)
    return found + [one for page in pages for one in lint.page(page)]


def _fields(path: Path) -> dict[str, object]:
    source = parse(path.read_text("utf-8"))
    assert isinstance(source, SourceText)
    assert path.read_text("utf-8") == (
        f"---\n{write_front(source.front.data)}---\n{source.body}"
    ), "not in the normal form"
    return source.front.data


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize("kind", FOLDERS)
def test_page_of_every_type_has_only_placeholders_to_replace(kind: str) -> None:
    russian, english = _written(_new(kind, "Приём заявок на склад", "--en"))
    assert russian == Path("docs/ru", FOLDERS[kind], "priyom-zayavok-na-sklad.md")
    found = _problems(russian, english)
    assert errors(found) == []
    assert {(one.path, one.rule) for one in found} == {
        (russian.as_posix(), "placeholder"),
        (english.as_posix(), "untranslated"),
    }
    (waits,) = (one for one in found if one.rule == "untranslated")
    assert "страница ждёт перевода" in waits.message
    fields = _fields(russian)
    assert fields["title"] == "Приём заявок на склад"
    assert fields["reviewed"] == "2026-11-23"
    assert _fields(english).get("id") == fields.get("id")
    assert ("id" in fields) is (kind != "plain")
    assert _fields(english)["title"] == "‹translate: Приём заявок на склад›"


@pytest.mark.usefixtures("docs")
def test_placeholders_are_told_where_they_stand() -> None:
    (page,) = _written(_new("role", "Дежурный"))
    lines = page.read_text("utf-8").splitlines()
    told = [one for one in _problems(page) if one.rule == "placeholder"]
    assert {one.line for one in told} == {n for n, line in enumerate(lines, 1) if "‹" in line}
    for one in told:
        assert lines[one.line - 1][one.column - 1] == "‹", one
    page.write_text(page.read_text("utf-8").replace("‹замените: ", "").replace("›", ""), "utf-8")
    assert _problems(page) == []


@pytest.mark.parametrize(
    ("theirs", "wanted"),
    [
        ("VEKTOR-R41", "VEKTOR-R42"),
        ("VEKTOR-7", "VEKTOR-R01"),
        ("R41", "COMPANY-R01"),  # perhaps a page of ours that they replace
        ("sklad-2", "COMPANY-R01"),
    ],
)
def test_id_in_a_companys_folder_begins_with_its_name(docs: Path, theirs: str, wanted: str) -> None:
    role = (docs / "ru/roles/sklad.md").read_text("utf-8")
    broken = role.replace("id: R02", f"id: {theirs}").replace("side: team", "side: teem")
    (docs.parent / "company/ru/roles").mkdir(parents=True)
    (docs.parent / "company/ru/roles/shop.md").write_text(broken, "utf-8")
    folders = ("--docs", "docs", "--docs", "company")
    (page,) = _written(_new("role", "Кассир", *folders))
    assert page == Path("company/ru/roles/kassir.md")
    assert _fields(page)["id"] == wanted, "one that no upgrade can bring"
    assert errors(_problems(page, roots=(docs, Path("company")))) == []
    page.unlink()
    assert _fields(*_written(_new("role", "Кассир")))["id"] == "R03", "the company's is not ours"


def test_id_is_the_one_after_the_highest_even_if_that_page_is_wrong(docs: Path) -> None:
    role = docs / "ru/roles/sklad.md"
    edit(role, "id: R02", "id: R41")
    edit(role, "side: team", "side: teem")
    assert _fields(*_written(_new("role", "Кассир")))["id"] == "R42"


def test_page_shown_as_an_example_takes_no_id(docs: Path) -> None:
    page = docs / "ru/about/sources.md"
    example = "\n```yaml\n---\nid: request-queue\ntype: term\n---\n```\n\n```yaml\nid: R40\n```\n"
    page.write_text(page.read_text("utf-8") + example, "utf-8")
    (term,) = _written(_new("term", "очередь запросов", "--id", "request-queue"))
    assert term.stem == "request-queue"
    assert _fields(*_written(_new("role", "Дежурный")))["id"] == "R03"


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Роль: «вторая»", "rol-vtoraya"),
        ("'кавычки' и \"другие\"", "kavychki-i-drugiye"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("{{ config }} {% raw %}", "config-raw"),
        ("???", "role"),
        ("- # & * ! | > %@`", "role"),
        ("Help desk", "help-desk"),
        ("Index", "role-index"),
        ("Con", "role-con"),
        ("2026-11-23", "2026-11-23"),
        ("true", "true"),
        ("  Два\n слова\t", "dva-slova"),
        ("‹замените: хитрость›", "zamenite-khitrost"),
        ("Очень " + "длинное " * 20 + "название", "ochen-" + "-".join(["dlinnoye"] * 6)),
    ],
)
def test_any_title_makes_a_page_that_loads(title: str, name: str) -> None:
    russian, english = _written(_new("--en", "role", "--", title))
    assert russian.name == f"{name}.md"
    assert not [one for one in _problems(russian, english) if one.rule in ("", "link")]
    wanted = " ".join(title.split())
    assert _fields(russian)["title"] == wanted.replace("‹", "").replace("›", "")


@pytest.mark.usefixtures("docs")
def test_names_that_collide_in_latin_letters_get_a_number() -> None:
    first, second = (_written(_new("guide", title))[0] for title in ("Объём", "Обём"))
    assert (first.name, second.name) == ("obyom.md", "obyom-2.md")
    one, two = (_written(_new("term", title))[0] for title in ("объём", "обём"))
    assert [_fields(path)["id"] for path in (one, two)] == ["obyom", "obyom-2"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["role", "склад"], "«склад» уже есть: docs/ru/roles/sklad.md; допишите эту страницу"),
        (["term", "SLA"], "уже есть: docs/ru/glossary/sla.md"),
        (["role", " "], "название пустое"),
        (["role", "а\x00б"], "невидимый знак"),
        (["role", "а\u202eб", "--slug", "Ой"], "«Ой» не годится для адреса"),
        (["role", "Кот", "--slug", "index"], "«index» не годится для адреса"),
        (["role", "Кот", "--slug", "sklad"], "имя файла «sklad.md» уже занято"),
        (["role", "Кот", "--id", "R02"], "id «R02» уже занят"),
        (["role", "Кот", "--id", "kot"], "поле «id»: «kot» не номер страницы"),
        (["role", "Кот", "--side", "x"], "поле «side»: «x» не подходит; возможные значения"),
        (["role", "Кот", "--locale", "de"], "нет заготовок на языке «de»; есть: en, ru"),
        (["rola", "Кот"], "нет типа «rola»; возможные значения: guide, role"),
        (["role"], "не названо, как зовут страницу"),
        ([], "не назван тип"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    docs: Path, arguments: list[str], told: str
) -> None:
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    result = _new(*arguments)
    assert result.exit_code == 1
    assert told in result.output
    assert not result.output.startswith("Error")
    assert len(result.output.splitlines()) == 1
    assert {path: path.read_bytes() for path in docs.rglob("*.md")} == before


def test_no_file_is_written_over_and_none_is_left_half_done(docs: Path) -> None:
    taken = docs / "en/roles/kassir.md"
    taken.mkdir()
    result = _new("role", "Кассир", "--en")
    assert result.exit_code == 1
    assert "docs/en/roles/kassir.md: такой файл уже есть; ничего не записано" in result.output
    assert not (docs / "ru/roles/kassir.md").exists()


def test_a_page_that_has_no_room_is_told_in_russian(docs: Path) -> None:
    with room(10):
        result = _new("role", "Кассир")
    assert (result.exit_code, result.output) == (
        1,
        "docs/ru/roles/kassir.md: на диске кончилось место; освободите его; ничего не записано\n",
    )
    assert not (docs / "ru/roles/kassir.md").exists()


@pytest.mark.usefixtures("docs")
def test_fields_asked_for_are_written() -> None:
    options = ["--side", "team", "--audience", "ld", "--audience", "service", "--owner", "Ольга"]
    fields = _fields(*_written(_new("role", "Кассир", *options, "--id", "SHOP-7")))
    assert fields["id"] == "SHOP-7"
    assert (fields["side"], fields["audience"], fields["owner"]) == (
        "team",
        ["ld", "service"],
        "Ольга",
    )


@pytest.mark.usefixtures("docs")
def test_editor_is_told_where_to_look() -> None:
    told = _new("term", "index").output.splitlines()
    assert told[0] == "docs/ru/glossary/term-index.md: создано, id term-index"
    assert told[-1].endswith("http://127.0.0.1:8000/glossary/term-index/")
    assert [address(one) for one in ("index.md", "roles/index.md", "a.md")] == ["", "roles/", "a/"]


@pytest.mark.parametrize(
    ("settings", "shown_at"),
    [
        ("", "http://127.0.0.1:8000/glossary/term-index/"),
        (
            "site_url: https://portal.example/base/klient\n",
            "http://127.0.0.1:8000/base/klient/glossary/term-index/",
        ),
    ],
)
def test_company_is_told_to_look_at_its_own_site(docs: Path, settings: str, shown_at: str) -> None:
    (docs.parent / "company.yml").write_text(f"{settings}extra: {{overlay: company}}\n", "utf-8")
    Path("company").mkdir()
    told = _new("term", "index").output.splitlines()
    assert told[0] == "company/ru/glossary/term-index.md: создано, id term-index"
    assert told[-1] == f"Смотрите в make serve CONFIG=company.yml: {shown_at}"
    ours = _new("term", "index 2", "--docs", "docs").output.splitlines()
    assert ours[-1] == "Смотрите в make serve: http://127.0.0.1:8000/glossary/index-2/"


@pytest.mark.usefixtures("docs")
def test_at_a_terminal_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.new.can_ask", lambda: True)
    result = kb("new", typed="роль\nrole\nДежурный «ночной»\nteam\n")
    assert "Error" not in result.output
    assert "«роль» не подходит; возможные значения: guide, role" in result.output
    fields = _fields(Path("docs/ru/roles/dezhurniy-nochnoy.md"))
    assert (fields["title"], fields["side"]) == ("Дежурный «ночной»", "team")
    result = kb("new", "guide", "Гайд о складе", typed="\n")
    assert _fields(Path("docs/ru/guides/gayd-o-sklade.md"))["section"] == "do"


_TELLS_THAT_IT_MAY_WAIT = """
import sys
from kb.cli import main
sys.addaudithook(lambda event, _: event == "fcntl.flock" and print("may wait", flush=True))
main(["new", "role", "Кассир"])
"""


def test_two_at_once_get_two_ids(docs: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="Windows cannot lock folders")
    first = os.open(docs, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    second = subprocess.Popen(
        [sys.executable, "-c", _TELLS_THAT_IT_MAY_WAIT],
        cwd=docs.parent,
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert second.stdout
        assert second.stdout.readline() == "may wait\n"
        role = (docs / "ru/roles/sklad.md").read_text("utf-8")
        (docs / "ru/roles/gruzchik.md").write_text(role.replace("id: R02", "id: R03"), "utf-8")
    finally:
        os.close(first)
        told, _ = second.communicate()
    assert told.startswith("docs/ru/roles/kassir.md: создано, id R04\n")
    assert second.returncode == 0


def test_every_type_of_entry_can_be_made() -> None:
    assert set(FOLDERS) == set(TYPES)


def test_a_new_type_without_a_page_to_start_from_is_told_of_that() -> None:
    with pytest.raises(DraftError, match=r"нет заготовки страницы «policy»; .*/ru/policy\.md"):
        skeleton("policy", "ru")
