"""Finds what a page cannot keep of a .docx, before it is converted."""

import io
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
    f"{GRAPHICS}chart}}chart": "диаграммы не перенесены: {n}; вставьте картинкой",
    f"{GRAPHICS}diagram}}relIds": "рисунки SmartArt не перенесены: {n}; вставьте картинкой",
}
_OFF = frozenset({"0", "false", "off"})
_FALLBACK = f"{MARKUP}Fallback"
_MERGED = (f"{W}gridSpan", f"{W}vMerge")


class DocxError(Exception):
    """A file cannot be imported; the message says in Russian why, without the file's name."""


def losses(raw: bytes) -> Iterator[str]:
    """Yields a line in Russian for each kind of thing that will be lost or changed.

    Raises `DocxError` if `raw` is not a readable Word document.
    """
    root = _document(raw)
    for tag, told in _TAGS.items():
        if found := sum(map(_is_shown, root.iter(tag))):
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
    if has_numbers_of_word(root, *(_part(raw, name) for name in ("numbering", "styles"))):
        yield (
            "номера, которые ставил Word («1.1», «а)», у заголовков), не перенесены; впишите те, на"
            " которые в тексте ссылаются"
        )


def pictures_in(raw: bytes) -> int:
    """Returns how many embedded pictures a document shows."""
    root = _document(raw)
    named = [one for one in root.iter(f"{GRAPHICS}main}}blip") if f"{_R}embed" in one.attrib]
    named += [one for one in root.iter(f"{_V}imagedata") if f"{_R}id" in one.attrib]
    gone = (_FALLBACK, f"{W}del", f"{W}moveFrom")
    return sum(next(one.iterancestors(*gone), None) is None for one in named)


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


def _part(raw: bytes, name: str) -> etree._Element:
    """Returns another part of a document; empty if it has none."""
    path = f"word/{name}.xml"
    with archive_of(raw) as archive:
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
