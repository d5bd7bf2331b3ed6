"""Reads knowledge bases for tests: Russian and English, as if on 23 November 2026."""

import datetime
from pathlib import Path
from typing import Any

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
