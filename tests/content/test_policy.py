"""The content follows the editorial policy: words, length, facts, sources."""

import re

from kb.content.library import Document, Library
from kb.edition import KnowledgeBase
from kb.language import measure, mend, prose, vocabularies
from kb.lint import Lint
from tests.sites import ROOT

DROPPED = {"S15", "S34", "S68", "S75"}
"""Facts of the concept text that repeat others or are not true; no page carries them."""

LAW = re.compile(r"(152-fz|41-fz|59-fz|gk|zpp)-")

EASE = {"comparison": 50, "term": 50}
"""The least reading ease of a page for reference; for any other page, `EASE_OF_A_TEXT`.

These are Flesch's own limits: from 60 a text is plain, from 50 fairly difficult. A table or a
definition is full of long terms («заинтересованная сторона»), a guide or a card need not be. The
pages of November 2026 have 67 on average, with a standard deviation of 6.
"""
EASE_OF_A_TEXT = 60
TOO_EASY = 90
"""Above this, a text is choppy rather than easy."""

ENOUGH = 5
"""The least number of sentences in a text that can be measured."""


def test_check_has_nothing_to_say(base: KnowledgeBase) -> None:
    lint = Lint(base)
    problems = [*base.problems, *lint.words_problems, *lint.glossary(), *lint.synonyms()]
    for one in base.library.documents:
        problems += lint.page(one)
    assert [str(one) for one in problems] == []


def test_no_page_is_hard_to_read(russian: list[Document]) -> None:
    hard = {}
    for one in russian:
        found = measure(prose(one))
        if found.sentences >= ENOUGH:
            least = EASE.get(one.entry.type, EASE_OF_A_TEXT)
            if not least <= found.ease <= TOO_EASY:
                hard[one.path] = round(found.ease, 1)
    assert hard == {}


def test_every_fact_of_the_concept_is_carried_by_a_page(russian: list[Document]) -> None:
    carried = {str(fact) for one in russian for fact in one.entry.seed}
    assert carried == {f"S{number}" for number in range(1, 76)} - DROPPED


def test_every_source_is_described_and_used(library: Library) -> None:
    used = {str(source) for one in library.documents for source in one.entry.sources}
    assert used == set(library.sources)


def test_every_page_about_the_law_has_a_day_to_be_read_again(library: Library) -> None:
    forgotten = [
        one.shown_as
        for one in library.documents
        if any(LAW.match(source) for source in one.entry.sources) and one.entry.recheck is None
    ]
    assert forgotten == []


def test_every_page_tells_when_it_was_reviewed(library: Library) -> None:
    forgotten = [
        one.shown_as
        for one in library.documents
        if one.entry.type != "plain" and one.entry.reviewed is None
    ]
    assert forgotten == []


def test_every_page_is_as_mending_would_leave_it(library: Library) -> None:
    """`kb check --fix` also makes changes of which `kb check` does not speak."""
    words, _ = vocabularies([ROOT / "docs"], library, shown_from=ROOT)
    for one in library.documents:
        assert mend(one, words[one.locale]) is one, one.shown_as
