"""Ends a code block at a fence that is longer or a little more indented, as CommonMark does.

In pymdownx the two must be written alike, or the code would extend to the next fence; on GitHub
nobody would notice the slip.
"""

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

# After line ends are normalized (30), before fenced code is put away (25).
PRIORITY, NAME = 26, "kb-fences"

FENCE = re.compile(
    r"(?P<before>[ \t>]*)(?P<mark>`{3,}(?=[^`]*\Z)|~{3,}(?=[^~]*\Z))[ \t]*(?P<info>.*)"
)
"""A line that begins or ends a code block; «```код``` в строке» does not."""

_MARKS = ("```", "~~~")
_NEAR = 3
"""By how many spaces the two may differ."""


def add_to(md: Markdown) -> None:
    """Makes Markdown write a fence that is meant to close code like the one that begins it."""
    md.preprocessors.register(_Closing(md), NAME, PRIORITY)


class _Closing(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if not any(one in line for line in lines for one in _MARKS):
            return lines
        shown = [*lines]
        found = [(at, fence) for at, line in enumerate(lines) if (fence := FENCE.match(line))]
        opening: re.Match[str] | None = None
        example = ""
        """What precedes the last fence that begins an example inside the code."""

        for number, (at, fence) in enumerate(found):
            before, mark = fence.group("before", "mark")
            is_last = number + 1 == len(found)
            below, info = ("", "end") if is_last else found[number + 1][1].group("before", "info")
            if opening is None:
                opening, example = fence, "none"
                continue
            is_equal, is_near = mark == opening["mark"], _is_near(before, opening["before"])
            is_of_example = is_near and (before == example or (before == below and not info))
            if mark[0] != opening["mark"][0] or fence["info"] or (is_equal and is_of_example):
                example = before
            # Unless a new block begins next, it may belong to an example of how to write fences.
            elif is_equal or (len(mark) > len(opening["mark"]) and info):
                shown[at] = (opening["before"] if is_near else before) + opening["mark"]
                opening = None
        return shown


def _is_near(one: str, other: str) -> bool:
    """Whether lines begin with nothing but spaces, and with about as many."""
    return not (one + other).strip(" ") and 0 < abs(len(one) - len(other)) <= _NEAR
