"""Writes a document's HTML tree as a Word file; the same tree gives the same bytes."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from xml.etree.ElementTree import Element

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

MAIN = "word/document.xml"
"""The part that holds the text: the last in the archive, and in a form stored uncompressed, so that
a browser can put what a reader has typed into it without unpacking the rest."""

HINTS = "kb-hints"
"""The tag of the hints, so that they can be left out of a document that is filled in."""

_LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
_KEPT_STYLES = {
    *("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "Quote"),
    *(f"Heading{level}{of}" for level in range(1, 5) for of in ("", "Char")),
    *(f"List{kind}{level}" for kind in ("Bullet", "Number") for level in ("", "2", "3")),
}
_DEAD_PARTS = {"stylesWithEffects", "webSettings", "customXml", "thumbnail"}
_INK = RGBColor(0x0B, 0x55, 0x63)
_GREY = RGBColor(0x5A, 0x68, 0x6C)
_BLANK = "Placeholder Text"
_DEEPEST_LIST = 3
_INLINE_STYLES = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}


@dataclass(frozen=True, slots=True)
class Hints:
    """How to fill in each blank; goes on a page of its own after the form."""

    title: str
    note: str
    head: tuple[str, str]
    rows: Sequence[tuple[str, str]]
    """What a blank is called, and how to fill it in."""


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
    if the tree does not begin with one, `title` is put there. `day` is the date of creation in
    the file's properties.
    """
    document = docx.Document(io.BytesIO(_house_style()))
    _describe(document, title, locale, author, day)
    writer = _Writer(document, as_form=hints is not None)
    if not _is_heading(body[0] if len(body) else None):
        document.add_heading(title, 1)
    writer.blocks(body, document)
    if hints:
        _append(document, hints)
    return _archive(document, main=zipfile.ZIP_STORED if hints else zipfile.ZIP_DEFLATED)


def _is_heading(node: Element | None) -> bool:
    if node is None or node.tag != "p" or len(node) != 1 or node[0].tag != "strong":
        return False
    words = "".join(node.itertext()).strip()
    return not (node.text or "").strip() and not (node[0].tail or "").strip() and words[-1:] != ":"


class _Writer:
    """Goes through a tree and writes it into a document."""

    def __init__(self, document: Document, *, as_form: bool) -> None:
        self._document = document
        self._as_form = as_form
        self._headings = 0
        self._ids = count(1)

    def blocks(self, parent: Element, into: "Document | _Cell", style: str | None = None) -> None:
        for node in parent:
            if node.tag in ("ul", "ol"):
                self._list(node, into, 1)
            elif node.tag == "table":
                self._table(node)
            elif node.tag == "blockquote":
                self.blocks(node, into, "Quote")
            elif node.tag == "hr":
                into.add_paragraph()
            elif _is_heading(node):
                self._headings += 1
                heading = self._document.add_heading("", 1 if self._headings == 1 else 2)
                self._inline(node[0], heading, ())
            elif len(node.tag) == 2 and node.tag[0] == "h":
                self._inline(node, self._document.add_heading("", min(int(node.tag[1]), 4)), ())
            else:
                self._inline(node, into.add_paragraph(style=style), ())

    def _list(self, parent: Element, into: "Document | _Cell", level: int) -> None:
        depth = "" if level == 1 else f" {min(level, _DEEPEST_LIST)}"
        style = f"List {'Number' if parent.tag == 'ol' else 'Bullet'}{depth}"
        numbering = self._restarted(style) if parent.tag == "ol" else None
        for item in parent:
            paragraph = into.add_paragraph(style=style)
            if numbering is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = numbering
                properties.get_or_add_ilvl().val = 0
            self._words(item.text, paragraph, ())
            for index, node in enumerate(item):
                if node.tag in ("ul", "ol"):
                    self._list(node, into, level + 1)
                elif node.tag == "p":
                    if index:
                        paragraph = into.add_paragraph(style="List Continue")
                    self._inline(node, paragraph, ())
                else:
                    self._node(node, paragraph, ())
                    self._words(node.tail, paragraph, ())

    def _restarted(self, style: str) -> int:
        """The id of a numbering like the style's that begins with 1 again."""
        part = self._document.part.numbering_part.element
        of_style = self._document.styles[style].element.pPr.numPr.numId.val
        original = part.num_having_numId(of_style)
        fresh = part.add_num(original.abstractNumId.val)
        fresh.add_lvlOverride(0).add_startOverride(1)
        return int(fresh.numId)

    def _table(self, node: Element) -> None:
        rows = list(node.iter("tr"))
        table = self._document.add_table(0, max(len(row) for row in rows), "Table Grid")
        for row in rows:
            cells = table.add_row()
            properties = cells._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            heads = all(cell.tag == "th" for cell in row)
            if heads:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, place in zip(row, cells.cells, strict=False):
                self._inline(cell, place.paragraphs[0], ("bold",) if heads else ())
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _inline(self, node: Element, into: Paragraph, marks: tuple[str, ...]) -> None:
        self._words(node.text, into, marks)
        for child in node:
            self._node(child, into, marks)
            self._words(child.tail, into, marks)

    def _node(self, node: Element, into: Paragraph, marks: tuple[str, ...]) -> None:
        if node.tag == "br":
            into.add_run().add_break()
        elif self._as_form and "data-blank" in node.attrib:
            self._field(node, into, marks)
        elif node.tag == "a" and node.get("href"):
            self._link(node, into, marks)
        elif node.tag in _INLINE_STYLES:
            self._inline(node, into, (*marks, _INLINE_STYLES[node.tag]))
        else:
            self._inline(node, into, marks)

    def _words(self, text: str | None, into: Paragraph, marks: tuple[str, ...]) -> Run | None:
        # A line end in the source is a space; a no-break space is kept like any other character.
        words = (text or "").replace("\n", " ")
        if not words:
            return None
        run = into.add_run(words)
        for mark in marks:
            setattr(run, mark, True)
        return run

    def _link(self, node: Element, into: Paragraph, marks: tuple[str, ...]) -> None:
        link = OxmlElement("w:hyperlink")
        address = node.get("href", "")
        link.set(
            qn("r:id"),
            self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        )
        before = len(into._p)
        self._inline(node, into, marks)
        for run in list(into._p)[before:]:
            link.append(run)
        into._p.append(link)

    def _field(self, node: Element, into: Paragraph, marks: tuple[str, ...]) -> None:
        """A content control that shows the blank's name until something is typed."""
        name = "".join(node.itertext())
        control = OxmlElement("w:sdt")
        properties = OxmlElement("w:sdtPr")
        for tag, value in (
            ("w:alias", name.strip("‹›")),
            ("w:tag", node.attrib["data-blank"]),
            ("w:id", str(next(self._ids))),
            ("w:showingPlcHdr", None),
            ("w:text", None),
        ):
            one = OxmlElement(tag)
            if value is not None:
                one.set(qn("w:val"), value)
            properties.append(one)
        properties[-1].set(qn("w:multiLine"), "1")
        content = OxmlElement("w:sdtContent")
        run = self._words(name, into, marks)
        if run is None:
            return
        run.style = _BLANK
        content.append(run._r)
        control.extend([properties, content])
        into._p.append(control)


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


def _describe(document: Document, title: str, locale: str, author: str, day: datetime.date) -> None:
    language = _LANGUAGES.get(locale, locale)
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    for found in document.settings.element.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)
    made = datetime.datetime.combine(day, datetime.time())
    properties = document.core_properties
    properties.title = title
    properties.language = language
    properties.author = properties.last_modified_by = author
    properties.comments = ""
    properties.created = properties.modified = made
    properties.revision = 1


@cache
def _house_style() -> bytes:
    """An empty A4 document: python-docx's own template without the parts not used here."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for key, one in list(part.rels.items()):
            if one.reltype.rpartition("/")[2] in _DEAD_PARTS:
                del part.rels[key]
    styles = document.styles
    for style in list(styles):
        if style.style_id not in _KEPT_STYLES | {"ListContinue"}:
            style.element.getparent().remove(style.element)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Calibri")
    for spacing in styles.element.find(qn("w:docDefaults")).iter(qn("w:spacing")):
        spacing.set(qn("w:after"), "140")
        spacing.set(qn("w:line"), "264")
    for side in ("top", "bottom"):
        for margin in styles["Table Grid"].element.iter(qn(f"w:{side}")):
            if qn("w:w") in margin.attrib:
                margin.set(qn("w:w"), "40")
    for level, size in enumerate((18, 14, 12, 11), 1):
        heading = styles[f"Heading {level}"]
        heading.font.size, heading.font.color.rgb = Pt(size), _INK
        heading.paragraph_format.space_before = Pt(0 if level == 1 else 14)
        heading.paragraph_format.space_after = Pt(6)
    blank = styles.add_style(_BLANK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    blank.font.color.rgb = _GREY
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _archive(document: Document, *, main: int) -> bytes:
    """The file, with no dates but those in its properties; `main` is how `MAIN` is compressed."""
    written = io.BytesIO()
    document.save(written)
    file = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(file, "w") as archive:
        names = [name for name in parts.namelist() if name != MAIN]
        for name in [*names, MAIN]:
            entry = zipfile.ZipInfo(name)  # dated 1 January 1980, the epoch of the format
            entry.compress_type = main if name == MAIN else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts.read(name))
    return file.getvalue()
