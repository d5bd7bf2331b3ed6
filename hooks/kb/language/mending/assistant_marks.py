"""Removes the marks of sources and buttons that chat assistants leave in a copied answer."""

import re

from kb.language.mending.seen import bare_text
from kb.language.text.assistant_marks import frames, is_in_one_fence, marks, without_marks
from kb.language.text.prose import Prose

_HAS_NO_GAP = re.compile(r"[\s.,;:!?)»”]|\Z")
_BETWEEN_WORDS = re.compile(r"(?<=[^\s(\[«“>])(?=[\w«“])")
"""Where nothing but a mark separates two words, sentences or bold words."""


def without_assistant_marks(page: Prose) -> str:
    """Returns the body of a page without these marks, and without a code block around all of it."""
    lines = page.source.body_lines
    body = page.source.body
    if is_in_one_fence(lines):
        numbers = [number for number, line in enumerate(lines) if line.strip()]
        body = "\n".join(lines[numbers[0] + 1 : numbers[-1]]).strip("\n") + "\n"
    changed = body.split("\n")
    for above, below in frames(body):
        changed[above] = changed[below] = ""
    rest = "\n".join(changed)
    for mark in reversed([*marks(rest)]):
        before, after = rest[: mark.start()], rest[mark.end() :]
        gap = "" if _HAS_NO_GAP.match(after) else mark["gap"]
        if _BETWEEN_WORDS.match(before[-1:] + after[:1], 1):
            gap = " "
        rest = before + gap + after
    if rest != body and without_marks(bare_text(rest)) == without_marks(bare_text(body)):
        return rest
    return body
