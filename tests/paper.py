"""What the browser prints, read back."""

import io
from dataclasses import dataclass

from playwright.sync_api import Page
from pypdf import PdfReader

A4 = (595, 842)
A4_ACROSS = (842, 595)
A5 = (420, 595)


@dataclass(frozen=True)
class Sheet:
    """One printed page."""

    size: tuple[int, int]
    """Width and height in points."""

    text: str
    """In the order in which it is drawn; with its spaces."""


def printed(page: Page) -> list[Sheet]:
    """Prints a page as Ctrl+P would, in the paper size that the page itself asks for."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [
        Sheet((round(one.mediabox.width), round(one.mediabox.height)), one.extract_text())
        for one in reader.pages
    ]


def solid(text: str) -> str:
    """The text without spaces: a line's end and a gap between letters look alike in a PDF."""
    return "".join(text.replace("\u2060", "").split())
