"""Numbers the links that leave the site and lists their addresses below the text, for print."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

OUTSIDE = frozenset({"http", "https"})


class Addresses(Treeprocessor):
    """Adds the list of a page's addresses; a screen does not show it, a printed page does.

    It needs no script. A link whose text is its address gets no number.
    """

    def __init__(self, title: str, site: str) -> None:
        """`site` is the address of our own site, whose pages are not outside; empty if unknown."""
        super().__init__()
        self._title = title
        self._site = site

    def run(self, root: Element) -> None:
        numbers: dict[str, int] = {}
        for link in root.iter("a"):
            address = link.get("href", "")
            if self._leads_out(address) and _words(link) not in (address, _short(address)):
                link.set("data-note", str(numbers.setdefault(address, len(numbers) + 1)))
        if numbers:
            root.append(_list(self._title, numbers))

    def _leads_out(self, address: str) -> bool:
        return urlsplit(address).scheme in OUTSIDE and not (
            self._site and address.startswith(self._site)
        )


def _words(link: Element) -> str:
    return "".join(link.itertext()).strip()


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
