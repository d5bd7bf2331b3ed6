"""Finds the terms of a glossary in running text: a trie over their inflected forms.

All forms are worked out when the trie is built, so a text is read in one pass whatever the number
of terms, and only where a word may be a term is anything asked of the dictionaries.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kb.glossary import english, russian
from kb.glossary.context import context
from kb.glossary.lemmas import fold, is_cyrillic
from kb.glossary.names import Pattern, TermForms, denials, patterns
from kb.glossary.words import Words, split

_GAP = re.compile(r"\A\W+")
_LETTER = re.compile(r"[^\W\d_]")
_NUMERAL = re.compile(r"(?:.*[^1])?[234]\Z|(?:.*(?:два|две|три|четыре|оба|обе|полтора|полторы))\Z")
_ADDRESS = re.compile(r"://|@|\\|\bwww\.|[A-Za-z0-9_]\.[a-z]{2,}", re.ASCII)
_NO_WORD_BEFORE = frozenset("@#$\\{~=")
_PAIRS = (("«", "»"), ("„", "“"), ("“", "”"))


class Match(NamedTuple):
    """An occurrence of a term: `text[start:end]`."""

    start: int
    end: int
    term_id: str


@dataclass(frozen=True, slots=True)
class _End:
    term_id: str
    pattern: Pattern


@dataclass(slots=True)
class _Node:
    steps: "dict[str, _Node]" = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    """Those of the steps, without their gaps."""

    ends: list[_End] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


class _Candidate(NamedTuple):
    first: int
    last: int
    ends: list[_End]


class Matcher:
    """The occurrences of `terms` in texts of one language.

    The trie is built when the first text with a letter comes. If two terms claim one form, it
    goes to the one that comes first.
    """

    def __init__(self, terms: Sequence[TermForms]) -> None:
        self._terms = tuple(terms)

    @cached_property
    def _root(self) -> _Node:
        root = _Node()
        for term in self._terms:
            seen: set[tuple[tuple[str, ...], bool]] = set()
            for pattern in patterns(term):
                if not pattern.steps or (pattern.steps, pattern.after_numeral) in seen:
                    continue
                if not any(pattern.raw):
                    seen.add((pattern.steps, pattern.after_numeral))
                _reach(root, pattern.steps).ends.append(_End(term.id, pattern))
            for steps in {*denials(term)} - {()}:
                _reach(root, steps).never.append(term.id)
        return root

    def find(self, text: str) -> list[Match]:
        """The occurrences in `text`, in order; the longest wins where two overlap."""
        if not _LETTER.search(text):
            return []
        words = split(text)
        if self._root.steps.keys().isdisjoint(words.keys):
            return []
        candidates, never = self._candidates(words)
        taken: set[int] = set()
        found: list[Match] = []
        for candidate in sorted(candidates, key=lambda c: (c.first - c.last, c.first)):
            numbers = range(candidate.first, candidate.last + 1)
            if not taken.isdisjoint(numbers):
                continue
            if match := self._match(words, candidate, never):
                found.append(match)
                taken.update(numbers)
        return sorted(found, key=lambda match: match.start)

    def _candidates(self, words: Words) -> tuple[list[_Candidate], list[tuple[int, int, str]]]:
        """Every sequence that is a form of a term, and every one that is said not to be."""
        candidates: list[_Candidate] = []
        never: list[tuple[int, int, str]] = []
        starts = self._root.steps
        keys = words.keys
        final = len(keys) - 1
        for first, key in enumerate(keys):
            if key not in starts:
                continue
            node: _Node | None = starts[key]
            last = first
            while node:
                if node.ends:
                    candidates.append(_Candidate(first, last, node.ends))
                if node.never:
                    never += ((first, last, term_id) for term_id in node.never)
                if last == final or keys[last + 1] not in node.words:
                    break  # mostly so: then nobody has to work out the gap
                node = node.steps.get(words.gap(last) + keys[last + 1])
                last += 1
        return candidates, never

    def _match(
        self, words: Words, candidate: _Candidate, never: list[tuple[int, int, str]]
    ) -> Match | None:
        first, last = candidate.first, candidate.last
        for end in candidate.ends:
            denied = any(
                end.term_id == term_id and begin <= first and last <= finish
                for begin, finish, term_id in never
            )
            pattern = end.pattern
            alone = not denied and _stands_alone(words, first, last, pattern.compound)
            if alone and _is_meant(words, first, last, pattern):
                return Match(*_extent(words, first, last), end.term_id)
        return None


def _reach(root: _Node, steps: Sequence[str]) -> _Node:
    node = root
    for step in steps:
        if step not in node.steps:
            node.steps[step] = _Node()
            node.words.add(_GAP.sub("", step))
        node = node.steps[step]
    return node


def _stands_alone(words: Words, first: int, last: int, compound: bool) -> bool:
    """Whether no hyphen, address or placeholder makes the words part of something else."""
    text = words.folded
    start, end = words.spans[first][0], words.spans[last][1]
    if start and (text[start - 1] in _NO_WORD_BEFORE or _hyphen(text, start - 1, start - 2)):
        return False
    if text[end : end + 1] == "-" and not (compound and _hyphen(text, end, end + 1)):
        return False
    return not _ADDRESS.search(_chunk(text, start, end))


def _hyphen(text: str, at: int, beyond: int) -> bool:
    return text[at] == "-" and 0 <= beyond < len(text) and text[beyond].isalpha()


def _chunk(text: str, start: int, end: int) -> str:
    """What stands around `text[start:end]` without a space."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _is_meant(words: Words, first: int, last: int, pattern: Pattern) -> bool:
    """Whether the words are written as they must be, and are not others of the same spelling."""
    numbers = range(first, last + 1)
    if any(raw and words.raw(at) != raw for at, raw in zip(numbers, pattern.raw, strict=True)):
        return False
    if pattern.after_numeral:
        left = context(words, first, last).left[:2]
        return any(_NUMERAL.match(fold(word)) for word in left)
    if not pattern.word:
        return True
    form = words.raw(first)
    is_noun = russian.is_noun if is_cyrillic(form) else english.is_noun
    return is_noun(form, pattern.word, context(words, first, last))


def _extent(words: Words, first: int, last: int) -> tuple[int, int]:
    """Where the occurrence begins and ends, with the other one of a pair of quotation marks."""
    text = words.text
    start, end = words.spans[first][0], words.spans[last][1]
    inside = text[start:end]
    for opening, closing in _PAIRS:
        if inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    if text[end : end + 1] in {"'", "’"} and _is_possessive(text, end):
        end += 1
    return start, end


def _is_possessive(text: str, at: int) -> bool:
    """Whether the apostrophe at `at` follows a plural and closes no quotation."""
    opening = "‘" if text[at] == "’" else "'"
    follows = at + 2 < len(text) and text[at + 1] == " " and text[at + 2].isalpha()
    return text[at - 1] in "sS" and follows and opening not in text[:at]
