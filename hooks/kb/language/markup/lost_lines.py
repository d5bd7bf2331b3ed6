"""Warns about lines that Markdown joins, although each was meant to be separate, or one word."""

from collections.abc import Iterator, Sequence

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.joined_lines import Joined, joined_lines
from kb.language.text.prose import Prose
from kb.language.text.torn_words import torn_words


def lost_lines(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for the first such line of each paragraph, and for each torn word."""
    for one in torn_words(prose):
        told = f"между частями слова «{one.word}» будут дефис и пробел; напишите его в одной строке"
        yield prose.warning_in_line(one.line, one.mark + 1, told, "lost-lines")
    lines = prose.source.body_lines
    for first, *others in _paragraphs(lines, joined_lines(prose)):
        above, sign = map(one_line, first.signs)
        told = f"строки «{above}» и «{sign}» сольются в один абзац; поставьте в конце первой"
        if others:
            told = f"строки «{above}», «{sign}» и другие сольются в один абзац; поставьте в конце"
            told += " каждой, кроме последней,"
        text = lines[first.line]
        column = len(text) - len(text.lstrip(" \t>")) + 1
        told += " два пробела"
        yield prose.warning_in_line(first.line, column, told, "lost-lines")


def _paragraphs(lines: Sequence[str], found: Iterator[Joined]) -> Iterator[list[Joined]]:
    """Yields the joined lines of each paragraph together."""
    paragraph: list[Joined] = []
    for one in found:
        if paragraph and not all(line.strip() for line in lines[paragraph[-1].line : one.line]):
            yield paragraph
            paragraph = []
        paragraph.append(one)
    if paragraph:
        yield paragraph
