"""Makes corrections to what readers see in the source it came from."""

import re
from collections.abc import Iterable

from kb.language.findings import Mending
from kb.language.text.prose import Passage
from kb.slugs import slugify

Edit = tuple[int, int, str]
"""The start and end of a stretch of a source, and the text to replace it."""

_ANCHOR = re.compile(r"[^\n]*\{[^{}\n]*#[\w-][^{}\n]*\}[ \t#]*$", re.MULTILINE)


def edit_of(passage: Passage, mending: Mending) -> Edit | None:
    """The edit to the source; None unless it is certain where the wrong text is."""
    stretch = passage.alignment.around(passage.number, mending.start, mending.end)
    if stretch is None:
        return None
    start, end = stretch
    source = passage.alignment.prose[start:end]
    if source.count(mending.wrong) != 1 or _moves_anchor(passage, mending, end):
        return None
    start += source.index(mending.wrong)
    return start, start + len(mending.wrong), mending.right


def _moves_anchor(passage: Passage, mending: Mending, end: int) -> bool:
    """Whether links to a heading would break: unless given, its anchor is made of its words."""
    if not passage.level or _ANCHOR.match(passage.alignment.source, end):
        return False
    before, text = passage.text[: mending.start], passage.text[mending.start :]
    return slugify(before + text) != slugify(before + text.replace(mending.wrong, mending.right, 1))


def changed(source: str, edits: Iterable[Edit]) -> str:
    """The source with these edits; of two that overlap only the later one."""
    begun = len(source)
    for start, end, text in sorted(set(edits), reverse=True):
        if end <= begun:
            source = source[:start] + text + source[end:]
            begun = start
    return source
