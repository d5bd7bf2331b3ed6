"""Makes a Word file of a document: its text, and hints for filling it in."""

import datetime
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kb.word.file import new, packed
from kb.word.writer import Writer, is_heading

HINTS = "kb-hints"
"""The tag of the hints, so that they can be left out of a document that is filled in."""


@dataclass(frozen=True, slots=True)
class Hints:
    """How to fill in each blank; goes on a page of its own after the form."""

    title: str
    note: str
    head: tuple[str, str]
    rows: Sequence[tuple[str, str]]
    """The name of each blank, and how to fill it in."""


def word(
    body: Element,
    *,
    title: str,
    locale: str,
    author: str,
    day: datetime.date,
    hints: Hints | None = None,
) -> bytes:
    """Returns a Word file (.docx) with the content of the tree; all its words stay plain text.

    With `hints` it is a form: each `span[data-blank]` becomes a field to click and fill in.
    A paragraph that is entirely bold is a heading, unless a colon says that a list follows;
    if the tree does not begin with one, or with an `h1`, `title` is put there. `day` is the date of
    creation in the file's properties.
    """
    document = new(title, locale, author, day)
    writer = Writer(document, as_form=hints is not None)
    first = body[0] if len(body) else None
    if first is None or not (first.tag == "h1" or is_heading(first)):
        writer.title(title)
    writer.blocks(body, document)
    if hints:
        _append(document, hints)
    return packed(document, main=zipfile.ZIP_STORED if hints else zipfile.ZIP_DEFLATED)


def _append(document: Document, hints: Hints) -> None:
    """Puts the hints on a page after the form, all in one content control that can be removed."""
    body = document.element.body
    before = len(body) - 1  # the section's properties stay last
    document.add_heading(hints.title, 2).paragraph_format.page_break_before = True
    document.add_paragraph(hints.note)
    table = document.add_table(0, 2, "Table Grid")
    for index, row in enumerate((hints.head, *hints.rows)):
        line = table.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if index == 0:
            line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(line.cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = index == 0
    document.add_paragraph()
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    tag = OxmlElement("w:tag")
    tag.set(qn("w:val"), HINTS)
    properties.append(tag)
    content = OxmlElement("w:sdtContent")
    for block in list(body)[before:-1]:
        content.append(block)
    control.extend([properties, content])
    body.insert(before, control)
