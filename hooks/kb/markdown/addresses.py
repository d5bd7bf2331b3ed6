"""Numbers the links that leave the site and lists their addresses below the text, for print."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX, AtomicString

from kb.tree.raw_html import Cut, Tag

OUTSIDE = frozenset({"http", "https"})

_MARKUP = re.compile(r"<[^<>]*>")


class Addresses(Treeprocessor):
    """Adds the list of a page's addresses; a screen does not show it, a printed page does.

    It needs no script. A link whose text is its address gets no number.
    """

    def __init__(self, title: str, site: str, raw: Mapping[int, Cut]) -> None:
        """`site` is the address of our own site, whose pages are not outside; empty if unknown.

        `raw` is the page's raw HTML, cut at its tags, which take the numbers of their links.
        """
        super().__init__()
        self._title = title
        self._site = site
        self._raw = raw

    def run(self, root: Element) -> None:
        numbers: dict[str, int] = {}
        for link, words in self._links(root):
            address = link.get("href", "").strip()
            if self._leads_out(address) and words.strip() not in (address, _short(address)):
                link["data-note"] = str(numbers.setdefault(address, len(numbers) + 1))
        if numbers:
            root.append(_list(self._title, numbers))

    def _links(self, element: Element) -> Iterator[tuple[dict[str, str], str]]:
        """Yields the attributes and the words of all links, in the order of the page."""
        if element.tag == "a":
            yield element.attrib, "".join(element.itertext())
        yield from self._typed(element.text)
        for child in element:
            yield from self._links(child)
            yield from self._typed(child.tail)

    def _typed(self, text: str | None) -> Iterator[tuple[dict[str, str], str]]:
        """The links in the raw HTML that a text has placeholders for, whole or tag by tag."""
        for found in HTML_PLACEHOLDER_RE.finditer(text) if text and STX in text else ():
            cut = self._raw.get(int(found[1]), ())
            for tag, after in zip(cut[1::2], cut[2::2], strict=True):
                if isinstance(tag, Tag) and tag.name == "a":
                    inner, end, _ = str(after).partition("</a")
                    rest = "" if end or not text else text[found.end() :].partition(STX)[0]
                    yield tag.attributes, unescape(_MARKUP.sub("", inner + rest))

    def _leads_out(self, address: str) -> bool:
        return urlsplit(address).scheme in OUTSIDE and not (
            self._site and address.startswith(self._site)
        )


def _short(address: str) -> str:
    """The address as people write it."""
    return address.partition("://")[2].rstrip("/")


def _list(title: str, addresses: dict[str, int]) -> Element:
    section = Element("div", {"class": "kb-addresses", "data-search-exclude": "", "hidden": ""})
    SubElement(section, "p").text = title
    items = SubElement(section, "ol")
    for address in addresses:
        SubElement(items, "li").text = AtomicString(address)
    return section
