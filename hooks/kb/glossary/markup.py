"""Tells which text of a Markdown tree is prose for the glossary, with stashed markup decoded."""

import html
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from kb.runs import OPAQUE, RAW_CODE, Run

FILLER = "\u00ad"
"""Pads a decoded entity to the length of its placeholder; words and gaps ignore it."""

CLOSED = frozenset(
    "h1 h2 h3 h4 h5 h6 a code pre kbd samp var tt button label summary math svg script style"
    " textarea select option template iframe object audio video canvas".split()
)
"""Elements without linked terms: headings, links, code, controls (`summary` is one)."""

CLOSED_CLASSES = frozenset({"no-glossary", "arithmatex", "admonition-title", "toc"})
"""Classes of elements without linked terms; an admonition's title is a heading in all but name."""

CLOSED_RAW = RAW_CODE | CLOSED - {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Raw inline HTML whose content is closed as well."""

_PLACEHOLDER = re.compile(f"{STX}([^{ETX}]*){ETX}")
_MARKER = re.compile(r"\s*\[\w+\]\s*\Z")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_TAG = re.compile(r"\s*<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^>]*?)(/?)>\s*\Z")
_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def is_closed(element: Element) -> bool:
    """Whether no term is linked inside `element`."""
    tag: object = element.tag  # a function in comments and processing instructions
    if not isinstance(tag, str) or tag in CLOSED:
        return True
    return not CLOSED_CLASSES.isdisjoint(element.get("class", "").split())


def prose(run: Run, raw_html: Sequence[str | Element]) -> str:
    """The text of `run` as a reader sees it, at its original length.

    A stashed entity (`&nbsp;`) becomes its character; a literal entity, the content of a raw inline
    element with a closed class (`no-glossary`), and a paragraph that is a marker (`[TOC]`) become
    opaque.
    """
    text = run.text
    if _MARKER.match(text):
        return OPAQUE * len(text)
    if OPAQUE in text and any(STX in piece.content for piece in run.pieces):
        text = _unstashed(run, raw_html)
    text = text.replace("\n\n", " \n")  # a hard break, then the end of its line
    if "&" in text:
        text = _ENTITY.sub(lambda entity: OPAQUE * len(entity[0]), text)
    return text


def _unstashed(run: Run, raw_html: Sequence[str | Element]) -> str:
    shown = list(run.text)
    closed_from: int | None = None
    open_tags: list[str] = []
    for piece in run.pieces:
        for placeholder in _PLACEHOLDER.finditer(piece.content):
            at = piece.start + placeholder.start()
            stashed = _stashed(placeholder[1], raw_html)
            size = len(placeholder[0])
            if len(stashed) == 1:
                shown[at : at + size] = stashed + FILLER * (size - 1)
            elif tag := _TAG.match(stashed):
                name = tag[2].lower()
                if closed_from is None:
                    if not tag[1] and not tag[4] and name not in _VOID and _closes(tag[3]):
                        closed_from, open_tags = at, [name]
                elif tag[1]:
                    if name in open_tags:
                        open_tags.remove(name)
                    if not open_tags:
                        shown[closed_from:at] = OPAQUE * (at - closed_from)
                        closed_from = None
                elif name == open_tags[0]:
                    open_tags.append(name)
    if closed_from is not None:
        shown[closed_from:] = OPAQUE * (len(shown) - closed_from)
    return "".join(shown)


def _stashed(key: str, raw_html: Sequence[str | Element]) -> str:
    """What the placeholder with this `key` stands for; a single character if it is an entity."""
    if key.isdecimal():  # a character escaped by a backslash
        return chr(int(key))
    if key == "amp":
        return "&"
    kind, _, number = key.partition(":")
    if kind != "wzxhzdk" or not number.isdecimal() or int(number) >= len(raw_html):
        return ""
    raw = raw_html[int(number)]
    if not isinstance(raw, str):
        return ""
    return html.unescape(raw) if _ENTITY.fullmatch(raw) else raw


def _closes(attributes: str) -> bool:
    found = _CLASS.search(attributes)
    classes = next(filter(None, found.groups()), "") if found else ""
    return not CLOSED_CLASSES.isdisjoint(classes.split())
