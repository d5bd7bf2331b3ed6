"""The editorial policy as rules: on the words a reader meets, never on Markdown's source."""

from kb.language.callouts import with_boxes
from kb.language.check import check_page, measure
from kb.language.mend import mend
from kb.language.nested_lists import with_items_nested
from kb.language.prose import Prose, convert, prepared, prose
from kb.language.sentences import Readability
from kb.language.words import Vocabulary, vocabularies

__all__ = [
    "Prose",
    "Readability",
    "Vocabulary",
    "check_page",
    "convert",
    "measure",
    "mend",
    "prepared",
    "prose",
    "vocabularies",
    "with_boxes",
    "with_items_nested",
]
