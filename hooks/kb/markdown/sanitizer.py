"""Allows an editor only HTML that cannot run code, load remote files or break out of the page.

A body may hold raw HTML and attributes (`{: … }`). A raw tag that is not allowed is shown as the
text it was typed as, so that it does not vanish unseen; attributes that are not allowed, and
comments, are dropped. A whole-document sanitizer would not do: Markdown yields raw HTML in pieces,
some of them single tags, and our own fragments, which may hold forms and drawings, enter the same
page later.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX

from kb.content.body.blocks import PLACE
from kb.render import ALIGNED
from kb.tree.raw_html import MARKUP, TAGS, VOID, attributes, candidates, start_tag
from kb.urls import remote, safe

_ATTRIBUTES = frozenset(
    "abbr alt checked class colspan controls datetime dir disabled download for headers height"
    " hidden href id lang loading markdown media name open poster rel reversed role rowspan scope"
    " sizes span src srclang start title translate type value width".split()
)

_WITHOUT_VALUE = frozenset("checked controls disabled download hidden open reversed".split())
"""Boolean attributes."""

_LOADED = frozenset({"src", "poster"})
"""Attributes whose address a browser fetches by itself."""

_ALIGNED = re.compile(r"text-align:\s*(left|right|center|justify);?", re.IGNORECASE)
"""The one style that is kept, as a class."""

_BOXES = frozenset({"checkbox", "radio"})
_THEIRS = re.compile(r"__(?!tabbed_|span-|codelineno-)")
"""Ids by which the theme finds its own parts of a page; those after `?!` are extensions' own."""

_ESCAPED = re.compile(f"{STX}([0-9]{{1,6}}){ETX}")
"""Markdown's placeholder for a backslash-escaped character until the end of conversion."""


class Sanitizer(Treeprocessor):
    """Cleans the tree, and the raw HTML that Markdown has stashed.

    Runs after `attr_list` (8) has set its attributes, before any markup of our own is added.
    """

    def run(self, root: Element) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        pairs = {number for node in root.iter() for number in _pairs(node, stash)} if stash else ()
        for number, raw in enumerate(stash):
            if isinstance(raw, Element):
                _clean_tree(raw)
            else:
                stash[number] = _clean(raw, whole=number not in pairs)
        _clean_tree(root)


def _clean_tree(root: Element) -> None:
    for node in root.iter():
        if node.tag == PLACE:
            continue
        allowed = dict(_allowed(node.tag, node.attrib.items()))
        if node.tag not in TAGS:
            node.tag, allowed = "div", {}
        elif node.tag == "img" and "src" not in allowed:
            node.tag, node.text, allowed = "span", node.get("alt"), {}
        elif node.tag == "a" and "href" in node.attrib and "href" not in allowed:
            node.tag = "span"  # MkDocs assumes that every link has an address
        node.attrib.clear()
        node.attrib.update(allowed)


def _allowed(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    classes = aligned = ""
    for written, value in attributes:
        name = written.lower()
        if value is None:  # attr_list: it was typed without one
            if name in _WITHOUT_VALUE:
                yield written, ""
            continue
        meant = value
        if STX in value:
            meant = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), value)
            meant = meant.replace(AMP_SUBSTITUTE, "&")
        # A stashed tag would be restored inside the attribute, with its own quotes.
        if STX in meant:
            continue
        if name == "class":
            classes = f"{value} "
        if name == "style" and (found := _ALIGNED.fullmatch(meant.strip())):
            # A table with a class would not look like one; its cells have their own alignment.
            aligned = "" if tag == "table" else f"{ALIGNED}{found[1].lower()}"
        elif _fits(tag, name, meant):
            yield name if name == "class" else written, value
    if aligned:
        yield "class", classes + aligned


def _fits(tag: str, name: str, value: str) -> bool:
    if name in _LOADED or name == "href":
        # As a browser would read it: Markdown hides a mail address behind entities.
        address = unescape(value)
        # The engine parses the value as it is written.
        return safe(address) and safe(value) and not (name in _LOADED and remote(address))
    if name == "srcset":
        several = [address for address, _ in candidates(unescape(value))]
        return bool(several) and all(safe(one) and not remote(one) for one in several)
    if name in ("id", "for", "name"):
        return not _THEIRS.match(value)
    if name == "type" and tag == "input":
        return value in _BOXES
    if name.startswith("data-"):
        return not name.startswith("data-md-")
    return name in _ATTRIBUTES or name.startswith("aria-")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag as typed; `allowed` is what the page gets in its place, empty if it is not allowed."""

    name: str
    is_end: bool
    allowed: str


def _tag(match: re.Match[str]) -> _Tag:
    name, is_end = match["name"].lower(), bool(match["end"])
    allowed = dict(_allowed(name, attributes(match["attributes"]).items()))
    lacks = (name == "img" and "src" not in allowed) or (name == "input" and "type" not in allowed)
    if name not in TAGS or (lacks and not is_end):
        return _Tag(name, is_end, "")
    return _Tag(name, is_end, f"</{name}>" if is_end else start_tag(name, allowed))


def _clean(raw: str, *, whole: bool) -> str:
    """Returns raw HTML with only allowed tags; a `whole` piece also has its tags balanced."""
    found: list[str] = []
    open_tags: list[str] = []
    at = 0
    for match in MARKUP.finditer(raw):
        found.append(raw[at : match.start()])
        at = match.end()
        if match["comment"] is not None:
            found.append("<!---->")
            continue
        tag = _tag(match) if match["name"] else None
        if tag is None or not tag.allowed:
            found.append(f"&lt;{match[0][1:]}")
        elif not whole or tag.name in VOID:
            found.append(tag.allowed)
        elif not tag.is_end:
            open_tags.append(tag.name)
            found.append(tag.allowed)
        elif tag.name in open_tags:
            while (inner := open_tags.pop()) != tag.name:
                found.append(f"</{inner}>")
            found.append(tag.allowed)
        else:
            found.append(f"&lt;{match[0][1:]}")
    found.append(raw[at:])
    found += [f"</{name}>" for name in reversed(open_tags)]
    return "".join(found)


def _pairs(node: Element, stash: list[str | Element]) -> Iterator[int]:
    """Yields the stash numbers of single tags that pair up within `node`'s own text."""
    open_tags: list[tuple[str, int]] = []
    for text in (node.text, *(child.tail for child in node)):
        for placeholder in HTML_PLACEHOLDER_RE.finditer(text) if text and STX in text else ():
            number = int(placeholder[1])
            raw = stash[number] if number < len(stash) else ""
            match = MARKUP.fullmatch(raw.strip()) if isinstance(raw, str) else None
            if match is None or not match["name"]:
                continue
            tag = _tag(match)
            if not tag.allowed or tag.name in VOID:
                continue
            if not tag.is_end:
                open_tags.append((tag.name, number))
            elif any(tag.name == name for name, _ in open_tags):
                while open_tags:
                    name, start = open_tags.pop()
                    if name == tag.name:
                        yield from (start, number)
                        break
