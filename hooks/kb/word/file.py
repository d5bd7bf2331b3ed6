"""The file of a Word document: its initial content, and how it is packed."""

import datetime
import io
import zipfile
from functools import cache

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

MAIN = "word/document.xml"
"""The part that holds the text: the last in the archive, and in a form stored uncompressed, so that
a browser can put what a reader has typed into it without unpacking the rest."""

BLANK = "Placeholder Text"
"""The style of a blank until something is typed into it."""

_LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
_KEPT_STYLES = {
    *"Normal DefaultParagraphFont TableNormal NoList TableGrid Quote ListContinue".split(),
    *(f"Heading{level}{of}" for level in range(1, 5) for of in ("", "Char")),
    *(f"List{kind}{level}" for kind in ("Bullet", "Number") for level in ("", "2", "3")),
}
_DEAD_PARTS = {"stylesWithEffects", "webSettings", "customXml", "thumbnail"}
_INK = RGBColor(0x0B, 0x55, 0x63)
_GREY = RGBColor(0x5A, 0x68, 0x6C)


def new(title: str, locale: str, author: str, day: datetime.date) -> Document:
    """Returns an empty document in the house style; `day` is its date of creation."""
    document = docx.Document(io.BytesIO(_house_style()))
    _describe(document, title, locale, author, day)
    return document


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
        if style.style_id not in _KEPT_STYLES:
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
    blank = styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    blank.font.color.rgb = _GREY
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(document: Document, *, main: int) -> bytes:
    """Returns the file, with no dates but those in its properties.

    `main` is how `MAIN` is compressed.
    """
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
