"""Reserves space for pictures, so that the text does not jump when they load."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from kb.pictures import Size

_PIXELS = re.compile("[1-9][0-9]{0,4}")

_SAID = frozenset({"width", "height", "style"})
"""Attributes by which an author says how large a picture is to be."""


class Pictures(Treeprocessor):
    """Gives the pictures of a page the sizes that their files have.

    It must run while their addresses are still as written, and after `attr_list`: a size that the
    author sets is kept, and a width alone gets the height that goes with it.
    """

    def __init__(self, find: Callable[[str], Size | None]) -> None:
        """`find` returns the size of a picture by its address, if the picture is ours."""
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
