"""The plan of a course: what is wrong with it, and what has changed since the site was built."""

import os
import shutil
from pathlib import Path

import pytest

from kb.content.problems import Problem
from kb.content.reading.load import load
from kb.course.model import Course, read
from kb.course.package import changed_since_the_build
from tests.bakery import bakery
from tests.bases import TODAY
from tests.course import PLAN
from tests.sites import LIBRARY


def _plan(folder: Path, text: str) -> Path:
    path = folder / "kurs.yml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("replace", "by", "told"),
    [
        ("  - R01", "  - R99", "kurs.yml:7: поле «pages[2]»: нет страницы с id «R99»"),
        ("  - C01", "  - G01", "kurs.yml:8: поле «pages[3]»: «G01» уже есть в курсе; уберите"),
        ("quiz: Q01", "quiz: T01", "kurs.yml:9: поле «quiz»: «T01» — не самопроверка"),
        ("quiz: Q01", "quiz: C01", "kurs.yml:9: поле «quiz»: «C01» — не самопроверка"),
        ("mastery: 60", "mastery: 120", "kurs.yml:10: поле «mastery»: число слишком велико"),
        ("mastery: 60\n", "", "kurs.yml:1: поле «mastery»: обязательное поле не заполнено"),
        ("  en: How", "  de: Wie", "kurs.yml:4: поле «title.de»: языка «de» на сайте нет"),
        ("id: kurs", "id: курс", "kurs.yml:1: поле «id»: «курс» не годится"),
        ("id: kurs", "id: *kurs", "kurs.yml:1: ошибка в записи полей"),
    ],
)
def test_a_faulty_plan_is_told_by_its_line(
    tmp_path: Path, replace: str, by: str, told: str
) -> None:
    assert PLAN.count(replace) == 1
    found = read(_plan(tmp_path, PLAN.replace(replace, by)), bakery().library)
    assert isinstance(found, list)
    (line,) = map(str, found)
    assert line.startswith(f"{tmp_path.as_posix()}/{told}")


def test_a_page_that_cannot_be_read_is_not_told_to_be_missing(tmp_path: Path) -> None:
    docs = shutil.copytree(LIBRARY, tmp_path / "docs")
    page = docs / "ru/guides/kak-prosit.md"
    page.write_text(page.read_text("utf-8").replace("title: Как", "title: Как: как"), "utf-8")
    library, problems = load([docs], ["ru", "en"], shown_from=tmp_path, today=TODAY)
    plan = _plan(tmp_path, PLAN)
    found = read(plan, library, {"G01": problems[0]})
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        f"{plan}:6: поле «pages[1]»: страница «G01» не читается: {problems[0]}"
    ]


def test_pages_changed_after_the_build_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package has their older text; G01 embeds C01."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(LIBRARY, "docs")
    for path in Path("docs").rglob("*.md"):
        os.utime(path, (1_000, 1_000))
    Path("site").mkdir()
    os.utime("site", (2_000, 2_000))
    changed = ["ru/checklists/pered-prosboy.md", "en/roles/zakazchik.md", "ru/roles/sklad.md"]
    for name in changed:
        os.utime(f"docs/{name}", (3_000, 3_000))
    library, _ = load([Path("docs")], ["ru", "en"], shown_from=tmp_path, today=TODAY)
    plan = {"id": "k", "title": {"ru": "К"}, "pages": ["G01", "R01"], "quiz": "Q01", "mastery": 60}
    course = Course.model_validate(plan)
    found = changed_since_the_build(course, Path("site"), library)
    assert found == ["docs/ru/checklists/pered-prosboy.md"]
