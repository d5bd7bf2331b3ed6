"""Tells how large a picture is, so that a page keeps its room before it has loaded."""

import re
import struct

from lxml import etree

_PNG = b"\x89PNG\r\n\x1a\n"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
"""A length in pixels; in other units, and in per cent, it tells nothing without a page."""


def size(content: bytes) -> tuple[int, int] | None:
    """Returns width and height in pixels of a PNG or SVG file; of any other, None.

    An SVG without a size of its own has that of its `viewBox`.
    """
    if content.startswith(_PNG):
        return _whole(*struct.unpack(">II", content[16:24])) if len(content) >= 24 else None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None
    if etree.QName(root).localname != "svg":
        return None
    own = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    given = [float(one[1]) for one in own if one]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(given) < 2 and len(box) == 4:
        try:
            given = [float(one) for one in box[2:]]
        except ValueError:
            return None
    return _whole(*given) if len(given) == 2 else None


def _whole(width: float, height: float) -> tuple[int, int] | None:
    """What stands in HTML: whole numbers, and none of nothing."""
    found = round(width), round(height)
    return found if min(found) > 0 else None
