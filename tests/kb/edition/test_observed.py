"""An observed edition answers like the edition, and knows when its answers no longer hold."""

import dataclasses

import pytest

from kb.content.fields.kinds import Visibility
from kb.content.library import Document
from kb.content.problems import Problem
from kb.content.selection import Selection
from kb.content.visibility import public
from kb.edition import Edition, KnowledgeBase
from kb.edition.observed import Answers, Observed, digest_of_all
from kb.exports import export, subjects
from kb.page import PageContext
from tests.bakery import bakery, changed, convert, document, edition, with_entry

SOURCES = [one.src_uri for one in bakery().library.in_locale("ru")]


def _observe(of: Edition) -> Observed:
    return Observed.of(of, Answers(of))


def _written_on(
    old: Document, front: str = "", body: str = "", of: KnowledgeBase | None = None
) -> KnowledgeBase:
    """Returns the knowledge base with these words added to a page."""
    kb = of or bakery()
    source = dataclasses.replace(
        old.source,
        front=dataclasses.replace(old.source.front, text=old.source.front.text + front),
        body=old.source.body + body,
    )
    new = dataclasses.replace(old, source=source)
    documents = tuple(new if one is old else one for one in kb.library.documents)
    library = dataclasses.replace(kb.library, documents=documents)
    return dataclasses.replace(kb, library=library, _editions={})


@pytest.mark.parametrize("source", SOURCES)
def test_page_is_the_same_whoever_answers_it(source: str) -> None:
    plain, observed = edition(), _observe(edition())
    assert convert(PageContext(source, observed)) == convert(PageContext(source, plain))
    assert Answers(edition()).hold(observed.reads)


def test_a_page_with_terms_of_another_language_knows_when_these_change() -> None:
    observed = _observe(edition("en"))
    assert "brief.md" in convert(PageContext("ru/guides/kak-prosit.md", observed), "Дайте бриф.")
    assert Answers(edition("en")).hold(observed.reads)
    renamed = _written_on(document("brief"), front="aliases:\n  - анкета\n").edition("en")
    assert not Answers(renamed).hold(observed.reads)


def test_exports_are_the_same_whoever_answers() -> None:
    plain, observed = edition(), _observe(edition())
    assert subjects(observed) == subjects(plain)
    for subject in subjects(plain):
        assert export(subject, observed) == export(subject, plain)


def test_what_a_page_adds_stays_in_its_own_view() -> None:
    observed = _observe(with_entry("G01", document("G01").entry))
    convert(PageContext("ru/guides/kak-prosit.md", observed))
    assert observed.usage
    assert observed.original.usage == {}


def test_library_is_observed_too() -> None:
    observed = _observe(edition())
    assert observed.library.at("ru/nowhere.md") is None
    assert observed.library.find("en", "R01") is document("R01", "en")
    assert len(list(observed.library.in_locale("ru"))) == len(SOURCES)
    assert observed.library.documents == bakery().library.documents
    assert observed.library.sources == bakery().library.sources
    assert [question.split('"')[1] for question in observed.reads] == [
        "at",
        "translated",
        "library",
        "sources",
    ]


def test_answer_holds_until_something_asked_for_has_changed() -> None:
    observed = _observe(edition())
    assert observed.find("R01") is not None
    assert observed.path("R02") == "roles/sklad.md"
    assert observed.find("R99") is None
    observed.select(Selection("guide"))
    reads = observed.reads

    def holds(key: str, text: str) -> bool:
        """Whether the answers hold after these words are added to the entry's front matter."""
        return Answers(_written_on(document(key), front=text).edition("ru")).hold(reads)

    assert holds("R01", "")
    assert not holds("R01", "note: x\n")
    assert not holds("G01", "note: x\n")
    assert holds("R02", "note: x\n"), "only its path was asked for"
    assert holds("C01", "note: x\n")


def test_answer_changes_when_a_page_that_it_names_becomes_internal() -> None:
    library = bakery().library
    internal = {"visibility": Visibility.INTERNAL}
    documents = tuple(
        dataclasses.replace(one, entry=one.entry.model_copy(update=internal))
        if one.key == "G01"
        else one
        for one in library.documents
    )
    left, _ = public(dataclasses.replace(library, documents=documents))
    other = Answers(dataclasses.replace(bakery(), library=left, _editions={}).edition("ru"))

    def holds(key: str) -> bool:
        observed = _observe(edition())
        assert observed.find(key) is not None
        return other.hold(observed.reads)

    assert not holds("C01"), "an item of it leads to the guide"
    assert holds("R02")


@pytest.mark.parametrize(
    ("locale", "front", "body", "changed"),
    [
        ("ru", "", "Слово.", {"ru"}),
        ("en", "", "A word.", {"en"}),
        ("ru", "note: x\n", "", {"ru", "en"}),
        ("en", "note: x\n", "", {"ru", "en"}),
        ("ru", "", "", set()),
    ],
)
def test_an_edition_changes_with_its_own_texts_and_with_all_fields(
    locale: str, front: str, body: str, changed: set[str]
) -> None:
    assert _changed(bakery(), _written_on(document("R01", locale), front, body)) == changed


def test_an_edition_changes_with_a_text_that_nobody_has_translated() -> None:
    kb = dataclasses.replace(
        bakery(), library=bakery().library.without({"en/roles/sklad.md"}), _editions={}
    )
    assert _changed(bakery(), kb) == {"ru", "en"}
    assert _changed(kb, _written_on(document("R02"), body="Слово.", of=kb)) == {"ru", "en"}


def test_an_edition_changes_with_what_is_wrong_and_with_the_sources() -> None:
    problem = Problem("docs/ru/roles/sklad.md", 7, "не так")
    assert _changed(bakery(), dataclasses.replace(bakery(), problems=(problem,), _editions={}))
    library = dataclasses.replace(bakery().library, sources={})
    assert _changed(bakery(), dataclasses.replace(bakery(), library=library, _editions={}))


def test_an_edition_changes_with_the_synonyms_of_its_search() -> None:
    synonyms = {"en": {"bunman": ("baker",)}}
    assert _changed(bakery(), dataclasses.replace(bakery(), synonyms=synonyms, _editions={})) == {
        "en"
    }


def _changed(one: KnowledgeBase, other: KnowledgeBase) -> set[str]:
    """Returns the languages whose editions differ between the two."""
    return {
        locale
        for locale in one.library.locales
        if digest_of_all(one.edition(locale)) != digest_of_all(other.edition(locale))
    }


def test_terms_are_looked_for_again_in_the_same_texts() -> None:
    brief = document("brief").entry
    source = "ru/guides/kak-prosit.md"

    def holds(aliases: list[str]) -> bool:
        observed = _observe(edition())
        convert(PageContext(source, observed))
        other = with_entry("brief", changed(brief, ("aliases",), aliases))
        terms = {question for question in observed.reads if question.startswith('["term')}
        return Answers(other).hold({one: observed.reads[one] for one in terms})

    assert holds(["слово, которого на странице нет"])
    assert not holds(["пекарь"])
