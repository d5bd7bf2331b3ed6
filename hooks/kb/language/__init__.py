"""The editorial policy as rules, applied to the words a reader sees, not to Markdown's source."""

from kb.language.check import check_page
from kb.language.dictionary.words import Vocabulary, vocabularies
from kb.language.editorial.readability import measure
from kb.language.mending.forming import FORMING
from kb.language.mending.mend import mend
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose, prose

__all__ = [
    "FORMING",
    "Prose",
    "Vocabulary",
    "check_page",
    "convert_body",
    "measure",
    "mend",
    "prose",
    "vocabularies",
]
