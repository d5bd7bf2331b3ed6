"""Detects the code page of a Russian text that is not in Unicode: the one that yields words."""

import re

from kb.morphology import is_known

_CODE_PAGES = ("cp1251", "koi8-r", "mac-cyrillic", "cp866")
"""Those of Windows, Unix, the Mac and DOS."""

_SHORTEST = frozenset("авикосуя")
"""One-letter words; the dictionary has every letter."""

_MARKS = frozenset("«»„“”‘’–—−…№°•·§©®™±×\u00a0")
_PIECE = re.compile(r"\w+|[^\w\s]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_LEAST, _MARGIN = 0.6, 0.2
"""How plausible the best reading must be, and by how much more than any other."""


def code_page(raw: bytes) -> str | None:
    """Returns the name of the code page in which a text was written; None if that is not sure."""
    readings: dict[str, frozenset[str]] = {}
    for name in _CODE_PAGES:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            readings[name] = frozenset(one for one in _PIECE.findall(text) if not one.isascii())
    if not readings:
        return None
    best = max(readings, key=lambda name: _plausibility(readings[name]))
    is_sure = _is_telling(best, readings[best]) and all(
        _plausibility(readings[best] - found) >= _plausibility(found - readings[best]) + _MARGIN
        for found in readings.values()
        if found != readings[best]
    )
    return best if is_sure and _plausibility(readings[best]) >= _LEAST else None


def _is_telling(name: str, pieces: frozenset[str]) -> bool:
    """Whether there are words to judge by; marks alone are taken for those of Windows."""
    words = any(len(one) > 2 and _is_russian(one) for one in pieces)
    return words or (name == _CODE_PAGES[0] and pieces <= _MARKS)


def _plausibility(pieces: frozenset[str]) -> float:
    """Returns the share of Russian words and marks."""
    return sum(map(_is_russian, pieces)) / len(pieces) if pieces else 0.0


def _is_russian(piece: str) -> bool:
    if len(piece) == 1:
        return piece in _MARKS or piece.lower() in _SHORTEST
    return is_known(piece.lower())
