"""Finds a picture's size in its file: PNG, JPEG, GIF, WebP, AVIF, SVG and others."""

import re
from io import BytesIO
from math import isfinite

import imagesize
from lxml import etree

Size = tuple[int, int]
"""Width and height in pixels."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
"""A length in pixels; one in other units or in per cent says nothing without a page."""


def size(content: bytes) -> Size | None:
    """Returns a picture's intrinsic size: PNG, JPEG, GIF, WebP, AVIF, SVG and others.

    None for an SVG that fills the room it is given, and for content that is no picture.
    """
    root = _svg(content)
    return _raster(content) if root is None else _own(root)


def proportions(content: bytes) -> Size | None:
    """Returns the size of a picture; for an SVG without one, that of its `viewBox`."""
    root = _svg(content)
    return _raster(content) if root is None else _own(root) or _box(root)


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


def _whole(width: float, height: float) -> Size | None:
    """The size in whole numbers, as HTML needs it; None unless both are above zero."""
    if not (isfinite(width) and isfinite(height)):
        return None
    found = round(width), round(height)
    return found if min(found) > 0 else None
