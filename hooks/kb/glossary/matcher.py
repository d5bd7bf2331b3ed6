"""Finds the terms of a glossary in running text: a trie over their inflected forms.

All forms are worked out when the trie is built, so a text is read in one pass whatever the number
of terms, and the dictionaries are consulted only where a word may be a term.
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
from kb.glossary.words import Words, after, before, split

_GAP = re.compile(r"\A\W+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w")
_NUMERAL = re.compile(r"(?:.*[^1])?[234]\Z|(?:.*(?:два|две|три|четыре|оба|обе|полтора|полторы))\Z")
_ADDRESS = re.compile(r"://|@|\\|\bwww\.|[A-Za-z0-9_]\.[a-z]{2,}", re.ASCII)
# Signs that turn a name without signs into another name: «.NET», «C#».
_POINT = re.compile(r"(?:\A|(?<=[\s(«„“\"]))\.\Z")
_SIGN = re.compile(r"[+#]+(?!\w)")
_JOINS = frozenset("&/+.:")
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
    """The words of `steps`, without the gaps before them."""

    ends: list[_End] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


class _Candidate(NamedTuple):
    first: int
    last: int
    ends: list[_End]


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
    def _root(self) -> _Node:
        root = _Node()
        for term in self._terms:
            seen: set[tuple[tuple[str, ...], bool, str, str]] = set()
            for pattern in patterns(term):
                form = pattern.steps, pattern.after_numeral, pattern.before, pattern.after
                if not pattern.steps or form in seen:
                    continue
                if not any(pattern.raw):
                    seen.add(form)
                _reach(root, pattern.steps).ends.append(_End(term.id, pattern))
            for steps in {*denials(term)} - {()}:
                _reach(root, steps).never.append(term.id)
        return root

    def find(self, text: str) -> list[Match]:
        """The occurrences in `text`, in order; the longest wins where two overlap."""
        if not self._worth.search(text):
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
        """Every word sequence that is a form of a term, and every one declared not to be one."""
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
                    break  # the usual case, in which the gap need not be worked out
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
            whole = None if denied else _whole(words, first, last, end.pattern)
            if whole and _is_meant(words, first, last, end.pattern):
                return Match(*_extent(words.text, *whole), end.term_id)
        return None


def _reach(root: _Node, steps: Sequence[str]) -> _Node:
    node = root
    for step in steps:
        if step not in node.steps:
            node.steps[step] = _Node()
            node.words.add(_GAP.sub("", step))
        node = node.steps[step]
    return node


def _whole(words: Words, first: int, last: int, pattern: Pattern) -> tuple[int, int] | None:
    """Where the words begin and end with their signs; None if they are part of something else.

    A hyphen, another sign, an address or a placeholder around them shows that they are.
    """
    text = words.folded
    begins, ends = words.spans[first][0], words.spans[last][1]
    start = before(text, begins, pattern.before) if pattern.before else begins
    end = after(text, ends, pattern.after) if pattern.after else ends
    if start is None or end is None:
        return None
    if not pattern.before and _POINT.search(text, max(0, start - 2), start):
        return None
    if not pattern.after and _SIGN.match(text, end):
        return None
    if start and (text[start - 1] in _NO_WORD_BEFORE or _hyphen(text, start - 1, start - 2)):
        return None
    if text[end : end + 1] == "-" and not (pattern.compound and _hyphen(text, end, end + 1)):
        return None
    if len(pattern.steps) > 1 and _is_longer(text, start, end, pattern.steps):
        return None
    return None if _in_address(text, start, end) else (start, end)


def _is_longer(text: str, start: int, end: int, steps: Sequence[str]) -> bool:
    """Whether a sign that joins the words of a name continues it: «24/7/365», «R&D&I»."""
    signs = {step[0] for step in steps[1:] if step[0] in _JOINS}
    return bool(signs) and (
        (text[end : end + 1] in signs and text[end + 1 : end + 2].isalnum())
        or (text[start - 1 : start] in signs and text[start - 2 : start - 1].isalnum())
    )


def _hyphen(text: str, at: int, beyond: int) -> bool:
    return text[at] == "-" and 0 <= beyond < len(text) and text[beyond].isalpha()


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the text around `text[start:end]`, up to the nearest spaces, has an address in it.

    What looks like an address within the name itself does not count: «Node.js».
    """
    first, last = start, end
    while first and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    found = _ADDRESS.finditer(text, first, last)
    return any(not (start <= one.start() and one.end() <= end) for one in found)


def _is_meant(words: Words, first: int, last: int, pattern: Pattern) -> bool:
    """Whether the words are written as they must be, and are not homonyms of the name."""
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


def _extent(text: str, start: int, end: int) -> tuple[int, int]:
    """The occurrence extended by the other quotation mark of a pair and a possessive apostrophe."""
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
