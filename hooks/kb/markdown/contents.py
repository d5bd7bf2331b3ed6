"""Makes Python-Markdown build a table of contents only for a page that has a place for it."""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension, TocTreeprocessor

from kb.tree.headings import LEVELS

_PRIORITY = 5  # as Python-Markdown has it


class Contents(TocTreeprocessor):
    """Gives headings anchors and lists them as Python-Markdown's processor does, in half the time.

    The original builds a table for each page, and looks for its place, `[TOC]`, in the whole text
    of every element. It leaves the table in `md.toc`, which MkDocs does not use; here, that is
    empty for a page without a place. Permalinks are for a pointer only: a heading would be named
    "Returns ¶", and Tab would stop at each; the table has the same links. A heading in a document
    to fill in gets neither: it is not part of the page, and is copied with the document.
    """

    @classmethod
    def replace(cls, md: Markdown) -> None:
        """Replaces the toc extension's own processor, but no other."""
        for one in md.registeredExtensions:
            if isinstance(one, TocExtension) and one.TreeProcessorClass is TocTreeprocessor:
                md.treeprocessors.register(cls(md, one.getConfigs()), "toc", _PRIORITY)

    def run(self, doc: Element) -> None:
        """Reads the headings below `doc`, and inserts the table."""
        self._has_place = bool(self.marker) and self.marker in "".join(doc.itertext())
        apart = [(one, one.tag) for one in _of_documents(doc)]
        for one, _ in apart:
            one.tag = "div"
        super().run(doc)
        for one, tag in apart:
            one.tag = tag

    def add_permalink(self, c: Element, elem_id: str) -> None:
        """Adds the link to a heading, `c`."""
        super().add_permalink(c, elem_id)
        link = c[0 if self.permalink_leading else -1]
        link.attrib |= {"aria-hidden": "true", "tabindex": "-1"}

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """Returns the table; if the page has no place for it, an empty one."""
        return super().build_toc_div(toc_list) if self._has_place else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Inserts the table in its place."""
        if self._has_place:
            super().replace_marker(root, elem)


def _of_documents(doc: Element) -> list[Element]:
    """Returns the headings in the documents that a template's fragment shows."""
    sheets = (one for one in doc.iter("div") if "kb-document" in one.get("class", "").split())
    return [one for sheet in sheets for one in sheet.iter() if one.tag in LEVELS]
