"""Finds words that a hyphen parts at the end of a line, as in text copied from a PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.language.text.prose import Prose
from kb.morphology import is_known

_END = re.compile(r"(?<![\w-])(?P<left>[а-яё]+)(?P<mark>[-¬\u00ad])[ ]*\Z", re.IGNORECASE)
_BEGIN = re.compile(
    r"(?P<before>[ \t>]*)(?!(?:и|или|а|но|да|либо)\b)(?P<right>[а-яё]+)(?![\w-])"
    r"(?P<marks>\S*)(?P<gap>[ ]*)"
)
"""How the rest of a word begins a line; not «и» in «до-⏎и послепродажный»."""


@dataclass(frozen=True, slots=True)
class Torn:
    """A word on two lines."""

    line: int
    """The first line, counted from 0 in the body."""

    word: str
    mark: int
    """Where the hyphen is in the first line."""

    rest: re.Match[str]
    """What the second line begins with: the rest of the word, and marks."""


def torn_words(page: Prose) -> Iterator[Torn]:
    """Yields the words that a dictionary has only without the hyphen, in their order."""
    for at, (above, line) in enumerate(pairwise(page.text_lines)):
        end, rest = _END.search(above), _BEGIN.match(line)
        if not end or not rest:
            continue
        left, right = end["left"], rest["right"]
        is_compound = end["mark"] == "-" and is_known(f"{left}-{right}".lower())
        if is_known(f"{left}{right}".lower()) and not is_compound:
            yield Torn(at, f"{left}{right}", end.start("mark"), rest)
