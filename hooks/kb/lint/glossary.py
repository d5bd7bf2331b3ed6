"""Warnings for the glossary's editors: `kb check` reports them, but they stop nothing."""

import re
from collections.abc import Iterator

from kb import morphology
from kb.content.fields.structure import values
from kb.content.library import Document
from kb.content.model import Term
from kb.content.names import names_of, normal
from kb.content.problems import Problem
from kb.edition import Edition

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"\w")


def glossary_health(edition: Edition) -> Iterator[Problem]:
    """Yields warnings about terms whose definition names the term or is in another language.

    Also about names that are a form of another term’s: only one of the two is linked.
    """
    for one, term in _terms(edition):
        if one.locale != edition.locale:
            continue
        yield from _names_of_others(edition, one, term)
        text = term.definition.partition(". ")[0]  # later sentences may name the term
        if any(match.term_id == term.id for match in edition.matcher.find(text)):
            yield one.warning_in_field(
                ("definition",), "определение объясняет термин через него самого"
            )
        words = _LETTERS.findall(text)
        if words and not any(_is_known(word, edition.locale) for word in words):
            yield one.warning_in_field(
                ("definition",),
                f"ни одного знакомого слова; это точно текст на языке «{edition.locale}»?",
            )


def unused_terms(edition: Edition) -> Iterator[Problem]:
    """Yields a warning for each term that readers of the other pages never reach.

    A page uses a term if it occurs in its body or fields, or is named in its `terms`. The page of
    a term counts only if that term is used: two that mention only each other are unused.
    """
    uses = {one: _used_by(one, edition) for one in edition.documents}
    pages = dict(_terms(edition))
    used: set[str] = set()
    new = set[str]().union(*(terms for one, terms in uses.items() if one not in pages))
    while new:
        used |= new
        new = set().union(*(uses[one] for one, term in pages.items() if term.id in new)) - used
    for one, term in pages.items():
        if one.locale == edition.locale and term.id not in used:
            others = sorted(other.id for page, other in pages.items() if term.id in uses[page])
            nowhere = "термин не встречается ни на одной странице"
            if others:
                nowhere += f", кроме терминов, которых тоже нигде нет: {', '.join(others)}"
            yield one.warning_in_field(("title",), nowhere)


def _used_by(one: Document, edition: Edition) -> set[str]:
    texts = [text for _, text in values(one.entry) if type(text) is str]
    found = {str(term) for term in one.entry.terms}
    for text in (one.source.body, *texts):
        found |= {match.term_id for match in edition.matcher.find(text)}
    return found - {one.key}


def _names_of_others(edition: Edition, document: Document, term: Term) -> Iterator[Problem]:
    """Yields a warning for each name of the term that texts give to another term."""
    if term.match and term.match.exact:
        return  # its names are not looked for
    for location, name in names_of(term):
        if location == ("abbr",):
            continue  # it counts only as written, so it is not a form of another name
        for match in edition.matcher.find(name):
            other = edition.find(match.term_id)
            whole = not _WORD.search(name[: match.start] + name[match.end :])
            if other is None or other.key == term.id or not whole or _has(other, name):
                continue
            yield document.warning_in_field(
                location,
                f"«{name.strip('«»')}» — форма названия, которое есть у термина "
                f"{other.shown_as}; оставьте у одного, у другого перенесите в see_from",
            )


def _has(document: Document, name: str) -> bool:
    """Whether the term has this very name: that is an error, reported elsewhere."""
    return any(normal(one) == normal(name) for _, one in names_of(document.entry))


def _is_known(word: str, locale: str) -> bool:
    if locale == "ru":  # the dictionary that the rules for texts have loaded
        return morphology.is_known(word.lower())
    return morphology.is_listed(word, locale)


def _terms(edition: Edition) -> Iterator[tuple[Document, Term]]:
    for one in edition.documents:
        if isinstance(one.entry, Term):
            yield one, one.entry
