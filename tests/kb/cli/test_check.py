"""`kb check` and `kb check --fix`, run as an editor runs them."""

import shutil
from pathlib import Path

import pytest

from kb.lint.rumdl import CONFIG as RULES
from tests.command import kb
from tests.disk import protected, room
from tests.sites import LIBRARY, ROOT, run

PAGE = "---\ntype: plain\ntitle: 'Слово'\n---\n\nУчет клиентов - дело {word}.  \n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LIBRARY, tmp_path / "docs")
    return tmp_path


def _check(folder: Path, *options: str) -> tuple[int, list[str]]:
    done = run("kb", "check", *options, folder=folder)
    lines = [line for line in done.stdout.splitlines() if "page.md" in line]
    return done.returncode, [line for line in lines if "нет перевода" not in line]


def test_mistake_of_language_is_told_with_its_line(folder: Path) -> None:
    (folder / "docs" / "ru" / "page.md").write_text(PAGE.format(word="общее"), "utf-8")
    assert _check(folder) == (
        1,
        [
            "docs/ru/page.md:6:1: «Учет»: здесь нужна ё; напишите «Учёт»",
            "docs/ru/page.md:6:14: « - » вместо тире; напишите « — »",
        ],
    )


def test_text_of_a_page_with_wrong_fields_is_checked_too(folder: Path) -> None:
    text = PAGE.format(word="по закону № 152-ФЗ, [общее](nikuda.md)").replace(
        "type: plain", "type: plain\nauthor: я"
    )
    (folder / "docs" / "ru" / "page.md").write_text(text, "utf-8")
    code, lines = _check(folder)
    assert code == 1
    assert [line.split(":")[1] for line in lines] == ["3", "7", "7", "7"]
    assert "поле «author»: неизвестное поле" in lines[0]
    assert "«Учет»" in lines[1]
    assert "nikuda.md" in lines[3]


def test_broken_list_of_words_is_told_whatever_page_is_asked_about(folder: Path) -> None:
    (folder / "docs" / "words.yml").write_text("ru:\n\tknown: []\n", "utf-8")
    done = run("kb", "check", "docs/ru/index.md", folder=folder)
    assert done.returncode == 1
    assert "docs/words.yml:2: ошибка в записи полей: отступ сделан табуляцией" in done.stdout


def test_markup_of_pages_outside_the_project_is_told_by_the_name_that_was_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder.parent / f"{folder.name}-company" / "ru" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE.format(word="общее") + "\n\nСлово.\n", "utf-8")
    shutil.copy(ROOT / RULES, folder)
    company = f"../{page.parents[1].name}"
    monkeypatch.chdir(folder)
    told = kb("check", "--docs", "docs", "--docs", company, f"{company}/ru/page.md").output
    assert f"{company}/ru/page.md:8:1: предупреждение: лишняя пустая строка; оставьте одну" in told


def test_places_on_pages_are_looked_for_outside_the_project_too(folder: Path) -> None:
    (folder / "docs" / "ru" / "page.md").write_text(
        PAGE.format(word="[общее](index.md#nikuda)").replace("Учет клиентов -", "Учёт клиентов —"),
        "utf-8",
    )
    code, lines = _check(folder)
    assert code == 1
    told = "на странице docs/ru/index.md нет места «#nikuda»; проверьте заголовки"
    assert f"docs/ru/page.md:6:30: {told}" in lines


def test_warning_stops_nothing(folder: Path) -> None:
    (folder / "docs" / "ru" / "page.md").write_text(
        PAGE.format(word="обшее").replace("Учет клиентов -", "Учёт клиентов —"), "utf-8"
    )
    code, lines = _check(folder)
    assert code == 0
    assert [line.split(";")[0] for line in lines] == [
        "docs/ru/page.md:6:22: предупреждение: слова «обшее» нет в словаре"
    ]


def test_fix_mends_the_file_and_tells_so_once(folder: Path) -> None:
    page = folder / "docs" / "ru" / "page.md"
    page.write_bytes(PAGE.format(word="общее").replace("\n", "\r\n").encode("utf-8-sig"))
    assert _check(folder, "--fix") == (0, ["docs/ru/page.md: исправлено"])
    assert page.read_bytes().decode() == (
        "---\ntype: plain\ntitle: Слово\n---\n\nУчёт клиентов — дело общее.\n"
    )
    assert _check(folder, "--fix") == (0, [])


def test_fix_that_changes_the_look_of_a_page_tells_so(folder: Path) -> None:
    shutil.copy(ROOT / RULES, folder)
    page = folder / "docs" / "ru" / "page.md"
    page.write_text(f"{PAGE.format(word='общее')}\nСмотрите https://vektor.example/a.\n", "utf-8")
    told = "docs/ru/page.md: исправлено, и вид страницы изменился; посмотрите на неё"
    assert _check(folder, "--fix") == (0, [told])
    assert "<https://vektor.example/a>" in page.read_text("utf-8")


def test_fix_that_cannot_be_written_leaves_the_page_whole_and_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full for anything longer than the second page."""
    large, small = (folder / "docs" / "ru" / f"{name}-page.md" for name in ("large", "small"))
    text = PAGE.format(word="общее")
    large.write_text(text + "\nСлово.\n" * 500, "utf-8")
    small.write_text(text, "utf-8")
    before = large.read_bytes()
    monkeypatch.chdir(folder)
    with room(2000):
        done = kb("check", "--fix")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert "docs/ru/small-page.md: исправлено" in lines
    assert (
        "docs/ru/large-page.md:1: исправления не записать: на диске кончилось место; освободите его"
    ) in lines
    assert large.read_bytes() == before
    assert "Учёт" in small.read_text("utf-8")
    assert not list(folder.rglob("*.new"))


def test_fix_of_a_protected_page_is_told_in_one_line(folder: Path) -> None:
    page = folder / "docs" / "ru" / "page.md"
    page.write_text(PAGE.format(word="общее"), "utf-8")
    with protected(page):
        code, lines = _check(folder, "--fix")
    assert code == 1
    assert lines[0].startswith("docs/ru/page.md:1: исправления не записать: файл или папка защищ")
    assert page.read_text("utf-8") == PAGE.format(word="общее")


def test_page_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    page = folder / "docs" / "ru" / "page.md"
    broken = PAGE.format(word="общее").replace("type: plain", "type: plian")
    page.write_text(broken, "utf-8")
    (folder / "docs" / "ru" / "self.md").symlink_to("self.md")
    code, lines = _check(folder, "--fix")
    assert code == 1
    assert [line.split(":")[1] for line in lines] == ["2", "6", "6"]
    assert page.read_text("utf-8") == broken


def test_fix_puts_notes_and_links_to_headings_in_our_form(folder: Path) -> None:
    page = folder / "docs" / "ru" / "page.md"
    page.write_text(
        "---\ntype: plain\ntitle: Слово\n---\n\n"
        '> [!tip]\n> В»:\n> - „два“\n\n> [!note] О "трёх"\n\n- три\n  - [четыре](#что-дальше)\n\n'
        "[раз](#что-дальше), [два](#%D1%87%D1%82%D0%BE-дальше) и [три][3], [нет](#нигде).\n\n"
        '- [о "себе"](page.md#что-дальше), `[код](#что-дальше)`\n\n'
        "## Что дальше?\n\nСлово.\n\n[3]: #chto-dalshe\n",
        "utf-8",
    )
    code, lines = _check(folder, "--fix")
    assert code == 1
    assert [line for line in lines if "нет места" in line] == [
        "docs/ru/page.md:17:60: на этой странице нет места «#нигде»; проверьте заголовки"
    ]
    text = page.read_text("utf-8")
    assert (
        '!!! tip "Совет"\n\n    В»:\n\n    - «два»\n\n!!! note "О «трёх»"\n\n'
        "- три\n    - [четыре](#chto-dalshe)\n\n[раз]" in text
    )
    assert "[раз](#chto-dalshe), [два](#chto-dalshe) и [три][3], [нет](#нигде)." in text
    assert "- [о «себе»](page.md#chto-dalshe), `[код](#что-дальше)`" in text
