"""What a rule finds in a passage."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.content.problems import Severity
from kb.language.dictionary.words import Vocabulary
from kb.language.text.prose import Passage


@dataclass(frozen=True, slots=True)
class Mending:
    """An automatic correction: the wrong text between two places, and the right one."""

    start: int
    end: int
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a passage."""

    at: int
    message: str
    """In Russian: what is wrong, and how to fix it."""

    severity: Severity = Severity.WARNING
    mending: Mending | None = None


Rule = Callable[[Passage, Vocabulary], Iterator[Finding]]
"""Checks one passage, with the vocabulary of its language."""

_ESCAPED = re.compile(r"\\[\[\]()*`<!]")
_NEARBY = 5
"""How many marks there may be between the beginning of a stretch and its first word."""

_WORD = re.compile(r"[^\W_]")


def word_at(text: str, at: int) -> int:
    """Returns where the first word from `at` on begins: only words are found in the source."""
    word = _WORD.search(text, at)
    return word.start() if word else at


def is_escaped(passage: Passage, start: int, end: int) -> bool:
    """Whether a mark in a stretch of a passage is escaped in the source, and so intended."""
    source = passage.alignment.source
    if "\\" not in source:
        return False
    origin = passage.placed.origin(word_at(passage.text, start))
    return bool(_ESCAPED.search(source, max(0, origin - _NEARBY), origin + end - start + _NEARBY))


def error(at: int, message: str, mending: Mending | None = None) -> Finding:
    """Returns a finding that stops publishing: the style guide calls it a mistake."""
    return Finding(at, message, Severity.ERROR, mending)
