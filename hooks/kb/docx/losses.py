"""Finds what a page cannot keep of a .docx, before it is converted."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from kb.docx.namespaces import GRAPHICS, MARKUP, W
from kb.docx.numbers import has_numbers_of_word
from kb.office.archives import OLD, is_too_large

DOCUMENT = "word/document.xml"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_TAGS = {
    f"{W}ins": "исправления в режиме рецензирования приняты: {n}; проверьте их",
    f"{W}del": "удалённое в режиме рецензирования пропало: {n}; проверьте",
    f"{W}commentReference": "примечания на полях не перенесены: {n}",
    f"{W}txbxContent": "надписи (текст в рамке) стали абзацами: {n}; проверьте, там ли они стоят",
    f"{_M}oMath": "формулы записаны как код: {n}; перепишите словами",
    f"{W}object": "вставленные объекты не перенесены: {n}",
    f"{W}altChunk": "вложенные документы не перенесены: {n}; вставьте их текст в этот",
    f"{W}highlight": "цвет, которым выделены слова, не перенесён; важное выделите **звёздочками**",
    f"{W}checkBox": "квадратики для галочек не перенесены: {n}",
    f"{GRAPHICS}chart}}chart": "диаграммы не перенесены: {n}; вставьте картинкой",
    f"{GRAPHICS}diagram}}relIds": "рисунки SmartArt не перенесены: {n}; вставьте картинкой",
}
_NO_COLOUR = frozenset({"none", "white"})
"""Google Docs writes white for a text without a colour."""

_OFF = frozenset({"0", "false", "off"})
_FALLBACK = f"{MARKUP}Fallback"
_GONE = (_FALLBACK, f"{W}del", f"{W}moveFrom")
_SPACES = (f"{W}tab", f"{W}br")
_RUNNING_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")
_AROUND_NUMBERS = frozenset({"из", "лист", "листов", "стр", "страница", "of", "page"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_TOLD = 5
"""The most words that a warning names."""

_MERGED = (f"{W}gridSpan", f"{W}vMerge")


class DocxError(Exception):
    """A file cannot be imported; the message says in Russian why, without the file's name."""


def losses(raw: bytes) -> Iterator[str]:
    """Yields a line in Russian for each kind of thing that will be lost or changed.

    Raises `DocxError` if `raw` is not a readable Word document.
    """
    root = _document(raw)
    for tag, told in _TAGS.items():
        shown = (one for one in root.iter(tag) if one.get(f"{W}val") not in _NO_COLOUR)
        if found := sum(map(_is_shown, shown)):
            yield told.format(n=found)
    hidden = [one for one in root.iter(f"{W}vanish") if one.get(f"{W}val") not in _OFF]
    if found := sum(next(one.iterancestors(f"{W}r"), None) is not None for one in hidden):
        yield f"скрытый текст перенесён и будет виден: {found}; удалите лишнее"
    breaks = sum(one.get(f"{W}type") == "page" for one in root.iter(f"{W}br"))
    if breaks:
        yield f"разрывы страниц убраны: {breaks}"
    pictures = root.iter(f"{GRAPHICS}main}}blip")
    linked = sum(f"{_R}link" in one.attrib and f"{_R}embed" not in one.attrib for one in pictures)
    if linked:
        yield f"картинки по ссылке на файл не перенесены: {linked}; вставьте их в документ"
    fields = "".join(one.text or "" for one in root.iter(f"{W}instrText"))
    parts = {one.get(f"{W}val") for one in root.iter(f"{W}docPartGallery")}
    if "TOC" in fields.split() or "Table of Contents" in parts:
        yield "оглавление Word не нужно: его строит сайт; проверьте, что от него ничего не осталось"
    tables = [one for one in root.iter(f"{W}tbl") if next(one.iter(*_MERGED), None) is not None]
    if tables:
        yield f"таблицы с объединёнными ячейками записаны как HTML: {len(tables)}; упростите их"
    if any(next(one.iterdescendants(f"{W}tbl"), None) is not None for one in root.iter(f"{W}tc")):
        yield "таблица внутри таблицы; вынесите её в текст"
    with archive_of(raw) as archive:
        numbering, styles = (part(archive, name) for name in ("numbering", "styles"))
    if has_numbers_of_word(root, numbering, styles):
        yield (
            "номера, которые ставил Word («1.1», «а)», у заголовков), не перенесены; впишите те, на"
            " которые в тексте ссылаются"
        )


def words_lost(raw: bytes, shown: str) -> Iterator[str]:
    """Yields a line in Russian if `shown`, the page's text, does not have all words of a document.

    Words in the running heads are told apart, except for those around the number of a page.
    """
    kept = _letters(shown)
    if lost := _lost(_document(raw), kept):
        yield f"слова не перенесены: {len(lost)} («{' '.join(lost[:_TOLD])}»); впишите их"
    with archive_of(raw) as archive:
        heads = [one for one in archive.namelist() if _RUNNING_HEAD.fullmatch(one)]
        found = [word for one in heads for word in _lost(parsed(archive.read(one)), kept)]
    if lost := [word for word in dict.fromkeys(found) if word.lower() not in _AROUND_NUMBERS]:
        yield f"колонтитулы не перенесены («{' '.join(lost[:_TOLD])}»); впишите нужное в текст"


def _lost(root: etree._Element, kept: str) -> list[str]:
    lost: dict[str, None] = {}
    for paragraph in root.iter(f"{W}p"):
        text = "".join(map(_shown_text, paragraph.iter()))
        if _letters(text) not in kept:
            lost |= dict.fromkeys(one for one in _WORD.findall(text) if _letters(one) not in kept)
    return [*lost]


def _shown_text(node: etree._Element) -> str:
    if node.tag in _SPACES:
        return " "
    is_shown = node.tag == f"{W}t" and next(node.iterancestors(*_GONE), None) is None
    return node.text or "" if is_shown else ""


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def pictures_in(raw: bytes) -> int:
    """Returns how many embedded pictures a document shows."""
    root = _document(raw)
    named = [one for one in root.iter(f"{GRAPHICS}main}}blip") if f"{_R}embed" in one.attrib]
    named += [one for one in root.iter(f"{_V}imagedata") if f"{_R}id" in one.attrib]
    return sum(next(one.iterancestors(*_GONE), None) is None for one in named)


def _is_shown(node: etree._Element) -> bool:
    """Whether a node is not part of the copy that Word keeps for its older versions."""
    return next(node.iterancestors(_FALLBACK), None) is None


def _document(raw: bytes) -> etree._Element:
    if raw.startswith(OLD):
        raise DocxError("файл закрыт паролем или сохранён в старом виде .doc; сохраните как .docx")
    with archive_of(raw) as archive:
        if is_too_large(archive):
            raise DocxError("файл слишком велик")
        return parsed(archive.read(DOCUMENT))


def part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Returns another part of a document; empty if it has none."""
    path = f"word/{name}.xml"
    return parsed(archive.read(path) if path in archive.namelist() else b"<none/>")


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@contextmanager
def archive_of(raw: bytes) -> Iterator[zipfile.ZipFile]:
    """Opens a document to read its parts; raises `DocxError` if one cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield archive
    except etree.XMLSyntaxError as error:
        raise DocxError("документ Word повреждён; откройте и сохраните его заново") from error
    except _BROKEN as error:
        raise DocxError("это не документ Word (.docx) или он повреждён") from error


def parsed(content: bytes) -> etree._Element:
    """Returns XML as a tree; nothing outside of it is read. Raises `etree.XMLSyntaxError`."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
