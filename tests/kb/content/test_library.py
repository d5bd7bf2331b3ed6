"""The library: what is found in which language, and whose file wins."""

import os
from pathlib import Path

import pytest

from kb.content.reading.load import load
from tests.bakery import bakery
from tests.bases import TODAY
from tests.disk import write
from tests.sites import LIBRARY

PAGE = "---\ntype: plain\ntitle: {title}\n---\n"


def _write(root: Path, files: dict[str, str]) -> Path:
    write(root, {path: PAGE.format(title=title) for path, title in files.items()})
    return root


def test_an_entry_is_found_in_its_language_or_in_the_default_one(tmp_path: Path) -> None:
    root = _write(tmp_path, {"ru/a.md": "А", "en/a.md": "A", "ru/b.md": "Б"})
    library, problems = load([root], ["ru", "en"], shown_from=root, today=TODAY)
    assert problems == []
    found = library.find("en", "a.md")
    assert found is not None
    assert found.entry.title == "A"
    found = library.find("en", "b.md")
    assert found is not None
    assert found.entry.title == "Б"
    assert library.translated("en", "b.md") is None
    assert [one.entry.title for one in library.in_locale("en")] == ["A", "Б"]
    assert library.find("ru", "c.md") is None


def test_a_later_root_replaces_a_file_and_adds_others(tmp_path: Path) -> None:
    ours = _write(tmp_path / "docs", {"ru/a.md": "Наша", "ru/b.md": "Вторая"})
    theirs = _write(tmp_path / "company", {"ru/a.md": "Их", "ru/c.md": "Третья"})
    library, problems = load([ours, theirs], ["ru"], shown_from=tmp_path, today=TODAY)
    assert problems == []
    assert [(one.shown_as, one.entry.title) for one in library.documents] == [
        ("company/ru/a.md", "Их"),
        ("docs/ru/b.md", "Вторая"),
        ("company/ru/c.md", "Третья"),
    ]


def test_hidden_files_and_folders_are_not_read(tmp_path: Path) -> None:
    root = _write(tmp_path, {"ru/a.md": "А", "ru/.b.md": "Б", "ru/.trash/c.md": "В"})
    library, problems = load([root], ["ru"], shown_from=root, today=TODAY)
    assert problems == []
    assert [one.path for one in library.documents] == ["a.md"]


def test_a_picture_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _write(tmp_path, {"ru/a.md": "А"})
    (root / "ru/plan.png").write_bytes(b"")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).suffix != ".png")
    library, problems = load([root], ["ru"], shown_from=root, today=TODAY)
    assert [str(one) for one in problems] == [
        "ru/plan.png:1: файл не читается; проверьте права на него"
    ]
    assert library.no_files == {"ru/plan.png"}


def test_documents_come_in_one_order() -> None:
    paths = [(one.locale, one.path) for one in bakery().library.documents]
    assert paths == sorted(paths)
    assert len(paths) == 2 * len(list((LIBRARY / "ru").rglob("*.md")))
