"""Ends a code block at a fence that is longer than the opening one, as CommonMark does.

In pymdownx the two must be equally long, or the code would extend to the next fence; on GitHub
nobody would notice the slip.
"""

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

# After line ends are normalized (30), before fenced code is put away (25).
PRIORITY, NAME = 26, "kb-fences"

FENCE = re.compile(r"[ \t>]*(?P<mark>`{3,}(?=[^`]*\Z)|~{3,}(?=[^~]*\Z))[ \t]*(?P<info>.*)")
"""A line that begins or ends a code block; «```код``` в строке» does not."""

_LONG = ("````", "~~~~")


def add_to(md: Markdown) -> None:
    """Makes Markdown shorten fences that are meant to close code."""
    md.preprocessors.register(_Closing(md), NAME, PRIORITY)


class _Closing(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if not any(one in line for line in lines for one in _LONG):
            return lines
        shown = [*lines]
        found = [(at, fence) for at, line in enumerate(lines) if (fence := FENCE.match(line))]
        opening = ""
        for number, (at, fence) in enumerate(found):
            mark = fence["mark"]
            follows = found[number + 1][1]["info"] if number + 1 < len(found) else "end"
            if not opening:
                opening = mark
            elif mark[0] != opening[0] or fence["info"]:
                continue
            elif mark == opening:
                opening = ""
            # Unless a new block begins next, it may belong to an example of how to write fences.
            elif len(mark) > len(opening) and follows:
                shown[at] = lines[at].replace(mark, opening, 1)
                opening = ""
        return shown
