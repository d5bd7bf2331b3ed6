"""What is wrong with the content, where, and how an editor puts it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    """Nothing is published until it is mended."""
    WARNING = "warning"
    """Told to the editor; the site is published."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one place."""

    path: str
    """The file as the editor knows it: docs/ru/roles/zakazchik.md."""

    line: int
    """Counted from 1, in the whole file."""

    message: str
    """In Russian: what is wrong, and how to put it right."""

    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """One line, whatever was typed into the place it speaks of."""
        note = "предупреждение: " if self.severity is Severity.WARNING else ""
        return " ".join(f"{self.path}:{self.line}: {note}{self.message}".split())


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems that stop publishing, sorted by place, each once."""
    return sorted({problem for problem in problems if problem.severity is Severity.ERROR})
