"""Makes wide tables readable on a phone, where each row is shown as a card."""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from kb.tree.headings import words_of

_MANY = 3
"""The least number of columns of words that do not fit a phone side by side."""

_NARROW = 6
"""The most columns of figures that a phone has room for."""

_LONGEST = 100
"""The most characters of a column head: it is repeated in each row, and a page must not swell."""

_LETTER = re.compile(r"[^\W\d_]")


class Tables(Treeprocessor):
    """Prepares the tables that become stacks of cards on a phone, one per row.

    A cell is labelled with its column's head, which is hidden there; those of a comparison have
    their labels already. `data-cards` marks the table for the style sheet and a script.
    """

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            if not table.get("class"):
                self._label(table)
            if table.find(".//td[@data-label]") is not None:
                table.set("data-cards", "")

    def _label(self, table: Element) -> None:
        head = table.find("thead/tr")
        if head is None or len(head) < _MANY:
            return
        rows = table.findall("tbody/tr")
        has_words = any(_has_words(cell) for row in rows for cell in row[1:])
        if not has_words and len(head) <= _NARROW:
            return  # figures are narrow, and are read down their columns
        labels = [words_of(cell, self.md) for cell in head]
        if max(map(len, labels)) > _LONGEST:
            return
        for row in rows:
            for number, (cell, label) in enumerate(zip(row, labels, strict=False)):
                # The first cell is its card's title, which a bare number would not explain.
                if label and (number or not _has_words(cell)):
                    cell.set("data-label", label)


def _has_words(cell: Element) -> bool:
    return any(_LETTER.search(text) for text in cell.itertext())
