"""Puts fragments into a page's Markdown tree: those its blocks ask for, and its own.

/// checklist | C02
///

/// catalogue | guide section=do
///
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.content.body.blocks import EMBEDDED, PLACE
from kb.content.library import Document
from kb.page import PageContext, show
from kb.page.lists import RENDERERS
from kb.render import element, literal


def body(document: Document) -> str:
    """Returns a page's Markdown; for an empty page with a fragment, a block that shows it.

    Python-Markdown skips an empty text, and with it our extension.
    """
    written = document.source.body
    if written.strip() or document.entry.type not in EMBEDDED:
        return written
    return f"/// {document.entry.type} | {document.key}\n///\n"


class Embedding(Treeprocessor):
    """Replaces the places of blocks with fragments; adds the page's own fragment after its lead."""

    def __init__(self, md: Markdown, page: PageContext) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        own = self._page.document
        placed = self._fill(root)
        if own is not None and own.entry.type in EMBEDDED and own.key not in placed:
            fragment = literal(element(show(own, self._page, level=2, embedded=False)))
            # A term's page begins with its definition, any other with a lead on why to read it.
            root.insert(0 if own.entry.type == "term" else _after_lead(root), fragment)

    def _fill(self, root: Element) -> set[str]:
        """Replaces the places of blocks; returns the ids of the entries shown."""
        shown: set[str] = set()
        levels = _levels(root)  # of the page's own headings, not of what is put between them
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == PLACE and self._is_hidden(child):
                    parent[index] = Element("div", {"hidden": ""})
                    parent[index].tail = child.tail
                elif child.tag == PLACE:
                    parent[index] = self._fragment(child, levels[child], shown)
                    parent[index].tail = child.tail
        return shown

    def _is_hidden(self, place: Element) -> bool:
        """Whether the block asks for an internal page that is left out of this knowledge base."""
        is_list = place.attrib["name"] in RENDERERS
        return not is_list and place.attrib["argument"] in self._page.edition.library.hidden

    def _fragment(self, place: Element, level: int, shown: set[str]) -> Element:
        name, argument = place.attrib["name"], place.attrib["argument"]
        if name in RENDERERS:
            html = RENDERERS[name](self._page, argument)
            return literal(element(html)) if html else _missing(name, argument)
        found = self._page.edition.find(argument)
        if found is None or found.entry.type != name:
            return _missing(name, argument)
        shown.add(found.key)
        own = self._page.document
        is_own = own is not None and own.key == found.key
        html = show(found, self._page, level=2 if is_own else level + 1, embedded=not is_own)
        return literal(element(html))


def _levels(root: Element) -> dict[Element, int]:
    """The level of the last heading before each place; 1, the title's, if there is none."""
    found: dict[Element, int] = {}
    level = 1
    for one in root.iter():
        if one.tag == PLACE:
            found[one] = level
        elif one.tag in ("h1", "h2", "h3", "h4", "h5"):
            level = int(one.tag[1])
    return found


def _after_lead(root: Element) -> int:
    """Where the first section begins; the end if there are none."""
    for index, child in enumerate(root):
        if child.tag == "h2":
            return index
    return len(root)


def _missing(name: str, argument: str) -> Element:
    """Replaces an entry that does not exist; the check has already reported it."""
    box = Element("p", {"class": "kb-missing"})
    box.text = f"/// {name} | {argument}"
    return box
