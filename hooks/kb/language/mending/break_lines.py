"""Breaks lines that were meant to be separate, with two spaces at the end of one."""

import re
from collections.abc import Sequence

from kb.language.mending.halves import made
from kb.language.text.conversion import convert_body
from kb.language.text.joined_lines import joined_lines
from kb.language.text.prose import Prose

_BREAK = re.compile(r"<br ?/?>")


def with_lines_broken(page: Prose) -> str:
    """Returns the body of a page with a break before each line that has its own label or number."""
    source = page.document.source
    ends = [one.line - 1 for one in joined_lines(page)]

    def broken(at: Sequence[int]) -> str:
        lines = list(source.body_lines)
        for number in at:
            lines[number] = lines[number].rstrip() + "  "
        return "\n".join(lines)

    return made(source.body, ends, broken, _but_for_breaks)


def _but_for_breaks(body: str) -> list[str]:
    return _BREAK.sub("\n", convert_body(body).html).split()
