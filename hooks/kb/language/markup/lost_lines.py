"""Warns about lines that Markdown joins, although each was meant to be separate."""

from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.joined_lines import joined_lines
from kb.language.text.prose import Prose


def lost_lines(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for the first such line of each paragraph."""
    told_of = -1
    for one in joined_lines(prose):
        lines = prose.document.source.body_lines
        if told_of < 0 or not all(line.strip() for line in lines[told_of : one.line]):
            above, sign = map(one_line, one.signs)
            told = f"строки «{above}» и «{sign}» сольются в один абзац; "
            told += "поставьте в конце первой два пробела"
            text = lines[one.line]
            column = len(text) - len(text.lstrip(" \t>")) + 1
            yield prose.warning_in_line(one.line, column, told, "lost-lines")
        told_of = one.line
