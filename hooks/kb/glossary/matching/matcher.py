"""Finds the terms of a glossary in running text.

All forms are computed when the trie is built, so a text is read in one pass whatever the number of
terms, and the dictionaries are consulted only where a word may be a term.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from kb.glossary.forms.names import TermForms
from kb.glossary.matching.addresses import Addresses
from kb.glossary.matching.occurrence import extent, is_meant, whole
from kb.glossary.matching.trie import Candidate, Never, Trie
from kb.glossary.words import Words, split

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w")


class Match(NamedTuple):
    """An occurrence of a term: `text[start:end]`."""

    start: int
    end: int
    term_id: str


class Matcher:
    """Finds the occurrences of `terms` in texts of one language.

    The trie is built at the first text that has a letter (or a digit, if a name has no letters).
    If two terms claim the same form, it goes to the first of them.
    """

    def __init__(self, terms: Sequence[TermForms]) -> None:
        self._terms = tuple(terms)
        names = (name for one in terms for name in (*one.names, *one.abbreviations, *one.exact))
        self._worth = _LETTER if all(map(_LETTER.search, names)) else _WORD  # «24/7»

    @cached_property
    def _trie(self) -> Trie:
        return Trie(self._terms)

    def find(self, text: str) -> list[Match]:
        """The occurrences in `text`, in order; the longest wins where two overlap."""
        if not self._worth.search(text):
            return []
        words = split(text)
        if self._trie.first_words.isdisjoint(words.keys):
            return []
        candidates, never = self._trie.candidates(words)
        if not candidates:
            return []
        addresses = Addresses(words.folded)
        taken: set[int] = set()
        found: list[Match] = []
        for candidate in sorted(candidates, key=lambda c: (c.first - c.last, c.first)):
            numbers = range(candidate.first, candidate.last + 1)
            if not taken.isdisjoint(numbers):
                continue
            if match := _match(words, candidate, never, addresses):
                found.append(match)
                taken.update(numbers)
        return sorted(found, key=lambda match: match.start)


def _match(words: Words, candidate: Candidate, never: Never, addresses: Addresses) -> Match | None:
    """The occurrence that a candidate is, of the first term that fits; None if it is none."""
    first, last = candidate.first, candidate.last
    for end in candidate.ends:
        if never and never.get((end.term_id, first), -1) >= last:
            continue
        found = whole(words, first, last, end.pattern)
        if not found or addresses.surround(*found):
            continue
        if is_meant(words, first, last, end.pattern):
            return Match(*extent(words, *found), end.term_id)
    return None
