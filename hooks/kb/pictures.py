"""Tells how large a picture is, so that a page keeps its room before it has loaded."""

import re
from collections.abc import Callable
from io import BytesIO
from math import isfinite
from xml.etree.ElementTree import Element

import imagesize
from lxml import etree
from markdown.treeprocessors import Treeprocessor

Size = tuple[int, int]
"""Width and height in pixels."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
"""A length in pixels; in other units, and in per cent, it tells nothing without a page."""

_PIXELS = re.compile("[1-9][0-9]{0,4}")

_SAID = frozenset({"width", "height", "style"})
"""Attributes by which an author says how large a picture is to be."""


def size(content: bytes) -> Size | None:
    """Returns the size that a picture has of its own: PNG, JPEG, GIF, WebP, AVIF, SVG and others.

    None for an SVG that takes the room it is given, and for what is no picture.
    """
    root = _svg(content)
    return _raster(content) if root is None else _own(root)


def proportions(content: bytes) -> Size | None:
    """Returns the size of a picture, or how wide an SVG without one is for its height."""
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
    """What stands in HTML: whole numbers, and none of nothing."""
    if not (isfinite(width) and isfinite(height)):
        return None
    found = round(width), round(height)
    return found if min(found) > 0 else None


class Pictures(Treeprocessor):
    """Gives the pictures of a page the sizes that their files have.

    To be run when their addresses are still as they are written, and after `attr_list`: what the
    author says of a picture holds; a width alone is given the height that belongs to it.
    """

    def __init__(self, find: Callable[[str], Size | None]) -> None:
        """`find` returns the size of a picture by its address, if it is ours."""
        super().__init__()
        self._find = find

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            said = _SAID.intersection(picture.keys())
            if said <= {"width"} and (found := self._find(picture.get("src", ""))):
                width, height = found
                wanted = picture.get("width", str(width))
                if _PIXELS.fullmatch(wanted):
                    picture.set("width", wanted)
                    picture.set("height", str(max(1, round(height * int(wanted) / width))))
