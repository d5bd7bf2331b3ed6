"""Breaks lines that were meant to be separate, with two spaces at the end of one."""

import re

from kb.language.mending.written import rewritten
from kb.language.text.conversion import convert_body
from kb.language.text.joined_lines import joined_lines
from kb.language.text.prose import Prose

_BREAK = re.compile(r"<br ?/?>")


def with_lines_broken(page: Prose) -> str:
    """Returns the body of a page with a break before each line that has its own label or number."""
    lines = page.source.body_lines
    broken = [
        (one.line - 1, one.line, [f"{lines[one.line - 1].rstrip()}  "])
        for one in joined_lines(page)
    ]
    return rewritten(page, broken, _but_for_breaks)


def _but_for_breaks(body: str) -> list[str]:
    return _BREAK.sub("\n", convert_body(body).html).split()
