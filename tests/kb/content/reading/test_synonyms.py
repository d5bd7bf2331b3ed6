"""docs/synonyms.yml: what people type for the words of the pages."""

from pathlib import Path

import pytest

from kb.content.reading.synonyms import read_synonyms


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "synonyms.yml").write_text(text, "utf-8")
    return folder


def test_company_adds_synonyms_of_its_own(tmp_path: Path) -> None:
    ours = _write(tmp_path / "docs", "ru:\n  коллега: [Сослуживец]\n  друг: [сослуживец]\n")
    theirs = _write(tmp_path / "company", "ru:\n  Коллега: [кореш, сослуживец]\n")
    found, problems = read_synonyms([ours, tmp_path, theirs], shown_from=tmp_path)
    assert not problems
    assert found == {"ru": {"сослуживец": ("коллега", "друг"), "кореш": ("коллега",)}}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("коллега: [мой напарник]", "поле «ru.коллега[1]»: «мой напарник» не одно слово; нужно"),
        ("коллега: [📞]", "поле «ru.коллега[1]»: «📞» не одно слово; нужно"),
        ("чек-лист: [список]", "поле «ru.чек-лист»: «чек-лист» не одно слово; нужно"),
        ("коллега: напарник", "поле «ru.коллега»: нужен список"),
        ("коллега:", "поле «ru.коллега»: после двоеточия ничего нет"),
        ("- коллега", "поле «ru»: нужны вложенные поля"),
    ],
)
def test_fault_in_the_synonyms_is_told(line: str, problem: str, tmp_path: Path) -> None:
    folder = _write(tmp_path / "docs", f"ru:\n  {line}\n")
    found, (told,) = read_synonyms([folder], shown_from=tmp_path)
    assert not found
    number = 1 if line.startswith("-") else 2
    assert str(told).startswith(f"docs/synonyms.yml:{number}: {problem}")
