"""The library as data for other tools: JSON by type, and a CSV a comparison."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from kb.comparison import tabulate
from kb.content.library import Document
from kb.content.model import Comparison
from kb.edition import Edition
from kb.selection import Selection

FILES = {
    "glossary.json": "term",
    "roles.json": "role",
    "checklists.json": "checklist",
    "comparisons.json": "comparison",
}

_SITE_ONLY = {"glossary", "link", "hide", "icon", "status", "tags", "search", "match", "slug"}
"""Fields that steer our own pages and say nothing to others."""


def exports(edition: Edition) -> dict[str, str]:
    """Returns the files' contents by name; the same library gives the same bytes.

    A CSV begins with a byte order mark and separates by semicolons: that is what Excel with
    Russian settings opens as a table.
    """
    files = {
        name: _json([_record(one) for one in edition.select(Selection(kind))])
        for name, kind in FILES.items()
    }
    for one in edition.select(Selection("comparison")):
        if isinstance(one.entry, Comparison):
            files[f"comparisons/{one.key}.csv"] = _csv(one.entry, edition)
    return files


def _json(records: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"


def _record(document: Document) -> dict[str, Any]:
    fields = document.entry.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude=_SITE_ONLY
    )
    return {**fields, "locale": document.locale, "url": _url(document.path)}


def _url(path: str) -> str:
    """The page's address, relative to its language's root."""
    stem = path.removesuffix(".md").removesuffix("index")
    return f"{stem.rstrip('/')}/" if stem else ""


def _csv(comparison: Comparison, edition: Edition) -> str:
    table = tabulate(comparison, edition.find)
    out = io.StringIO()
    write: Callable[[list[str]], Any] = csv.writer(
        out, delimiter=";", lineterminator="\r\n"
    ).writerow
    write([edition.messages["comparison"]["criterion"], *(one.title for one in table.subjects)])
    for group in table.groups:
        for criterion in group.criteria:
            texts = (
                cell.text or "; ".join(cell.items) or cell.not_applicable
                for cell in criterion.cells
            )
            write([_cell(text) for text in (criterion.row.criterion, *texts)])
    return "\ufeff" + out.getvalue()


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, «CSV Injection»)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
