"""What is printed, read back; and a table that is hard to print."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

A4 = (595, 842)
A4_ACROSS = (842, 595)
A5 = (420, 595)


@dataclass(frozen=True)
class Sheet:
    """One printed page. Its words are read only when asked for: that takes long."""

    page: PageObject

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in points."""
        return round(self.page.mediabox.width), round(self.page.mediabox.height)

    @cached_property
    def text(self) -> str:
        """In the order in which it is drawn; with its spaces."""
        return self.page.extract_text()

    @property
    def rightmost(self) -> float:
        """Where the words that stand farthest to the right begin, in points."""
        found = [0.0]

        def visit(words: str, around: list[float], at: list[float], *_: object) -> None:
            if words.strip():
                found.append(at[4] * around[0] + around[4])

        self.page.extract_text(visitor_text=visit)
        return max(found)


def printed(page: Page) -> list[Sheet]:
    """Prints a page as Ctrl+P would, in the paper size that the page itself asks for."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [Sheet(one) for one in reader.pages]


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
