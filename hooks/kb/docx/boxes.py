"""Moves words and pictures out of what pandoc drops: text boxes, and fields such as «Рисунок 1».

In Word, the caption of a floating picture is a box of its own, or one grouped with the picture.
"""

import io
import zipfile

from lxml import etree

from kb.docx.losses import DOCUMENT, archive_of, parsed
from kb.docx.namespaces import GRAPHICS, MARKUP, W

_CHOICES = f"{MARKUP}AlternateContent"
_BOX = f"{W}txbxContent"
_FIELD = f"{W}fldSimple"
_MARKS = (b"txbxContent", b"AlternateContent", b"fldSimple")
_KNOWN = (_BOX, f"{GRAPHICS}picture}}pic")


def unboxed(raw: bytes) -> bytes:
    """Returns the .docx with each box's paragraphs after the paragraph that the box belongs to.

    Of a field that Word counts or fills in, such as a number, the words last shown are left. Where
    Word has written the same thing twice, for itself and for its older versions, one copy is left.
    Raises `DocxError` if a part cannot be read.
    """
    with archive_of(raw) as archive:
        content = archive.read(DOCUMENT)
        if not any(mark in content for mark in _MARKS):
            return raw
        root = parsed(content)
        for twice in list(root.iter(_CHOICES)):
            _choose(twice)
        _open_boxes(root)
        etree.strip_tags(root, _FIELD)
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
