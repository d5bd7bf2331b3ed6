"""Headings: their words and their levels, the first of which is reserved for the page's title.

A text that was brought from elsewhere often repeats the title as a heading, or has its sections on
the first level. The repeated title is shown once; such sections are lowered a level, and all other
headings with them.
"""

import re
from collections.abc import Sequence
from copy import copy
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from kb.content.check import normal

LEVELS = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings by their tags."""

_LOWER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_LEVEL = re.compile(r"(?<=<h)[1-5](?=[\s>])|(?<=</h)[1-5](?=>)")
_FIRST = re.compile(r"\s*<h1>((?:[^<]|</?\w+>)*)</h1>\s*", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")


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
        stash[:] = [_lower(raw) if isinstance(raw, str) else raw for raw in stash]


def repeats(root: Element, stash: Sequence[str | Element], title: str) -> bool:
    """Whether a page's tree begins with a heading that only repeats the page's title.

    `stash` is the raw HTML that Markdown has set aside.
    """
    if not len(root):
        return False
    first, words = root[0], ""
    if first.tag == "h1":
        if not any(one.attrib for one in first.iter()):  # no link may lead to it, or from it
            words = "".join(first.itertext())
    elif first.tag == "p" and (place := HTML_PLACEHOLDER_RE.fullmatch((first.text or "").strip())):
        raw = stash[int(place[1])] if int(place[1]) < len(stash) else ""
        if isinstance(raw, str) and (heading := _FIRST.fullmatch(raw)):
            words = unescape(_MARKUP.sub("", heading[1]))
    return bool(words) and normal(words) == normal(title)


def lowered(html: str) -> str:
    """Returns HTML with all its headings lowered by a level if one of them is of the first."""
    return _lower(html) if "<h1" in html else html


def _lower(html: str) -> str:
    return _LEVEL.sub(lambda level: str(int(level[0]) + 1), html)


def words_of(element: Element, md: Markdown) -> str:
    """Returns the words of a heading, or of a column's head, as a reader sees them.

    The permalink that `toc` has added is left out. `md` is what converts the page.
    """
    inner = [child for child in element if child.get("class") != "headerlink"]
    text = element.text or ""
    if not inner and STX not in text and "&" not in text:  # true of nearly all
        return text.strip()
    own = copy(element)
    own[:] = inner
    return unescape(strip_tags(render_inner_html(remove_fnrefs(own), md))).strip()
