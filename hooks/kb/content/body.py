"""Finds the embed blocks of a page's body without converting it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r"\s*/{3,}[ \t]*([a-z][a-z-]*)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Embed:
    """A `/// type | id` line and where it stands, counted from 0 in the body."""

    line: int
    type: str
    id: str

    def __str__(self) -> str:
        return f"/// {self.type} | {self.id}" if self.id else f"/// {self.type}"


def embeds(lines: Iterable[str], types: frozenset[str] | None = None) -> Iterator[Embed]:
    """Yields the embeds of the given types, of all if none are; fenced code is passed over."""
    for number, line in outside_code(lines):
        if (block := _BLOCK.match(line)) and (types is None or block[1] in types):
            yield Embed(number, block[1], block[2] or "")


def outside_code(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yields the lines that are not in fenced code, with their numbers counted from 0."""
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        else:
            yield number, line
