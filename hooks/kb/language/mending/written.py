"""Writes blocks of Markdown in place of other lines."""

from collections.abc import Sequence


def put(lines: list[str], first: int, end: int, block: Sequence[str]) -> None:
    """Replaces the lines from `first` to before `end` by a block, with empty lines around it."""
    above = [""] if first and lines[first - 1].strip() else []
    below = [""] if end < len(lines) and lines[end].strip() else []
    lines[first:end] = [*above, *block, *below]


def ruled(rows: Sequence[Sequence[str]]) -> list[str]:
    """Returns the lines of a table; the first row, its head, has all columns."""
    width = len(rows[0])
    written = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return [written[0], "|" + " --- |" * width, *written[1:]]
