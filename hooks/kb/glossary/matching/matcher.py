"""Finds the terms of a glossary in running text: a trie over their inflected forms.

All forms are worked out when the trie is built, so a text is read in one pass whatever the number
of terms, and the dictionaries are consulted only where a word may be a term.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

from kb.glossary.forms.names import Pattern, TermForms, denials, patterns
from kb.glossary.lemmas import fold, is_cyrillic
from kb.glossary.matching import abbreviations, english, russian
from kb.glossary.matching.context import context
from kb.glossary.words import HYPHEN, PARTICLES, Words, after, before, split

_GAP = re.compile(r"\A\W+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w")
_NUMERAL = re.compile(r"(?:.*[^1])?[234]\Z|(?:.*(?:два|две|три|четыре|оба|обе|полтора|полторы))\Z")
_ADDRESS = re.compile(r"://|@|\\|\bwww\.|[A-Za-z0-9_]\.[a-z]{2,}", re.ASCII)
# Signs that turn a name without signs into another name: «.NET», «C#».
_POINT = re.compile(r"(?:\A|(?<=[\s(«„“\"]))\.\Z")
_SIGN = re.compile(r"[+#]+(?!\w)")
_PARTICLE = re.compile(r"-(?:то|таки)\b(?!-)")  # «клиент-то доволен»
_JOINS = frozenset("&/+.:")
_NAMED = re.compile(r"\w[ \u00a0\n][«„“\"]\Z")
_CLOSES = re.compile(r"[»“”\"]")
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


_Never = dict[tuple[str, int], int]
"""The last word of the longest phrase that has the word with this number in it and is declared not
to be an occurrence of the term."""


class _Addresses:
    """Tells what stands in an address; reads each stretch of a text without spaces only once.

    The matches come almost in order, so the stretch read last is the one to keep.
    """

    __slots__ = ("_end", "_first", "_last", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = 0  # of the stretch
        self._first = self._last = 0  # where its first address begins and its last one ends

    def surround(self, start: int, end: int) -> bool:
        """Whether the text around `text[start:end]`, up to the nearest spaces, has an address.

        What looks like an address within the name itself does not count: «Node.js».
        """
        if not self._start <= start < self._end:
            self._read(start)
        if self._first < start:
            return True
        if end > self._end:
            self._read(end - 1)
        return end < self._last

    def _read(self, at: int) -> None:
        text = self._text
        start, end = at, at + 1
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        self._start, self._end, self._first, self._last = start, end, end, start
        for found in _ADDRESS.finditer(text, start, end):
            self._first = min(self._first, found.start())
            self._last = found.end()


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
                for steps in _spellings(pattern.steps):
                    _reach(root, steps).ends.append(_End(term.id, pattern))
            for written in {*denials(term)} - {()}:
                for steps in _spellings(written, either=True):
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
        if not candidates:
            return []
        addresses = _Addresses(words.folded)
        taken: set[int] = set()
        found: list[Match] = []
        for candidate in sorted(candidates, key=lambda c: (c.first - c.last, c.first)):
            numbers = range(candidate.first, candidate.last + 1)
            if not taken.isdisjoint(numbers):
                continue
            if match := self._match(words, candidate, never, addresses):
                found.append(match)
                taken.update(numbers)
        return sorted(found, key=lambda match: match.start)

    def _candidates(self, words: Words) -> tuple[list[_Candidate], _Never]:
        """Every word sequence that is a form of a term, and every one declared not to be one."""
        candidates: list[_Candidate] = []
        never: _Never = {}
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
                    for one in product(node.never, range(first, last + 1)):
                        never[one] = max(last, never.get(one, last))
                if last == final or keys[last + 1] not in node.words:
                    break  # the usual case, in which the gap need not be worked out
                node = node.steps.get(words.gap(last) + keys[last + 1])
                last += 1
        return candidates, never

    def _match(
        self, words: Words, candidate: _Candidate, never: _Never, addresses: _Addresses
    ) -> Match | None:
        first, last = candidate.first, candidate.last
        for end in candidate.ends:
            if never and never.get((end.term_id, first), -1) >= last:
                continue
            whole = _whole(words, first, last, end.pattern)
            if not whole or addresses.surround(*whole):
                continue
            if _is_meant(words, first, last, end.pattern):
                return Match(*_extent(words, *whole), end.term_id)
        return None


def _spellings(steps: tuple[str, ...], *, either: bool = False) -> list[tuple[str, ...]]:
    """How a text may spell `steps`: a hyphen may stand before a particle where they have a space.

    Not the other way, unless `either`: “check in here” is no “check-in”.
    """
    choices = [
        (step, HYPHEN + step)
        if at and step in PARTICLES
        else (step, step.removeprefix(HYPHEN))
        if either and step.startswith(HYPHEN)
        else (step,)
        for at, step in enumerate(steps)
    ]
    return list(product(*choices))


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

    A hyphen, another sign or a placeholder around them shows that they are.
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
    if (
        text[end : end + 1] == "-"
        and not (pattern.compound and _hyphen(text, end, end + 1))
        and not _PARTICLE.match(text, end)
    ):
        return None
    if len(pattern.steps) > 1 and _is_longer(text, start, end, pattern.steps):
        return None
    return start, end


def _is_longer(text: str, start: int, end: int, steps: Sequence[str]) -> bool:
    """Whether a sign that joins the words of a name continues it: «24/7/365», «R&D&I»."""
    signs = {step[0] for step in steps[1:] if step[0] in _JOINS}
    return bool(signs) and (
        (text[end : end + 1] in signs and text[end + 1 : end + 2].isalnum())
        or (text[start - 1 : start] in signs and text[start - 2 : start - 1].isalnum())
    )


def _hyphen(text: str, at: int, beyond: int) -> bool:
    return text[at] == "-" and 0 <= beyond < len(text) and text[beyond].isalpha()


def _is_meant(words: Words, first: int, last: int, pattern: Pattern) -> bool:
    """Whether the words are written as they must be, and are not homonyms of the name."""
    numbers = range(first, last + 1)
    if any(raw and words.raw(at) != raw for at, raw in zip(numbers, pattern.raw, strict=True)):
        return False
    if pattern.after_numeral:
        left = context(words, first, last).left[:2]
        return any(_NUMERAL.match(fold(word)) for word in left)
    if first == last and (exact := pattern.raw[0]) and exact.isupper():
        return abbreviations.is_meant(words, first)
    if not pattern.word:
        return True
    form = words.raw(first)
    if pattern.word.islower() and form.istitle() and _is_title(words, first):
        return False
    is_noun = russian.is_noun if is_cyrillic(form) else english.is_noun
    return is_noun(form, pattern.word, context(words, first, last))


def _is_title(words: Words, at: int) -> bool:
    """Whether a word stands alone in quotation marks after another word: «группа „Процесс“»."""
    start, end = words.spans[at]
    return bool(
        _NAMED.search(words.text, max(0, start - 4), start) and _CLOSES.match(words.text, end)
    )


def _extent(words: Words, start: int, end: int) -> tuple[int, int]:
    """The occurrence extended by the other quotation mark of a pair and a possessive apostrophe."""
    text = words.text
    inside = text[start:end]
    for opening, closing in _PAIRS:
        if inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    if text[end : end + 1] in {"'", "’"} and _is_possessive(words, end):
        end += 1
    return start, end


def _is_possessive(words: Words, at: int) -> bool:
    """Whether the apostrophe at `at` follows a plural and closes no quotation."""
    text = words.text
    follows = at + 2 < len(text) and text[at + 1] == " " and text[at + 2].isalpha()
    if text[at - 1] not in "sS" or not follows:
        return False
    return words.quoted_from("‘" if text[at] == "’" else "'") >= at
