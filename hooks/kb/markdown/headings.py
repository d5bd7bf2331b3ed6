"""Reserves the first level of headings for the page's title.

A text pasted from elsewhere often repeats the title as a heading, or has its sections on the first
level. The repeated title is shown once; such sections, and all other headings with them, are
lowered a level.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from kb.tree.headings import lowered, repeats

_LOWER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}


class Headings(Treeprocessor):
    """Lowers the headings of a page with a title if one of them is of the first level.

    A heading that begins the page and only repeats its title is removed.
    """

    def __init__(self, md: Markdown, title: str) -> None:
        super().__init__(md)
        self._title = title

    def run(self, root: Element) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        if repeats(root, stash, self._title):
            for place in HTML_PLACEHOLDER_RE.finditer(root[0].text or ""):
                stash[int(place[1])] = ""
            root.remove(root[0])
        trees = [root, *(raw for raw in stash if isinstance(raw, Element))]
        written = any(isinstance(raw, str) and "<h1" in raw for raw in stash)
        if not written and not any(tree.find(".//h1") is not None for tree in trees):
            return
        for tree in trees:
            for one in tree.iter():
                one.tag = _LOWER.get(one.tag, one.tag)
        stash[:] = [lowered(raw) if isinstance(raw, str) else raw for raw in stash]
