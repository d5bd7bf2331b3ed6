"""Puts the rules about pages together: language, links, glossary."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kb.base import KnowledgeBase
from kb.content.library import Document
from kb.content.problems import Problem
from kb.health import glossary_health, unused_terms
from kb.language import Vocabulary, check_page, prose, vocabularies
from kb.lint.links import Links


class Lint:
    """What is wrong with the pages of a knowledge base; costly work is done only when asked for."""

    def __init__(self, kb: KnowledgeBase, roots: Sequence[Path], *, shown_from: Path) -> None:
        """`roots` are the folders the knowledge base was read from, with their words.yml."""
        self._kb = kb
        self._links = Links(kb, roots)
        self._roots = roots
        self._shown_from = shown_from

    def page(self, document: Document) -> Iterator[Problem]:
        """Yields what is wrong with one page; invalid fields are in `kb.problems` already."""
        words, _ = self._words
        page = prose(document)
        yield from check_page(page, words[document.locale])
        yield from self._links.check(page)

    def glossary(self) -> Iterator[Problem]:
        """Yields faults of terms that only all pages together show; the slowest of the rules."""
        for locale in self._kb.library.locales:
            edition = self._kb.edition(locale)
            yield from glossary_health(edition)
            yield from unused_terms(edition)

    @property
    def words_problems(self) -> list[Problem]:
        """What is wrong with the lists of words themselves."""
        return self._words[1]

    @cached_property
    def _words(self) -> tuple[Mapping[str, Vocabulary], list[Problem]]:
        return vocabularies(self._roots, self._kb.library, shown_from=self._shown_from)
