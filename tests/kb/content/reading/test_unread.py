"""Unreadable pages: which ones they are, and what they still reveal."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from kb.content.reading.load import load
from kb.content.reading.unread import Unread, unread
from tests.bases import TODAY
from tests.disk import write

BROKEN = "---\nid: 'R01'\ntype: role\ntitle: 'Роль\n---\n"


def _unread(root: Path, files: Mapping[str, bytes]) -> list[Unread]:
    write(root / "docs", files)
    docs = Path("docs")
    library, problems = load([root / docs], ["ru", "en"], shown_from=root, today=TODAY)
    return unread(library, problems, [docs], shown_from=root)


def test_a_page_is_known_by_its_language_and_path(tmp_path: Path) -> None:
    read = "---\ntype: plain\ntitle: Страница\n---\n".encode()
    broken = BROKEN.encode()
    (one,) = _unread(tmp_path, {"ru/a.md": read, "en/roles/b.md": broken, "notes.md": broken})
    assert (one.locale, one.path) == ("en", "roles/b.md")
    assert one.shown_as == "docs/en/roles/b.md"
    assert [str(problem) for problem in one.problems] == [
        "docs/en/roles/b.md:4: ошибка в записи полей: кавычка открыта и не закрыта; закройте её"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_id_and_type_are_seen_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (one,) = _unread(tmp_path, {"ru/a.md": BROKEN.encode(encoding)})
    assert (one.id, one.type) == ("R01", "role")
    assert one.may_be("role")
    assert not one.may_be("guide")


def test_an_example_in_the_body_is_not_the_page_s(tmp_path: Path) -> None:
    text = "---\ntitle: 'Правка\n---\nТак выглядят поля:\n\nid: R01\ntype: role\n"
    (one,) = _unread(tmp_path, {"ru/a.md": text.encode()})
    assert (one.id, one.type) == ("", "")
    assert one.may_be("guide"), "nothing says that it is another's"


def test_what_is_gone_by_now_shows_nothing(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    _unread(tmp_path, {"ru/a.md": BROKEN.encode()})
    library, problems = load([docs], ["ru", "en"], shown_from=tmp_path, today=TODAY)
    (docs / "ru/a.md").unlink()
    (one,) = unread(library, problems, [docs], shown_from=tmp_path)
    assert (one.id, one.type) == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
def test_a_pipe_shows_nothing_and_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "docs/ru").mkdir(parents=True)
    os.mkfifo(tmp_path / "docs/ru/a.md")
    os.mkfifo(tmp_path / "docs/sources.yml")
    (one,) = _unread(tmp_path, {})
    assert (one.id, one.type) == ("", "")
    told = [str(problem) for problem in one.problems]
    assert told == ["docs/ru/a.md:1: это не файл и не папка; удалите"]
