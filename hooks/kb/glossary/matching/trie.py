"""A trie over the inflected forms of all terms; each step is a word with the gap before it."""

import re
from collections.abc import Iterable, KeysView, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from kb.glossary.forms.names import Pattern, TermForms, denials, patterns
from kb.glossary.words import HYPHEN, OPENERS, PARTICLES, Words

_GAP = re.compile(r"\A\W+")


@dataclass(frozen=True, slots=True)
class End:
    """A term whose form ends here."""

    term_id: str
    pattern: Pattern


class Candidate(NamedTuple):
    """The words, by number, that are a form of one or more terms."""

    first: int
    last: int
    ends: list[End]


Never = dict[tuple[str, int], int]
"""The last word of the longest phrase that contains the word with this number and is declared to be
no occurrence of the term."""


@dataclass(slots=True)
class _Node:
    steps: "dict[str, _Node]" = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    """The words of `steps`, without the gaps before them."""

    ends: list[End] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


class Trie:
    """The forms of terms, and the phrases that are declared not to be."""

    def __init__(self, terms: Iterable[TermForms]) -> None:
        """If two terms claim the same form, the first of them comes first among the ends."""
        self._root = _Node()
        for term in terms:
            seen: set[tuple[tuple[str, ...], bool, str, str]] = set()
            for pattern in patterns(term):
                form = pattern.steps, pattern.after_numeral, pattern.before, pattern.after
                if not pattern.steps or form in seen:
                    continue
                if not any(pattern.raw):
                    seen.add(form)
                for steps in _spellings(pattern.steps):
                    self._reach(steps).ends.append(End(term.id, pattern))
            for written in {*denials(term)} - {()}:
                for steps in _spellings(written, either=True):
                    self._reach(steps).never.append(term.id)

    @property
    def first_words(self) -> KeysView[str]:
        """The words that a form begins with."""
        return self._root.steps.keys()

    def candidates(self, words: Words) -> tuple[list[Candidate], Never]:
        """Returns every word sequence that is a form of a term, and all declared not to be."""
        candidates: list[Candidate] = []
        never: Never = {}
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
                    candidates.append(Candidate(first, last, node.ends))
                if node.never:
                    for one in product(node.never, range(first, last + 1)):
                        never[one] = max(last, never.get(one, last))
                if last == final or keys[last + 1] not in node.words:
                    break  # the usual case, in which the gap need not be worked out
                node = node.steps.get(words.gap(last) + keys[last + 1])
                last += 1
        return candidates, never

    def _reach(self, steps: Sequence[str]) -> _Node:
        node = self._root
        for step in steps:
            if step not in node.steps:
                node.steps[step] = _Node()
                node.words.add(_GAP.sub("", step))
            node = node.steps[step]
        return node


def _spellings(steps: tuple[str, ...], *, either: bool = False) -> list[tuple[str, ...]]:
    """How a text may spell `steps`: “to-do” and “check-in” where they have a space.

    Not the other way round, unless `either`: “check in here” is not a “check-in”.
    """
    choices = [
        (step, HYPHEN + step)
        if at and (step in PARTICLES or steps[at - 1] in OPENERS)
        else (step, step.removeprefix(HYPHEN))
        if either and step.startswith(HYPHEN)
        else (step,)
        for at, step in enumerate(steps)
    ]
    return list(product(*choices))
