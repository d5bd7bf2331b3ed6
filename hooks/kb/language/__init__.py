"""The editorial policy as rules: on the words a reader meets, never on Markdown's source."""

from kb.language.check import check_language, measure
from kb.language.mend import mend
from kb.language.prose import prose
from kb.language.sentences import Readability
from kb.language.words import Vocabulary, vocabularies

__all__ = [
    "Readability",
    "Vocabulary",
    "check_language",
    "measure",
    "mend",
    "prose",
    "vocabularies",
]
