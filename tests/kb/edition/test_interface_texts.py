"""A company's interface texts: they replace ours, and their faults are reported."""

from pathlib import Path
from typing import Any

import pytest

from kb.edition import interface_texts

OURS = "answer: {'yes': Верно, 'no': Неверно}\nsearch: Поиск\n"


def _texts(folder: Path, theirs: str) -> tuple[dict[str, Any], list[str]]:
    """The texts with a company's file beside ours, and the problems."""
    themes = [folder / "company", folder / "overrides"]
    for theme, text in zip(themes, (theirs, OURS), strict=True):
        (theme / "i18n").mkdir(parents=True)
        (theme / "i18n" / "ru.yml").write_text(text, "utf-8")
    problems = interface_texts.problems(themes, ["ru", "en"], shown_from=folder)
    return dict(interface_texts.read(themes, "ru")), [str(one) for one in problems]


def test_a_text_of_the_company_replaces_ours_and_the_others_stay(tmp_path: Path) -> None:
    texts, problems = _texts(tmp_path, "answer: {'yes': Ага}\n")
    assert problems == []
    assert texts == {"answer": {"yes": "Ага", "no": "Неверно"}, "search": "Поиск"}


def test_yes_and_no_are_words(tmp_path: Path) -> None:
    texts, problems = _texts(tmp_path, "answer:\n  yes: Да\n  no: Нет\n")
    assert problems == []
    assert texts["answer"] == {"yes": "Да", "no": "Нет"}


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ("- answer\n", "1: здесь нужны поля «имя: значение»"),
        ("Да\n", "1: здесь нужны поля «имя: значение»"),
        ("answer:\n\tyes: Да\n", "2: ошибка в записи полей: отступ сделан табуляцией"),
        ("search: А\nsearch: Б\n", "2: поле «search» указано дважды"),
        ("5: Пять\n", "1: имя поля «5» читается не как слово"),
        ("search: А # Б\n", "1: текст после « #» пропал бы"),
    ],
)
def test_a_file_with_faults_is_told_and_changes_nothing(
    theirs: str, told: str, tmp_path: Path
) -> None:
    texts, problems = _texts(tmp_path, theirs)
    assert texts == {"answer": {"yes": "Верно", "no": "Неверно"}, "search": "Поиск"}
    (problem,) = problems
    assert problem.startswith(f"company/i18n/ru.yml:{told}")
