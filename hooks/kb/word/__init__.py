"""A document's HTML tree as a Word file; the same tree gives the same bytes."""

from kb.word.file import MAIN
from kb.word.word import HINTS, Hints, word

__all__ = ["HINTS", "MAIN", "Hints", "word"]
