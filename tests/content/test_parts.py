"""Every page has the parts of its kind, in both languages."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pytest

from kb.content.body.embeds import embeds
from kb.content.library import Document, Library
from kb.content.model import Checklist, Guide, Quiz
from kb.language.text.conversion import convert_body


@dataclass(frozen=True)
class Words:
    """What the parts are called in a language."""

    short: str
    instead: str
    mistakes: str
    check: str
    next: str


WORDS = {
    "ru": Words("Коротко", "Вместо", "Частые ошибки", "Проверьте себя", "Что дальше"),
    "en": Words("In short", "Instead of", "Common mistakes", "Check yourself", "What next"),
}

LESSONS = {"G07": ("Что получится",), "G26": ("Что получится",)}
"""Guides to work through; their first section says what the reader will have at the end."""

EXPLAINS = {"G27"}
"""Explanations outside the section «Понять»: they are not acted on at once."""

SHAPE = frozenset("h2 h3 ul ol li table tr blockquote pre img details".split())


def _tree(document: Document) -> Element:
    return convert_body(document.source.body).root


def _headings(document: Document) -> list[str]:
    return ["".join(one.itertext()) for one in _tree(document).iter("h2")]


def _guides(library: Library) -> list[Document]:
    return [one for one in library.documents if isinstance(one.entry, Guide)]


def _is_how_to(document: Document) -> bool:
    entry = document.entry
    return isinstance(entry, Guide) and entry.section != "understand" and entry.id not in EXPLAINS


def test_guide_begins_with_the_answer(library: Library) -> None:
    for one in _guides(library):
        first = next(iter(_tree(one)))
        assert first.tag == "p", f"{one.shown_as}: the lead comes first"
        titles = [t.text for t in _tree(one).iter("p") if t.get("class") == "admonition-title"]
        assert titles[:1] == [WORDS[one.locale].short], one.shown_as


def test_guide_has_somebody_speaking(library: Library) -> None:
    for one in _guides(library):
        speakers = [
            "".join(strong.itertext())
            for quote in _tree(one).iter("blockquote")
            for strong in quote.iter("strong")
        ]
        assert any(name.endswith(":") for name in speakers), f"{one.shown_as}: no dialogue"


def test_guide_shows_what_to_say_instead(library: Library) -> None:
    for one in _guides(library):
        heads = ["".join(head.itertext()) for head in _tree(one).iter("th")]
        assert WORDS[one.locale].instead in heads, one.shown_as


def test_guide_names_the_mistakes_people_make(library: Library) -> None:
    for one in _guides(library):
        assert WORDS[one.locale].mistakes in _headings(one), one.shown_as


def test_guide_ends_with_where_to_go(library: Library) -> None:
    for one in _guides(library):
        assert _headings(one)[-1] == WORDS[one.locale].next, one.shown_as
        tail = one.source.body.rpartition("\n## ")[2]
        assert len(set(re.findall(r"\]\(([^)#]+\.md)", tail))) >= 2, one.shown_as


def test_how_to_lets_the_reader_try(library: Library) -> None:
    for one in _guides(library):
        if _is_how_to(one):
            assert WORDS[one.locale].check in _headings(one), one.shown_as


def test_lesson_says_first_what_one_will_have(russian: list[Document]) -> None:
    first = {one.key: _headings(one)[:1] for one in russian if one.key in LESSONS}
    assert first == {key: list(headings) for key, headings in LESSONS.items()}


def test_checklist_is_one_that_people_finish(library: Library) -> None:
    for one in library.documents:
        if isinstance(one.entry, Checklist):
            count = sum(len(group.items) for group in one.entry.groups)
            assert 6 <= count <= 12, one.shown_as
            assert len(_headings(one)) >= 2, f"{one.shown_as}: a sample and a short version"


def test_quiz_has_five_to_eight_situations(russian: list[Document]) -> None:
    for one in russian:
        if isinstance(one.entry, Quiz):
            assert 5 <= len(one.entry.questions) <= 8, one.shown_as


def test_right_answers_stand_in_no_favourite_place(russian: list[Document]) -> None:
    places = [
        number
        for one in russian
        if isinstance(one.entry, Quiz)
        for question in one.entry.questions
        if question.type != "order"
        for number, option in enumerate(question.options)
        if option.ok
    ]
    for place in set(places):
        assert places.count(place) / len(places) <= 0.45, f"place {place + 1}"


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_longest_option_is_not_always_right(library: Library, locale: str) -> None:
    """Nor is the shortest: who has read no guide cannot pick the right one by its length."""
    options = [
        question.options
        for one in library.documents
        if one.locale == locale and isinstance(one.entry, Quiz)
        for question in one.entry.questions
        if question.type == "one"
    ]
    for extreme in (max, min):
        told = [
            [one.ok for one in of_one if len(one.text) == extreme(len(x.text) for x in of_one)]
            for of_one in options
        ]
        assert told.count([True]) / len(options) <= 0.45, extreme.__name__


@pytest.mark.parametrize("kind", ["guide", "role", "checklist", "comparison", "template", "quiz"])
def test_every_page_is_translated(library: Library, kind: str) -> None:
    of_kind = [one for one in library.documents if one.entry.type == kind]
    paths = {locale: {x.path for x in of_kind if x.locale == locale} for locale in library.locales}
    assert paths["ru"] == paths["en"]


def test_translation_is_built_like_the_original(library: Library, russian: list[Document]) -> None:
    """The same headings, lists, rows, dialogues and blocks, in the same order."""
    differing = []
    for one in russian:
        other = library.translated("en", one.key)
        if other is not None and _shape(one) != _shape(other):
            differing.append(other.shown_as)
    assert differing == []


def _shape(document: Document) -> tuple[list[str], list[tuple[str, ...]]]:
    # `compare | X07 Каналы`: what follows the id is words for a reader.
    blocks = [(one.type, *one.id.split()[:1]) for one in embeds(document.source.body)]
    return [one.tag for one in _tree(document).iter() if one.tag in SHAPE], blocks
