"""Moves the text of an item up to its sign, where some programs leave the first line empty."""

from kb.language.mending.seen import bare_text
from kb.language.mending.written import rewritten
from kb.language.text.empty_items import empty_items
from kb.language.text.prose import Prose

_MARKS = str.maketrans("", "", "*_`")
"""What is shown in code."""


def with_items_begun(page: Prose) -> str:
    """Returns the body of a page with each such text in the line of its item."""
    lines = page.source.body_lines
    begun = [
        (at, at + 2, [f"{lines[at].rstrip()} {lines[at + 1].lstrip()}"])
        for at in empty_items(page.blanked_lines)
    ]
    return rewritten(page, begun, _shown)


def _shown(body: str) -> str:
    return bare_text(body).translate(_MARKS)
