"""`kb check` and `kb check --fix`, run as an editor runs them."""

import shutil
from pathlib import Path

import pytest

from tests.sites import LIBRARY, run

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


def test_page_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    page = folder / "docs" / "ru" / "page.md"
    broken = PAGE.format(word="общее").replace("type: plain", "type: plian")
    page.write_text(broken, "utf-8")
    code, lines = _check(folder, "--fix")
    assert code == 1
    assert len(lines) == 1
    assert page.read_text("utf-8") == broken
