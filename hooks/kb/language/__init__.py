"""The editorial policy as rules, applied to the words a reader sees, not to Markdown's source."""

from kb.language.check import check_page
from kb.language.dictionary.words import Vocabulary, vocabularies
from kb.language.editorial.readability import measure
from kb.language.mending.assistant_marks import without_assistant_marks
from kb.language.mending.break_lines import with_lines_broken
from kb.language.mending.callouts import with_boxes
from kb.language.mending.fenced_boxes import with_fenced_boxes
from kb.language.mending.hashtags import with_hashtags_escaped
from kb.language.mending.item_signs import with_items_marked
from kb.language.mending.mend import mend
from kb.language.mending.nested_lists import with_items_nested
from kb.language.mending.pandoc_marks import without_pandoc_marks
from kb.language.mending.part_lists import with_lists_parted
from kb.language.mending.quotes import with_quotes_set
from kb.language.mending.tables import with_rows_joined, with_tables_parted, with_tables_ruled
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose, prose
from kb.language.text.sentences import Readability

__all__ = [
    "Prose",
    "Readability",
    "Vocabulary",
    "check_page",
    "convert_body",
    "measure",
    "mend",
    "prose",
    "vocabularies",
    "with_boxes",
    "with_fenced_boxes",
    "with_hashtags_escaped",
    "with_items_marked",
    "with_items_nested",
    "with_lines_broken",
    "with_lists_parted",
    "with_quotes_set",
    "with_rows_joined",
    "with_tables_parted",
    "with_tables_ruled",
    "without_assistant_marks",
    "without_pandoc_marks",
]
