"""Finds which translations are up to date, by a digest of the text they were made from."""

from kb.translation.digest import digest, wording
from kb.translation.state import FIELD, State, Translation, not_theirs, problems, translations

__all__ = [
    "FIELD",
    "State",
    "Translation",
    "digest",
    "not_theirs",
    "problems",
    "translations",
    "wording",
]
