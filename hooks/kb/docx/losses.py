"""Looks into a .docx for what a page cannot keep, before it is converted."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

_LARGEST = 200_000_000
"""Bytes, unpacked: no text with pictures comes near, a zip bomb goes far beyond."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GRAPHICS = "{http://schemas.openxmlformats.org/drawingml/2006/"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_TAGS = {
    f"{_W}ins": "исправления в режиме рецензирования приняты: {n}; проверьте их",
    f"{_W}del": "удалённое в режиме рецензирования пропало: {n}; проверьте",
    f"{_W}commentReference": "примечания на полях не перенесены: {n}",
    f"{_W}txbxContent": "надписи (текст в рамке) не перенесены или попали в текст: {n}; проверьте",
    f"{_M}oMath": "формулы записаны как код: {n}; перепишите словами",
    f"{_W}object": "вставленные объекты не перенесены: {n}",
    f"{_GRAPHICS}chart}}chart": "диаграммы не перенесены: {n}; вставьте картинкой",
    f"{_GRAPHICS}diagram}}relIds": "рисунки SmartArt не перенесены: {n}; вставьте картинкой",
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MERGED = (f"{_W}gridSpan", f"{_W}vMerge")


class DocxError(Exception):
    """A file cannot be imported; says in Russian why, without the file's name."""


def losses(raw: bytes) -> Iterator[str]:
    """Yields a line in Russian for each kind of thing that will be lost or changed.

    Raises `DocxError` if this is no document of Word that can be read.
    """
    root = _document(raw)
    for tag, told in _TAGS.items():
        if found := sum(map(_is_shown, root.iter(tag))):
            yield told.format(n=found)
    breaks = sum(one.get(f"{_W}type") == "page" for one in root.iter(f"{_W}br"))
    if breaks:
        yield f"разрывы страниц убраны: {breaks}"
    pictures = root.iter(f"{_GRAPHICS}main}}blip")
    linked = sum(f"{_R}link" in one.attrib and f"{_R}embed" not in one.attrib for one in pictures)
    if linked:
        yield f"картинки по ссылке на файл не перенесены: {linked}; вставьте их в документ"
    fields = "".join(one.text or "" for one in root.iter(f"{_W}instrText"))
    parts = {one.get(f"{_W}val") for one in root.iter(f"{_W}docPartGallery")}
    if "TOC" in fields.split() or "Table of Contents" in parts:
        yield "оглавление Word не нужно: его строит сайт; проверьте, что от него ничего не осталось"
    tables = [one for one in root.iter(f"{_W}tbl") if next(one.iter(*_MERGED), None) is not None]
    if tables:
        yield f"таблицы с объединёнными ячейками записаны как HTML: {len(tables)}; упростите их"
    if any(next(one.iterdescendants(f"{_W}tbl"), None) is not None for one in root.iter(f"{_W}tc")):
        yield "таблица внутри таблицы; вынесите её в текст"


def _is_shown(node: etree._Element) -> bool:
    """Whether it is not the copy that Word keeps for its older versions."""
    return next(node.iterancestors(_FALLBACK), None) is None


def _document(raw: bytes) -> etree._Element:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocxError("файл закрыт паролем или сохранён в старом виде .doc; сохраните как .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                raise DocxError("файл слишком велик")
            content = archive.read("word/document.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(content, parser)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DocxError("это не документ Word (.docx) или он повреждён") from error
    except etree.XMLSyntaxError as error:
        raise DocxError("документ Word повреждён; откройте и сохраните его заново") from error
