"""Moves the text of an item up to its sign, where some programs leave the first line empty."""

from collections.abc import Sequence

from kb.language.mending.halves import made
from kb.language.mending.part_lists import bare_text
from kb.language.text.code import blanked
from kb.language.text.empty_items import empty_items
from kb.language.text.prose import Prose

_MARKS = str.maketrans("", "", "*_`")
"""What is shown in code."""


def with_items_begun(page: Prose) -> str:
    """Returns the body of a page with each such text in the line of its item."""
    source = page.document.source

    def begun(some: Sequence[int]) -> str:
        lines = [*source.body_lines]
        for at in reversed(some):
            lines[at : at + 2] = [f"{lines[at].rstrip()} {lines[at + 1].lstrip()}"]
        return "\n".join(lines)

    places = [*empty_items(blanked(source.body).split("\n"))]
    return made(source.body, places, begun, _shown)


def _shown(body: str) -> str:
    return bare_text(body).translate(_MARKS)
