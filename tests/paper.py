"""What is printed, read back; and a table that is hard to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Page
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

A4 = (595, 842)
A4_ACROSS = (842, 595)
A5 = (420, 595)


@dataclass(frozen=True)
class Sheet:
    """One printed page."""

    page: PdfPage

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in points."""
        width, height = self.page.get_size()
        return round(width), round(height)

    @cached_property
    def text(self) -> str:
        """In the order in which it is drawn; with its spaces."""
        drawn: str = self._words.get_text_bounded()
        return drawn.replace("\x02", "-")  # as PDFium tells a hyphen at the end of a line

    @property
    def rightmost(self) -> float:
        """Where the words that stand farthest to the right end, in points."""
        boxes = (self._words.get_rect(at) for at in range(self._words.count_rects()))
        return max(float(right) for _, _, right, _ in boxes)

    @cached_property
    def _words(self) -> PdfTextPage:
        return self.page.get_textpage()


def sheets(file: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    return [Sheet(page) for page in PdfDocument(file)]


def printed(page: Page) -> list[Sheet]:
    """Prints a page as Ctrl+P would, in the paper size that the page itself asks for."""
    return sheets(page.pdf(prefer_css_page_size=True))


def solid(text: str) -> str:
    """The text without spaces: a line's end and a gap between letters look alike in a PDF."""
    return "".join(text.replace("\u2060", "").split())


def comparison(key: str, words: Sequence[str]) -> str:
    """A page whose table has a row, and a column with a cell `word0.`, `word1.` … for each word."""
    titles = "".join(f"  - id: c{n}\n    title: Столбец{n}\n" for n in range(len(words)))
    cells = "".join(f"      c{n}: {word}{n}.\n" for n, word in enumerate(words))
    return f"""---
id: {key}
type: comparison
title: Сравнение
summary: Много столбцов.
question: Что выбрать
takeaway: Любое.
mistake: Не выбрать.
columns:
{titles}rows:
  - id: what
    criterion: Что
    cells:
{cells}---

Вот.
"""
