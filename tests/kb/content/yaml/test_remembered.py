"""Remembered front matter gives the same pages as front matter that is parsed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.library import Document
from kb.content.reading.page import read
from kb.content.yaml.front_matter import parse
from kb.content.yaml.remembered import Remembered
from tests.sites import LIBRARY, ROOT

PAGES = sorted([*LIBRARY.rglob("*.md"), *(ROOT / "docs").rglob("*.md")])


def _again(remembered: Remembered) -> Remembered:
    """What the next build remembers."""
    return Remembered(json.loads(json.dumps(remembered.fields)))


def _read(path: Path, remembered: Remembered) -> Document:
    found = read(path.read_bytes(), "ru", path.name, path.name, remembered)
    assert isinstance(found, Document)
    return found


def test_every_page_is_the_same_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Remembered()
    pages = [_read(path, first) for path in PAGES]
    second = _again(first)

    def never(*_: object, **__: object) -> None:
        pytest.fail("a known front matter was read again")

    monkeypatch.setattr("kb.content.yaml.yaml_document.yaml.compose", never)
    known = [_read(path, second) for path in PAGES]
    monkeypatch.undo()
    assert [one.entry for one in known] == [one.entry for one in pages]
    assert [one.source for one in known] == [one.source for one in pages]
    assert [one.line(("title",)) for one in known] == [one.line(("title",)) for one in pages]
    assert not second.is_news


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    first = Remembered()
    for path in PAGES[:3]:
        _read(path, first)
    second = _again(first)
    _read(PAGES[0], second)
    assert len(second.fields) == 1
    assert second.is_news


@given(st.text(st.sampled_from("ab:- \n\"'{}[],&*!#|1"), max_size=30))
def test_a_text_with_a_fault_has_it_each_time(fields: str) -> None:
    raw = f"---\n{fields}\n---\nТекст.\n".encode()
    first = Remembered()
    once = read(raw, "ru", "x.md", "x.md", first)
    second = _again(first)
    assert isinstance(once, list), "no such text is a page"
    assert read(raw, "ru", "x.md", "x.md", second) == once
    assert parse(raw.decode(), second) == parse(raw.decode())
