"""Headings: their words and their levels, the first of which is reserved for the page's title."""

import re
from collections.abc import Sequence
from copy import copy
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.util import HTML_PLACEHOLDER_RE, STX

from kb.content.names import normal

LEVELS = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings by their tags."""

_LEVEL = re.compile(r"(?<=<h)[1-5](?=[\s>])|(?<=</h)[1-5](?=>)")
_FIRST = re.compile(r"\s*<h1>((?:[^<]|</?\w+>)*)</h1>\s*", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")


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
    """Returns HTML with all its headings a level lower."""
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
