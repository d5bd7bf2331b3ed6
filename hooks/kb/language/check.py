"""Applies all rules of language to a page."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from kb.content.body.placeholder import hidden
from kb.content.fields.messages import in_field
from kb.content.problems import Problem
from kb.language.dictionary.words import Vocabulary
from kb.language.editorial import style
from kb.language.editorial.avoided import avoided
from kb.language.editorial.law import law
from kb.language.editorial.policy import figures, personal_data
from kb.language.editorial.readability import hard_to_read
from kb.language.editorial.unfinished import empty, unfinished, untranslated
from kb.language.findings import Finding, Rule
from kb.language.markup.assistant_marks import assistant_marks, formulas
from kb.language.markup.blanks import blanks
from kb.language.markup.empty_boxes import empty_boxes
from kb.language.markup.entities import entities
from kb.language.markup.foreign_marks import foreign_marks
from kb.language.markup.indented_text import indented_text
from kb.language.markup.lost_lines import lost_lines
from kb.language.markup.lost_links import lost_links
from kb.language.markup.lost_lists import lost_lists
from kb.language.markup.lost_tables import lost_tables
from kb.language.markup.shown_blocks import shown_blocks
from kb.language.markup.shown_tags import shown_tags
from kb.language.markup.structure import structure
from kb.language.markup.title_marks import title_marks
from kb.language.markup.unclosed import unclosed_bold, unclosed_code, unclosed_fences, unclosed_tags
from kb.language.orthography import (
    apart,
    dashes,
    english_slips,
    gaps,
    glued,
    grammar,
    hyphens,
    marks,
    minus,
    numerals,
    prepositions,
    quotes,
    ranges,
    spelling,
)
from kb.language.orthography.mixed_letters import mixed_letters
from kb.language.text.prose import Passage, Prose
from kb.tree.runs import OPAQUE

PageRule = Callable[[Prose], Iterator[Problem]]

_COMMON: tuple[Rule, ...] = (
    dashes.dashes,
    ranges.ranges,
    marks.dots,
    marks.lists,
    marks.spaces,
    quotes.straight_quotes,
    figures,
    spelling.repeated,
    avoided,
    style.long_title,
    mixed_letters,
    lost_links,
    foreign_marks,
    unclosed_code,
)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "ru": (
        *_COMMON,
        minus.minus_sign("ru"),
        marks.decimals,
        marks.after_ellipsis,
        marks.percent,
        gaps.gaps,
        glued.glued,
        hyphens.hyphens,
        apart.apart,
        grammar.infinitives,
        grammar.finite,
        grammar.compared,
        grammar.according,
        grammar.both,
        grammar.commas,
        numerals.numerals,
        prepositions.prepositions,
        quotes.nested_quotes("ru"),
        spelling.yo,
        spelling.unknown_russian,
        style.capital_you,
        style.long_sentence,
    ),
    "en": (
        *_COMMON,
        minus.minus_sign("en"),
        gaps.english_gaps,
        english_slips.english_slips,
        quotes.apostrophes,
        quotes.nested_quotes("en"),
        spelling.unknown_english,
    ),
}
"""The rules for passages in each language; any other language gets only the common ones."""

_COMMON_OF_PAGES: tuple[PageRule, ...] = (
    structure,
    unfinished,
    empty,
    law,
    assistant_marks,
    blanks,
    empty_boxes,
    entities,
    formulas,
    indented_text,
    lost_lines,
    lost_lists,
    lost_tables,
    shown_blocks,
    shown_tags,
    title_marks,
    unclosed_bold,
    unclosed_fences,
    unclosed_tags,
    personal_data,
)

PAGE_RULES: Mapping[str, tuple[PageRule, ...]] = {
    "ru": (*_COMMON_OF_PAGES, hard_to_read),
    "en": (*_COMMON_OF_PAGES, untranslated),
}
"""The rules for whole pages, likewise."""


def check_page(page: Prose, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yields what is wrong with the language of one page.

    Mistakes are errors, and what an editor should think over is a warning.
    """
    document = page.document
    for passage in page.passages:
        for rule, finding in _found(passage, document.locale, vocabulary):
            yield Problem(
                document.shown_as,
                passage.line(finding.at),
                in_field(passage.location, finding.message),
                finding.severity,
                passage.column(finding.at),
                rule,
            )
    for page_rule in PAGE_RULES.get(document.locale, _COMMON_OF_PAGES):
        yield from page_rule(page)


def findings(passage: Passage, locale: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yields what the rules of a language find in a passage."""
    return (finding for _, finding in _found(passage, locale, vocabulary))


def _found(passage: Passage, locale: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """The findings with the names of their rules."""
    written = dataclasses.replace(passage, text=hidden(passage.text, OPAQUE))
    for rule in RULES.get(locale, _COMMON):
        for finding in rule(written, vocabulary):
            yield getattr(rule, "__name__", "").replace("_", "-"), finding
