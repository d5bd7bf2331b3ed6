"""Moves words and pictures out of what pandoc drops: text boxes, fields, lists to choose from.

In Word, the caption of a floating picture is a box of its own, or one grouped with the picture.
Of several titles, pandoc keeps only the last.
"""

import io
import zipfile

from lxml import etree

from kb.docx.losses import DOCUMENT, archive_of, parsed, part
from kb.docx.namespaces import GRAPHICS, MARKUP, W

_CHOICES = f"{MARKUP}AlternateContent"
_BOX = f"{W}txbxContent"
_WRAPPERS = (f"{W}fldSimple", f"{W}customXml", f"{W}bdo", f"{W}dir")
_OTHER_NAMES = {f"{W}cr": f"{W}br", f"{W}ptab": f"{W}tab"}
"""What pandoc does not know, and what it knows that means the same."""

_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"

_MOST_COLUMNS = 63
"""As many as Word allows."""

_TITLES = frozenset({"title", "subtitle"})
_KNOWN = (_BOX, f"{GRAPHICS}picture}}pic")


def unboxed(raw: bytes) -> bytes:
    """Returns the .docx with each box's paragraphs after the paragraph that the box belongs to.

    Of a field that Word counts or fills in, such as a number, the words last shown are left. Where
    Word has written the same thing twice, for itself and for its older versions, one copy is left.
    Raises `DocxError` if a part cannot be read.
    """
    with archive_of(raw) as archive:
        root = parsed(archive.read(DOCUMENT))
        for twice in list(root.iter(_CHOICES)):
            _choose(twice)
        _open_boxes(root)
        for one in list(root.iter(f"{W}ddList", _WORD_ART)):
            _write_out(one)
        etree.strip_tags(root, *_WRAPPERS)
        for skipped in root.iter(f"{W}gridBefore"):
            _fill(skipped)
        for one in root.iter(*_OTHER_NAMES):
            one.tag = _OTHER_NAMES[one.tag]
        _join_titles(root, part(archive, "styles"))
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
            for one in archive.infolist():
                is_text = one.filename == DOCUMENT
                copy.writestr(one.filename, etree.tostring(root) if is_text else archive.read(one))
    return written.getvalue()


def _choose(twice: etree._Element) -> None:
    """Replaces several forms of the same thing by one of them."""
    forms = list(twice)
    known = (one for one in forms if next(one.iter(*_KNOWN), None) is not None)
    # A chart or a hand-made drawing is a picture only in the form for older versions.
    chosen = next(known, forms[-1] if forms else None)
    parent = twice.getparent()
    if parent is None:
        return
    at = parent.index(twice)
    parent[at : at + 1] = list(chosen) if chosen is not None else []


def _open_boxes(root: etree._Element) -> None:
    last: dict[etree._Element, etree._Element] = {}
    for box in list(root.iter(_BOX)):  # a nested box comes after its outer one, and moves with it
        holder = next(box.iterancestors(f"{W}p"), None)
        if holder is not None:
            for one in list(box):
                last.get(holder, holder).addnext(one)
                last[holder] = one


def _write_out(shown: etree._Element) -> None:
    """Puts before a list of a form the entry chosen from it, before a drawn text its words."""
    words = shown.get("string", "")
    if shown.tag != _WORD_ART:
        entries = [one.get(f"{W}val", "") for one in shown.iter(f"{W}listEntry")]
        chosen = {one.tag: one.get(f"{W}val", "0") for one in shown}
        number = chosen.get(f"{W}result", chosen.get(f"{W}default", "0"))
        words = next(iter(entries[int(number) :]), "") if number.isdecimal() else ""
    holder = next(shown.iterancestors(f"{W}r"), None)
    if holder is not None and words:
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = words
        holder.addprevious(run)


def _fill(skipped: etree._Element) -> None:
    """Puts empty cells before a row that begins further in, so that its others keep their place."""
    row = next(skipped.iterancestors(f"{W}tr"), None)
    first = None if row is None else row.find(f"{W}tc")
    number = skipped.get(f"{W}val", "")
    if first is None or not number.isdecimal():
        return
    for _ in range(min(int(number), _MOST_COLUMNS)):
        cell = etree.Element(f"{W}tc")
        etree.SubElement(cell, f"{W}p")
        first.addprevious(cell)


def _join_titles(root: etree._Element, styles: etree._Element) -> None:
    """Adds a title to the one right above; any other but the first becomes a paragraph."""
    names = {one.get(f"{W}styleId"): one.find(f"{W}name") for one in styles.iter(f"{W}style")}
    firsts: dict[str, etree._Element] = {}
    for style in list(root.iter(f"{W}pStyle")):
        name = names.get(style.get(f"{W}val"))
        kind = "" if name is None else name.get(f"{W}val", "").lower()
        paragraph = next(style.iterancestors(f"{W}p"), None)
        if kind not in _TITLES or paragraph is None or not "".join(paragraph.itertext()).strip():
            continue
        first = firsts.setdefault(kind, paragraph)
        if first is paragraph:
            continue
        if kind == "title" and paragraph.getprevious() is first:
            run = etree.SubElement(etree.SubElement(first, f"{W}r"), f"{W}t")
            run.text = " "
            first.extend(one for one in list(paragraph) if one.tag != f"{W}pPr")
            paragraph.getparent().remove(paragraph)
        else:
            style.getparent().remove(style)
