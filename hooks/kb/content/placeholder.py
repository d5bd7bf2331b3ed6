"""Texts that stand where an editor has not written yet, so that they can be told from others."""

import re

_MARKED = re.compile(r"‹(замените|replace|переведите|translate): ([^›]*)›")
_TO_TRANSLATE = frozenset({"переведите", "translate"})

_REPLACE = {"ru": "замените", "en": "replace"}
_TRANSLATE = {"ru": "переведите", "en": "translate"}


def to_replace(hint: str, locale: str = "ru") -> str:
    """Returns a text that asks for another one: «‹замените: одно предложение›»."""
    return f"‹{_REPLACE.get(locale, 'replace')}: {_inside(hint)}›"


def to_translate(text: str, locale: str) -> str:
    """Returns a text that asks for its translation into the language."""
    hint = _MARKED.sub(lambda mark: mark[2], text)
    return f"‹{_TRANSLATE.get(locale, 'translate')}: {_inside(hint)}›"


def found(text: str) -> list[tuple[int, bool, str]]:
    """Returns the marks in a text: where, whether it asks for a translation, and what it says."""
    return [(one.start(), one[1] in _TO_TRANSLATE, one[2]) for one in _MARKED.finditer(text)]


def _inside(text: str) -> str:
    return text.replace("‹", "").replace("›", "").strip()
