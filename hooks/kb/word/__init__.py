"""A document's HTML tree as a Word file; the same tree gives the same bytes."""

from kb.word.word import Hints, word

__all__ = ["Hints", "word"]
