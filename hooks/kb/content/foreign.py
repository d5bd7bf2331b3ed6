"""Detects the language of a text that nobody has marked: a source's title or place.

A screen reader needs it to pronounce the words (WCAG 3.1.2).
"""

import re

_OF_ADDRESS = re.compile(r"[0-9@/_]|.\.[a-z-]{2}", re.IGNORECASE)
"""Signs of addresses and numbers, which are not words of any language."""

_CYRILLIC = re.compile("[а-яё]+", re.IGNORECASE)
_LATIN = re.compile("[a-z]+", re.IGNORECASE)


def foreign(text: str, locale: str) -> str | None:
    """Returns the language of a text on a page in `locale`, by its letters; None for the page's.

    It knows Russian and English. A Russian text may be full of Latin names, so one Cyrillic word
    makes it Russian; an English one has more Latin than Cyrillic words.
    """
    words = " ".join(one for one in text.split() if not _OF_ADDRESS.search(one))
    cyrillic, latin = len(_CYRILLIC.findall(words)), len(_LATIN.findall(words))
    if locale == "ru" and latin and not cyrillic:
        return "en"
    return "ru" if locale == "en" and cyrillic > latin else None
