"""Goes through an HTML tree and writes it into a Word document."""

from itertools import count
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kb.word.file import BLANK

_DEEPEST_LIST = 3
_INLINE_STYLES = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}


def is_heading(node: Element | None) -> bool:
    """Whether a paragraph is a heading: all of it is bold, and no colon ends it."""
    if node is None or node.tag != "p" or len(node) != 1 or node[0].tag != "strong":
        return False
    words = "".join(node.itertext()).strip()
    return not (node.text or "").strip() and not (node[0].tail or "").strip() and words[-1:] != ":"


def _tail(node: Element) -> str:
    """The words after an element; a line after a break does not begin with a space."""
    return (node.tail or "").lstrip("\n") if node.tag == "br" else node.tail or ""


class Writer:
    """Writes a tree's blocks and words with Word's own styles."""

    def __init__(self, document: Document, *, as_form: bool) -> None:
        """`as_form`: each `span[data-blank]` becomes a field to click and fill in."""
        self._document = document
        self._as_form = as_form
        self._headings = 0
        self._line_end = " "
        self._ids = count(1)

    def title(self, words: str) -> None:
        """Writes the heading of the whole document."""
        self._document.add_heading(words, 1)
        self._headings += 1

    def blocks(self, parent: Element, into: "Document | _Cell", style: str | None = None) -> None:
        """Writes what is in `parent`; `style` is that of its paragraphs."""
        for node in parent:
            if node.tag in ("ul", "ol"):
                self._list(node, into, 1)
            elif node.tag == "table":
                self._table(node)
            elif node.tag == "blockquote":
                self.blocks(node, into, "Quote")
            elif node.tag == "hr":
                into.add_paragraph()
            elif is_heading(node):
                self._headings += 1
                heading = self._document.add_heading("", 1 if self._headings == 1 else 2)
                self._inline(node[0], heading, ())
            elif len(node.tag) == 2 and node.tag[0] == "h":
                self._headings += 1
                self._inline(node, self._document.add_heading("", min(int(node.tag[1]), 4)), ())
            else:
                self._lines(node, into.add_paragraph(style=style))

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
            self._words((item.text or "").lstrip("\n"), paragraph, ())
            for index, node in enumerate(item):
                if node.tag in ("ul", "ol"):
                    self._list(node, into, level + 1)
                elif node.tag in ("p", "pre"):
                    if index:
                        paragraph = into.add_paragraph(style="List Continue")
                    self._lines(node, paragraph)
                else:
                    self._node(node, paragraph, ())
                    self._words(_tail(node), paragraph, ())

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
            self._words(_tail(child), into, marks)

    def _lines(self, node: Element, into: Paragraph) -> None:
        """Writes a paragraph, or code, whose lines are kept."""
        self._line_end = "\n" if node.tag == "pre" else " "  # python-docx makes it a break
        self._inline(node, into, ())
        self._line_end = " "
        if node.tag == "pre" and into.runs:
            into.runs[-1].text = into.runs[-1].text.rstrip("\n")

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
        words = (text or "").replace("\n", self._line_end)
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
        run.style = BLANK
        content.append(run._r)
        control.extend([properties, content])
        into._p.append(control)
