"""What is wrong with the content, where, and how an editor can fix it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

_SURROGATE = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes in a file's name that are not UTF-8."""

Location = tuple[int | str, ...]
"""The path to a value: ("groups", 0, "items", 2, "why")."""


class Severity(StrEnum):
    ERROR = "error"
    """Nothing is published until it is fixed."""
    WARNING = "warning"
    """Reported to the editor; the site is published."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one place."""

    path: str
    """The file as the editor knows it: docs/ru/roles/zakazchik.md."""

    line: int
    """Counted from 1, in the whole file."""

    message: str
    """In Russian: what is wrong, and how to fix it."""

    severity: Severity = Severity.ERROR

    column: int = 0
    """Counted from 1; 0 if only the line is known, as is common for a field."""

    rule: str = ""
    """The name of the rule that found it, for other programs: `yo`, `anchor`, `MD022`."""

    location: Location = field(default=(), compare=False)
    """The field that it is in; empty if it is elsewhere, or if only the message says so."""

    def __str__(self) -> str:
        """Returns a single line, even if the text it quotes has line breaks."""
        note = "предупреждение: " if self.severity is Severity.WARNING else ""
        column = f"{self.column}:" if self.column else ""
        return " ".join(f"{self.path}:{self.line}:{column} {note}{self.message}".split())


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that keeps a file from being read; unlike a `Problem`, it has no path yet."""

    line: int
    message: str
    location: Location = ()
    is_missing: bool = False
    """Whether a required field is missing."""

    no_id: str = ""
    """The value in place of a page's id, if it cannot be one."""

    def in_file(self, shown_as: str) -> Problem:
        """Returns the fault as a problem of the file that an editor knows by this name."""
        return Problem(shown_as, self.line, self.message, location=self.location)


def as_shown(path: Path, start: Path) -> str:
    """Returns how problems name a file: relative to the folder `start` if it is inside."""
    return printable((path.relative_to(start) if path.is_relative_to(start) else path).as_posix())


def printable(name: str) -> str:
    """Returns a name with «�» for bytes that are not UTF-8, which could not be printed."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", name)


def not_built(wrong: str, found: Iterable[object]) -> str:
    """Returns why a site is not built: what to fix, in Russian, and all faults, one per line."""
    return "\n".join([f"Сайт не изменён, исправьте {wrong}:", *map(str, found)])


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems in the order of file, line and column, each once."""
    return sorted(set(problems), key=lambda one: (one.path, one.line, one.column, one.message))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems that stop publishing, sorted by place, each once."""
    return sorted({problem for problem in problems if problem.severity is Severity.ERROR})
