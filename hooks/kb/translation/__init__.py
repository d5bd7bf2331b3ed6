"""Tells which translations follow their originals, by a digest of the text they were made from."""

from kb.translation.digest import digest, wording
from kb.translation.state import State, Translation, problems, translations

__all__ = ["State", "Translation", "digest", "problems", "translations", "wording"]
