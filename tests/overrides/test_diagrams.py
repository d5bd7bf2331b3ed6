"""Diagrams: what every drawing has, whatever its words, and that both languages have its words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml

from kb.assets.features import features
from kb.render import Fragments, element
from tests.bakery import convert, edition, page
from tests.sites import ROOT

DRAWINGS = sorted(
    path.stem for path in (ROOT / "overrides" / "fragments" / "diagrams").glob("*.html")
)
LOCALES = ("ru", "en")
BLOCK = re.compile(r"^/// diagram \| (\S+)\n///$", re.MULTILINE)
"""The block with which a page includes a diagram."""


def _messages(locale: str) -> dict[str, Any]:
    text = (ROOT / "overrides" / "i18n" / f"{locale}.yml").read_text("utf-8")
    messages: dict[str, Any] = yaml.safe_load(text)
    return messages


MESSAGES = {locale: _messages(locale) for locale in LOCALES}
FRAGMENTS = Fragments([ROOT / "overrides"])


@pytest.fixture(params=[(name, locale) for name in DRAWINGS for locale in LOCALES], ids="-".join)
def drawn(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A drawing's name, and its HTML in one language."""
    name, locale = request.param
    return name, FRAGMENTS.render(f"diagrams/{name}", t=MESSAGES[locale])


def _words(figure: Element) -> str:
    return " ".join("".join(figure.itertext()).split())


SIDES = re.compile(
    r"внизу|наверху|сверху|снизу|справа|слева|столб|below|above|column|\b(?:left|right)\b"
)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_caption_is_true_of_the_wide_drawing_and_of_the_tall_one(locale: str) -> None:
    captions = {name: MESSAGES[locale]["diagrams"][name].get("caption", "") for name in DRAWINGS}
    assert {name: told for name, told in captions.items() if SIDES.search(told)} == {}


def test_it_is_drawn_twice_and_named_and_told_each_time(drawn: tuple[str, str]) -> None:
    _, html = drawn
    wide, tall = element(html).findall("svg")
    assert (wide.get("class"), tall.get("class")) == ("kb-diagram__wide", "kb-diagram__tall")
    for svg in (wide, tall):
        assert svg.get("role") == "img"
        title, told = svg[0], svg[1]
        assert (title.tag, told.tag) == ("title", "desc")
        assert title.text
        assert len(told.text or "") > 60
        # The search does not find the picture's words twice more.
        assert svg.get("data-search-exclude") == ""


def test_both_drawings_say_the_same_words(drawn: tuple[str, str]) -> None:
    wide, tall = (
        # Stages are numbered in circles or, on a phone, as «1.».
        {word.rstrip(".") for text in svg.iter("text") for word in _words(text).split()}
        for svg in element(drawn[1]).findall("svg")
    )
    assert wide == tall


def test_it_takes_its_colours_from_the_theme_and_needs_no_ids(drawn: tuple[str, str]) -> None:
    """So it can be on a page twice, in both colour schemes, and under a strict CSP."""
    for one in element(drawn[1]).iter():
        assert not set(one.attrib) & {"style", "id", "fill", "stroke", "font-size"}, one.tag


def test_its_words_link_no_terms_and_it_is_known_by_its_mark(drawn: tuple[str, str]) -> None:
    figure = element(drawn[1])
    assert "no-glossary" in (figure.get("class") or "").split()
    assert features(drawn[1]) == ("diagram",)


def test_below_it_stands_what_it_says(drawn: tuple[str, str]) -> None:
    name, html = drawn
    caption = element(html).find("figcaption")
    if name == "chain":  # on the home page the words beside it say more
        assert caption is None
        return
    assert caption is not None
    told = " ".join(_words(one) for one in caption.iter("li"))
    assert told == _words(element(html).findall("svg")[0][1])


def _keys(value: Any) -> Any:
    """Returns what every language's texts must have in common; their line breaks may differ."""
    if isinstance(value, dict):
        return {key: _keys(one) for key, one in value.items()}
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return [_keys(one) for one in value]
    return type(value) if isinstance(value, list) else "text"


def test_both_languages_have_the_same_texts() -> None:
    russian, english = (_keys(MESSAGES[locale]["diagrams"]) for locale in LOCALES)
    assert russian == english
    assert set(DRAWINGS) == set(russian) - {"in_words"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_drawing_stands_on_a_page_and_every_page_asks_for_one_that_is_there(
    locale: str,
) -> None:
    assert {name for _, name in _asked(locale)} == set(DRAWINGS)


def test_both_languages_have_it_in_the_same_places() -> None:
    russian, english = (sorted(_asked(locale)) for locale in LOCALES)
    assert russian == english


def _asked(locale: str) -> Iterator[tuple[str, str]]:
    """Yields each page that has a diagram, with the diagram's name."""
    folder: Path = ROOT / "docs" / locale
    for path in sorted(folder.rglob("*.md")):
        for name in BLOCK.findall(path.read_text("utf-8")):
            yield path.relative_to(folder).as_posix(), name


def test_drawing_of_many_pages_is_printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    render = Fragments.render

    def noted(self: Fragments, name: str, **values: Any) -> str:
        printed.append(name)
        return render(self, name, **values)

    monkeypatch.setattr(Fragments, "render", noted)
    source = f"/// diagram | {DRAWINGS[0]}\n///"
    fresh = replace(edition("ru"), drawings={})
    pages = "ru/index.md", "ru/guides/kak-prosit.md"
    first, second = (convert(page(one, fresh), source) for one in pages)
    assert "<svg" in first
    assert first == second
    assert printed == [f"diagrams/{DRAWINGS[0]}"]
