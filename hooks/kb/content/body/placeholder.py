"""Placeholders for what an editor has yet to write: «‹замените: одно предложение›»."""

import re

_MARKED = re.compile(r"‹(замените|replace|переведите|translate): ([^›]*)›")
_TO_TRANSLATE = frozenset({"переведите", "translate"})


def found(text: str) -> list[tuple[int, bool, str]]:
    """Returns the placeholders: where each is, whether it waits for a translation, its hint."""
    return [(one.start(), one[1] in _TO_TRANSLATE, one[2]) for one in _MARKED.finditer(text)]


def hidden(text: str, by: str) -> str:
    """Returns the text with every character of its placeholders replaced by `by`."""
    return _MARKED.sub(lambda mark: by * len(mark[0]), text)
