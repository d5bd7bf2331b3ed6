"""Lets addresses in raw HTML be found and changed like those of Markdown.

Markdown keeps raw HTML as text, but both our own code and the engine, which resolves addresses,
look for links and pictures in the tree. So each tag with an address gets a stand-in there.
"""

from collections.abc import Sequence
from itertools import chain
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.tree.raw_html import ADDRESSES, Cut, Tag, elements, pieces

_MAY_HAVE = tuple(f' {name}="' for name in sorted({*chain(*ADDRESSES.values())}))
_LINE_OF_CODE = "#__codelineno-"
"""Target of the line numbers beside highlighted code: anchors that only that code's HTML has."""


class RawHtml(Treeprocessor):
    """Appends to the tree stand-ins for those addresses in raw HTML that lead inside the site.

    Runs after the HTML has been sanitized; `back` runs after addresses have been resolved.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.back = _Back(self)
        self.place = Element("div")
        self.cut: dict[int, Cut] = {}
        """Pieces of the raw HTML in the stash, by its number there."""

        self.shown: list[tuple[Tag, str, Sequence[Element]]] = []

    def run(self, root: Element) -> None:
        for number, raw in enumerate(self.md.htmlStash.rawHtmlBlocks):
            if isinstance(raw, str) and any(one in raw for one in _MAY_HAVE):
                self.cut[number] = list(pieces(raw))
        written = (one for cut in self.cut.values() for one in cut if isinstance(one, Tag))
        for tag in chain(elements(root), written):
            for attribute, made in tag.stand_ins():
                if all(map(_leads_inside, made)):
                    self.shown.append((tag, attribute, made))
                    self.place.extend(made)
        if self.shown:
            root.append(self.place)


class _Back(Treeprocessor):
    """Removes the stand-ins and writes what was changed in them back into the raw HTML."""

    def __init__(self, raw_html: RawHtml) -> None:
        super().__init__(raw_html.md)
        self._raw_html = raw_html

    def run(self, root: Element) -> None:
        if self._raw_html.shown:
            root.remove(self._raw_html.place)
        for tag, attribute, made in self._raw_html.shown:
            tag.become(attribute, made)
        for number, cut in self._raw_html.cut.items():
            self.md.htmlStash.rawHtmlBlocks[number] = "".join(map(str, cut))


def _leads_inside(stand_in: Element) -> bool:
    address = stand_in.attrib["src" if stand_in.tag == "img" else "href"]
    parts = urlsplit(address)
    return not (parts.scheme or parts.netloc or address.startswith(_LINE_OF_CODE))
