"""The library as data and files: JSON by type, comparisons as tables, templates as documents."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markdown import Markdown

from kb.content.fields.marks import steering
from kb.content.library import Document
from kb.content.model import Blank, Comparison, Template
from kb.content.selection import Selection
from kb.edition import DATA_FILES, Edition
from kb.page.comparison import Cell, Table, grid, tabulate
from kb.page.template import fill, fill_html
from kb.render import blocks_html, element, inline_html, unmarked
from kb.typography import Typography, typeset

if TYPE_CHECKING:
    from kb.word import Hints

# Word and Excel are imported late: they load slowly, and a build mostly has their files already.

_UNREVIEWED = date(1980, 1, 1)
"""The date of a file whose page has no review date: the earliest that ZIP can hold."""


INVENTORY = "pages"
"""The list of all pages."""


def subjects(edition: Edition) -> list[str]:
    """Returns what to export: the inventory, types, and ids of entries with files of their own."""
    own = [
        one.key for kind in ("comparison", "template") for one in edition.select(Selection(kind))
    ]
    return [INVENTORY, *DATA_FILES, *own]


def export(subject: str, edition: Edition) -> dict[str, bytes]:
    """Returns the contents of a subject's files by name; the same library gives the same bytes."""
    if subject == INVENTORY:
        return {"pages.json": _json(_listed(one, edition) for one in edition.documents)}
    if name := DATA_FILES.get(subject):
        return {name: _json([_record(one, edition) for one in edition.select(Selection(subject))])}
    one = edition.find(subject)
    if one and isinstance(one.entry, Comparison):
        return _tables(one, one.entry, edition)
    if one and isinstance(one.entry, Template):
        documents = _documents(one, one.entry, edition)
        return {f"templates/{one.key}{name}": content for name, content in documents.items()}
    return {}


def _listed(document: Document, edition: Edition) -> dict[str, Any]:
    return {
        "id": document.key,
        "type": document.entry.type,
        "title": document.entry.title,
        "locale": document.locale,
        "url": edition.address(document),
    }


def _tables(document: Document, comparison: Comparison, edition: Edition) -> dict[str, bytes]:
    from kb.office.spreadsheet import Sheet, separated, workbook

    rows = grid(tabulate(comparison, edition.find), edition.messages["comparison"])
    names = rows[0].index(edition.messages["comparison"]["criterion"]) + 1
    book = workbook(
        [Sheet(document.key[:31], rows, names=names)],
        title=comparison.title,
        day=comparison.reviewed or _UNREVIEWED,
    )
    name = f"comparisons/{document.key}"
    return {f"{name}.csv": separated(rows), f"{name}.xlsx": book}


def _json(records: Iterable[dict[str, Any]]) -> bytes:
    return (json.dumps(list(records), ensure_ascii=False, indent=1) + "\n").encode()


def _record(document: Document, edition: Edition) -> dict[str, Any]:
    entry = document.entry
    steers = {*steering(type(entry))}  # no other tool needs them
    fields = entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=steers)
    if isinstance(entry, Comparison):
        fields |= _filled(fields, tabulate(entry, edition.find))
    return {**fields, "locale": document.locale, "url": edition.address(document)}


def _filled(fields: dict[str, Any], table: Table) -> dict[str, Any]:
    """A comparison's columns and rows, including titles and cells drawn from other entries."""
    return {
        "columns": [
            {**column, "title": subject.title}
            for column, subject in zip(fields["columns"], table.subjects, strict=True)
        ],
        "rows": [
            {**row, "cells": {cell.subject.id: _value(cell) for cell in criterion.cells}}
            for row, criterion in zip(fields["rows"], table.criteria, strict=True)
        ],
    }


def _value(cell: Cell) -> Any:
    if cell.not_applicable:
        return {"not_applicable": cell.not_applicable}
    return list(cell.items) or cell.text


def _documents(document: Document, template: Template, edition: Edition) -> dict[str, bytes]:
    """The form and the filled-in example, each as Markdown and for Word, by file name suffix."""
    from kb.word import Hints

    words = edition.messages["template"]
    form = Hints(
        title=words["fields"],
        note=words["take_out"],
        head=(words["field"], words["hint"]),
        rows=[
            (
                typeset(unmarked(blank.label), document.locale),
                typeset(unmarked(blank.hint), document.locale),
            )
            for blank in template.fields
        ],
    )
    hints = "\n".join(f"- **{blank.label}** — {blank.hint}" for blank in template.fields)
    with_names = fill(template, _name)
    return {
        ".md": f"{with_names}\n\n---\n\n## {form.title}\n\n{hints}\n".encode(),
        ".docx": _word(document, template, edition, _name, form),
        "-example.md": f"{fill(template, _example)}\n".encode(),
        "-example.docx": _word(document, template, edition, _example),
    }


def _name(blank: Blank) -> str:
    return f"‹{blank.label}›"


def _example(blank: Blank) -> str:
    return blank.example


def _word(
    document: Document,
    template: Template,
    edition: Edition,
    show: Callable[[Blank], str],
    hints: "Hints | None" = None,
) -> bytes:
    from kb.word import word

    html = blocks_html(template.document, _outside)

    def shown(blank: Blank) -> str:
        return inline_html(show(blank), _outside)

    body = element(f"<div>{fill_html(template, html, shown)}</div>")
    Typography(Markdown(), document.locale).run(body)
    return word(
        body,
        title=template.title,
        locale=document.locale,
        author=template.owner or edition.owner,
        day=template.reviewed or _UNREVIEWED,
        hints=hints,
    )


def _outside(written: str) -> str | None:
    """A link's target in a file that leaves the site; None for a relative one: it would break."""
    return written if urlsplit(written).scheme else None
