"""The steps that give lines their form, and quotations their marks, before words are corrected."""

from collections.abc import Callable

from kb.language.mending.assistant_marks import without_assistant_marks
from kb.language.mending.break_lines import with_lines_broken
from kb.language.mending.callouts import with_boxes
from kb.language.mending.empty_items import with_items_begun
from kb.language.mending.fenced_boxes import with_fenced_boxes
from kb.language.mending.item_signs import with_items_marked
from kb.language.mending.nested_lists import with_items_nested
from kb.language.mending.pandoc_marks import without_pandoc_marks
from kb.language.mending.pandoc_tables import with_pandoc_tables_ruled
from kb.language.mending.part_lists import with_lists_parted
from kb.language.mending.quotes import with_quotes_set
from kb.language.mending.tables import (
    with_rows_joined,
    with_tables_parted,
    with_tables_ruled,
    with_tabs_spaced,
)
from kb.language.mending.torn_words import with_words_whole
from kb.language.mending.unseen import without_unseen
from kb.language.text.prose import Prose

FORMING: tuple[Callable[[Prose], str], ...] = (
    without_unseen,
    without_assistant_marks,
    with_words_whole,
    with_pandoc_tables_ruled,
    without_pandoc_marks,
    with_boxes,
    with_fenced_boxes,
    with_rows_joined,
    with_tables_ruled,
    with_items_begun,
    with_items_marked,
    with_tables_parted,
    with_lines_broken,
    with_lists_parted,
    with_items_nested,
    with_tabs_spaced,
    with_quotes_set,
)
"""Each returns the body of a page. Quotations come last: what else stands in a paragraph, such as a
list, may leave them uncertain."""
