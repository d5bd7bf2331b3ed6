"""Applies all rules about pages: language, links, glossary."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kb.cache.workers import processes, share_out
from kb.content.library import Document
from kb.content.model import Term
from kb.content.problems import Problem, Severity
from kb.content.visibility import public
from kb.edition import KnowledgeBase
from kb.language import Vocabulary, check_page, prose, vocabularies
from kb.lint.glossary import glossary_health, unused_terms
from kb.lint.links import Links
from kb.lint.search_words import SearchWords
from kb.replacements import problems as replaced_problems
from kb.translation import problems as translation_problems


class Lint:
    """What is wrong with the pages of a knowledge base; costly work is done only on demand."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._links = Links(kb)

    def page(self, document: Document) -> Iterator[Problem]:
        """Yields what is wrong with one page; invalid fields are in `kb.problems` already."""
        words, _ = self._words
        page = prose(document)
        found = check_page(page, words[document.locale])
        drawn = self._kb.settings.draws_formulas
        yield from (one for one in found if not (drawn and one.rule == "formulas"))
        yield from self._links.check(page)
        yield from self._search_words.page(document)

    def synonyms(self) -> Iterator[Problem]:
        """Yields synonyms of words that no page has, if all pages can be read."""
        if not self._kb.unread():
            yield from self._search_words.idle_synonyms()

    def glossary(self) -> Iterator[Problem]:
        """Yields faults of terms that only all pages together reveal; the slowest of the rules."""
        library = self._kb.library
        lost = {one.locale for one in self._kb.unread()}
        for locale in library.locales:
            edition = self._kb.edition(locale)
            yield from glossary_health(edition)
            # A page that cannot be read may be the only one that a term occurs on.
            if lost.isdisjoint((locale, library.default_locale)):
                yield from unused_terms(edition)

    @property
    def words_problems(self) -> list[Problem]:
        """What is wrong with the lists of words themselves."""
        return self._words[1]

    @cached_property
    def _search_words(self) -> SearchWords:
        return SearchWords(self._kb, self._words[0])

    @cached_property
    def _words(self) -> tuple[Mapping[str, Vocabulary], list[Problem]]:
        kb = self._kb
        return vocabularies(kb.roots, kb.library, shown_from=kb.shown_from)


def problems_of(chosen: Sequence[Document], kb: KnowledgeBase) -> list[Problem]:
    """Returns the problems that can be found without a build, in the whole base and in `chosen`."""
    lint = Lint(kb)
    problems = [*kb.problems, *lint.words_problems]
    # A translation that cannot be read is not missing: its own errors are reported already.
    default = kb.library.default_locale
    known = {f"{default}/{one.path}" for one in kb.unread() if one.locale != default}
    only = kb.settings.only_locale
    problems += translation_problems(kb.library.without(known), only=only)
    problems += replaced_problems(kb.library, kb.roots, shown_from=kb.shown_from)
    # These stop only a build for the public; here they are warnings.
    problems += (replace(one, severity=Severity.WARNING) for one in public(kb.library)[1])
    problems += _of_pages(chosen, lint)
    if {*kb.library.documents} <= {*chosen}:
        problems += lint.synonyms()
    if any(isinstance(one.entry, Term) for one in chosen):
        problems += lint.glossary()
    return problems


def _of_pages(chosen: Sequence[Document], lint: Lint) -> Iterator[Problem]:
    """Yields what is wrong with the pages, in their order; processes share them out."""

    def checked(document: Document) -> bytes:
        return pickle.dumps([*lint.page(document)])

    found = dict(share_out(chosen, checked, processes()))
    for number, document in enumerate(chosen):
        own: Sequence[Problem] = pickle.loads(found.get(number) or checked(document))  # noqa: S301 (ours)
        yield from own
