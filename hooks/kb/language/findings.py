"""What a rule finds in a passage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.content.problems import Severity
from kb.language.prose import Passage
from kb.language.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Mending:
    """A correction to make without asking: the wrong text between two places, and the right one."""

    start: int
    end: int
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a passage."""

    at: int
    message: str
    """In Russian: what is wrong, and how to put it right."""

    severity: Severity = Severity.WARNING
    mending: Mending | None = None


Rule = Callable[[Passage, Vocabulary], Iterator[Finding]]
"""Checks one passage, with the vocabulary of its language."""


def error(at: int, message: str, mending: Mending | None = None) -> Finding:
    """Returns a finding that stops publishing: the style guide calls it a mistake."""
    return Finding(at, message, Severity.ERROR, mending)
