"""Finds a picture's size in its file: PNG, JPEG, GIF, WebP, AVIF, SVG and others."""

import re
from collections.abc import Iterable
from io import BytesIO
from math import isfinite
from pathlib import Path, PurePath

import imagesize
from lxml import etree

Size = tuple[int, int]
"""Width and height in pixels."""

_VECTOR = ".svg"
_UNKNOWN_TO_BROWSERS = frozenset({".heic", ".heif", ".psd", ".tif", ".tiff"})
"""What telephones, scanners and Photoshop make."""

_NAMESPACE = "http://www.w3.org/2000/svg"
_RASTERS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Pictures whose size can be read; of others, such as an .ico, nothing is known."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
"""A length in pixels; one in other units or in per cent says nothing without a page."""


def size(content: bytes) -> Size | None:
    """Returns a picture's intrinsic size: PNG, JPEG, GIF, WebP, AVIF, SVG and others.

    None for an SVG that fills the space it is given, and for content that is not a picture.
    """
    root = _svg(content)
    return _raster(content) if root is None else _own(root)


def proportions(content: bytes) -> Size | None:
    """Returns the size of a picture; for an SVG without one, that of its `viewBox`."""
    root = _svg(content)
    return _raster(content) if root is None else _own(root) or _box(root)


def in_folders(name: str, folders: Iterable[Path]) -> tuple[Path | None, str]:
    """Finds the picture of a brand in the first folder that has it.

    Returns its file, None if there is none, and what is wrong with it; empty if nothing is.
    """
    path = next((one / name for one in folders if (one / name).is_file()), None)
    if path is None:
        return None, f"нет файла {name}; путь считают от папки, которую называет extra.overlay"
    return path, why_unseen(name, path.read_bytes())


def why_unseen(name: str, content: bytes) -> str:
    """Says in Russian why a browser would show nothing for a file; empty if it would show it.

    Browsers trust a file's suffix: a PNG named .svg is not shown.
    """
    suffix = PurePath(name).suffix.lower()
    if not content:
        return f"файл {name} пуст; положите в него картинку"
    if suffix in _UNKNOWN_TO_BROWSERS:
        return f"браузеры не показывают {suffix}; сохраните картинку {name} в PNG или JPG"
    root = _svg(content)
    is_raster = root is None and _raster(content) is not None
    if (suffix in _RASTERS and not is_raster) or (suffix == _VECTOR and root is None):
        return f"в файле {name} не {suffix[1:].upper()}; сохраните картинку заново в этом виде"
    if suffix == _VECTOR and root is not None and etree.QName(root).namespace != _NAMESPACE:
        return f'браузер не покажет {name}: допишите в тег svg xmlns="{_NAMESPACE}"'
    return ""


def _svg(content: bytes) -> etree._Element | None:
    if b"<" not in content[:1024]:
        return None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None
    return root if etree.QName(root).localname == "svg" else None


def _raster(content: bytes) -> Size | None:
    return _whole(*imagesize.get(BytesIO(content)))


def _own(svg: etree._Element) -> Size | None:
    lengths = [_LENGTH.fullmatch(svg.get(name, "")) for name in ("width", "height")]
    given = [float(one[1]) for one in lengths if one]
    return _whole(*given) if len(given) == 2 else None


def _box(svg: etree._Element) -> Size | None:
    box = re.split(r"[\s,]+", svg.get("viewBox", "").strip())
    try:
        return _whole(*map(float, box[2:])) if len(box) == 4 else None
    except ValueError:
        return None


def _whole(*lengths: float) -> Size | None:
    """Two lengths in whole numbers, as HTML needs them; None unless both are above zero."""
    if not all(map(isfinite, lengths)):
        return None
    width, height = map(round, lengths)
    return (width, height) if width > 0 and height > 0 else None
