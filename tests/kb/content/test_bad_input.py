"""Broken input: every case of tests/cases/bad-input, read and checked without a build."""

import datetime
import re
import shutil
from pathlib import Path

import pytest

from tests.bad_input import Case, cases
from tests.bases import THEME, TODAY, base
from tests.sites import LIBRARY


def _problems(root: Path, today: datetime.date = TODAY) -> list[str]:
    themes = [THEME, root / "theme"]
    kb = base(root / "docs", themes=themes, shown_from=root, today=today)
    return [str(one) for one in kb.problems]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_bad_input_is_told_as_its_case_says(case: Case, tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "docs")
    (tmp_path / "theme" / ".icons").mkdir(parents=True)
    (tmp_path / "company.yml").touch()
    case.put(tmp_path)
    told = _problems(tmp_path)
    assert told == case.problems
    for line in told:
        assert len(line) < 300
        assert line.isprintable()
        assert re.match(r"docs/\S.*:[1-9][0-9]*: .*[а-я]{3}", line), "a place, and Russian"


def test_sources_elsewhere_are_told_and_not_read(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "docs")
    (tmp_path / "docs/sources.yml").unlink()
    (tmp_path / "docs/sources.yml").symlink_to(tmp_path / "sources.yml")
    (tmp_path / "sources.yml").write_text("not: ours\n", "utf-8")
    assert _problems(tmp_path) == [
        "docs/sources.yml:1: это ссылка за пределы папки; положите сюда сам файл"
    ]


def test_there_are_enough_of_them() -> None:
    assert len([case for case in cases() if case.stops]) >= 60
    assert len([case for case in cases() if not case.stops]) >= 40


def test_broken_interface_texts_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme" / "i18n").mkdir(parents=True)
    (tmp_path / "theme" / "i18n" / "en.yml").write_text("page:\n\ttitle: x\n", "utf-8")
    assert _problems(tmp_path) == [
        "theme/i18n/en.yml:2: ошибка в записи полей: отступ сделан табуляцией; "
        "замените её пробелами"
    ]
