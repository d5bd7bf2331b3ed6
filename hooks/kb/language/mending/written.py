"""Writes lines of Markdown in place of others."""

from collections.abc import Callable, Sequence
from functools import partial

from kb.language.mending.halves import made
from kb.language.text.prose import Prose

Written = tuple[int, int, Sequence[str]]
"""The first line to be replaced, the line after the last one, and the lines in their place."""


def with_lines(lines: Sequence[str], changes: Sequence[Written]) -> str:
    """Returns a text of these lines with others in the place of some; changes are in order."""
    written = [*lines]
    for first, end, block in reversed(changes):
        written[first:end] = block
    return "\n".join(written)


def rewritten(page: Prose, changes: Sequence[Written], seen: Callable[[str], object]) -> str:
    """Returns the body of a page with the changes that leave what is `seen` of it as it is."""
    return made(page.source.body, changes, partial(with_lines, page.source.body_lines), seen)


def apart(lines: Sequence[str], first: int, end: int, block: Sequence[str]) -> Written:
    """Puts a block in the place of the lines from `first` to before `end`.

    There are empty lines around it.
    """
    above = [""] if first and lines[first - 1].strip() else []
    below = [""] if end < len(lines) and lines[end].strip() else []
    return first, end, [*above, *block, *below]


def ruled(rows: Sequence[Sequence[str]]) -> list[str]:
    """Returns the lines of a table; the first row, its head, has all columns."""
    width = len(rows[0])
    written = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return [written[0], "|" + " --- |" * width, *written[1:]]
