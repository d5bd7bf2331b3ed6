"""Reads knowledge bases for tests: Russian and English, as if on 23 November 2026."""

import datetime
from pathlib import Path
from typing import Any

from kb.content.library import Document
from kb.content.reading.page import read
from kb.edition import KnowledgeBase
from tests.sites import EPOCH, ROOT

TODAY = datetime.datetime.fromtimestamp(int(EPOCH), datetime.UTC).date()
"""The day of `tests.sites.EPOCH`."""

THEME = ROOT / "overrides"


def base(*roots: Path, shown_from: Path | None = None, **options: Any) -> KnowledgeBase:
    """Returns the knowledge base in the folders, the first of which holds our own pages.

    Unless `options`, which are those of `KnowledgeBase.load`, say otherwise, it has no theme, and
    its problems name files relative to the first root.
    """
    usual: dict[str, Any] = {"locales": ["ru", "en"], "themes": [], "today": TODAY}
    return KnowledgeBase.load(roots, shown_from=shown_from or roots[0], **(usual | options))


def page_of(text: str, locale: str = "ru") -> Document:
    """Returns the page with this text as if it were docs/<locale>/page.md."""
    found = read(text.encode(), locale, "page.md", f"docs/{locale}/page.md")
    assert isinstance(found, Document), found
    return found
