"""Makes a wide table of words readable on a phone, where it is shown as cards, a card a row."""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from kb.headings import words_of

_MANY = 3
"""The least number of columns that do not fit a phone side by side."""

_LONGEST = 100
"""The most characters of a head that is repeated in each row, or a page might grow without end."""

_LETTER = re.compile(r"[^\W\d_]")


class Tables(Treeprocessor):
    """Gives the cells of a table with many columns the words of their column's head.

    On a phone such a table is a stack of cards, a card a row, where the head is out of sight.
    """

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            head = table.find("thead/tr")
            if head is None or len(head) < _MANY or table.get("class"):
                continue
            rows = table.findall("tbody/tr")
            if not any(_has_words(cell) for row in rows for cell in row[1:]):
                continue  # figures are narrow, and are read down their columns
            labels = [words_of(cell, self.md) for cell in head]
            if max(map(len, labels)) > _LONGEST:
                continue
            for row in rows:
                for number, (cell, label) in enumerate(zip(row, labels, strict=False)):
                    # The first cell is its card's title, which a bare number would not explain.
                    if label and (number or not _has_words(cell)):
                        cell.set("data-label", label)


def _has_words(cell: Element) -> bool:
    return any(_LETTER.search(text) for text in cell.itertext())
