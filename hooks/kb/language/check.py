"""Checks the language of a page: all rules."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from kb.content.body.placeholder import hidden
from kb.content.fields.messages import in_field
from kb.content.problems import Problem
from kb.language.dictionary.words import Vocabulary
from kb.language.editorial import policy, style
from kb.language.editorial.avoided import avoided
from kb.language.editorial.law import law
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
from kb.language.orthography import dashes, gaps, marks, minus, quotes, ranges, spelling
from kb.language.orthography.mixed_letters import mixed_letters
from kb.language.text.prose import Kind, Passage, Prose, fields, typed
from kb.language.text.sentences import Readability, readability
from kb.tree.runs import OPAQUE

LONGEST_AVERAGE = 14
"""Words per sentence, averaged over a page; style guide, section 2."""

_COMMON: tuple[Rule, ...] = (
    dashes.dashes,
    ranges.ranges,
    marks.dots,
    marks.lists,
    marks.spaces,
    quotes.straight_quotes,
    policy.figures,
    spelling.repeated,
    avoided,
    style.long_title,
    mixed_letters,
    lost_links,
    foreign_marks,
    unclosed_code,
)

_SLIPS: tuple[Callable[[Prose], Iterator[Problem]], ...] = (
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
)
"""Rules about what Markdown makes of a page, where it is not what was meant."""

RULES: Mapping[str, tuple[Rule, ...]] = {
    "ru": (
        *_COMMON,
        minus.minus_sign("ru"),
        marks.decimals,
        marks.after_ellipsis,
        marks.percent,
        gaps.gaps,
        quotes.nested_quotes("ru"),
        spelling.yo,
        spelling.unknown_russian,
        style.capital_you,
        style.long_sentence,
    ),
    "en": (
        *_COMMON,
        minus.minus_sign("en"),
        quotes.apostrophes,
        quotes.nested_quotes("en"),
        spelling.unknown_english,
    ),
}
"""The rules for each language; any other language gets only the common ones."""


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
    yield from structure(page)
    yield from unfinished(page)
    yield from empty(page)
    yield from law(page)
    for slips in _SLIPS:
        yield from slips(page)
    yield from _personal_data(page)
    if document.locale == "en":
        yield from untranslated(page)
    if document.locale == "ru":
        measured = measure(page)
        average = measured.words_a_sentence
        if average > LONGEST_AVERAGE and measured.is_meaningful:
            told = (
                f"в среднем слов в предложении: {average:.1f}, а нужно не больше "
                f"{LONGEST_AVERAGE}; разбейте длинные"
            ).replace(".", ",", 1)
            line = document.line(("title",))
            yield document.warning(line, told, rule="readability")


def findings(passage: Passage, locale: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yields what the rules of a language find in a passage."""
    return (finding for _, finding in _found(passage, locale, vocabulary))


def _found(passage: Passage, locale: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """The findings with the names of their rules."""
    written = dataclasses.replace(passage, text=hidden(passage.text, OPAQUE))
    for rule in RULES.get(locale, _COMMON):
        for finding in rule(written, vocabulary):
            yield getattr(rule, "__name__", "").replace("_", "-"), finding


def measure(page: Prose) -> Readability:
    """Returns how hard a page's running text is to read; tables and headings are left out."""
    return readability(one.text for one in page.passages if one.kind is Kind.TEXT)


def _personal_data(page: Prose) -> Iterator[Problem]:
    """Checks code and links too: no real data may stand there either."""
    for at, message in policy.personal_data(page.document.source.body):
        yield page.warning_in_body(at, message, "personal-data")
    for location, text in fields(page.document):
        for at, message in policy.personal_data(text):
            passage = typed(page.document, location, text)  # findings are rare, places slow to find
            yield page.warning(passage, at, message, "personal-data")
