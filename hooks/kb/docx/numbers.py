"""Finds numbers that Word puts itself and a page cannot have: «1.1.», «а)», those of headings."""

import re
from collections.abc import Iterator

from lxml import etree

from kb.docx.namespaces import W

_VALUE = f"{W}val"
_NUMBER = "%"
_KEPT = frozenset({"decimal", "none"})
_OF_SEVERAL_LEVELS = re.compile("%[1-9].*%[1-9]")


def has_numbers_of_word(
    document: etree._Element, numbering: etree._Element, styles: etree._Element
) -> bool:
    """Whether items have numbers of several levels or letters, or headings any number.

    The arguments are the parts of a document that say so.
    """
    lists = {
        one.get(f"{W}numId"): _value(one, "abstractNumId") for one in numbering.iter(f"{W}num")
    }
    levels = {
        (one.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level
        for one in numbering.iter(f"{W}abstractNum")
        for level in one.iter(f"{W}lvl")
    }
    for name, place in _numbered(document, styles):
        level = levels.get((lists.get(place[0]), place[1]))
        text = "" if level is None else _value(level, "lvlText")
        if level is None or _NUMBER not in text:  # LibreOffice gives headings levels without one
            continue
        is_kept = _value(level, "numFmt") in _KEPT and not _OF_SEVERAL_LEVELS.search(text)
        if name.startswith("heading") or not is_kept:
            return True
    return False


def _numbered(
    document: etree._Element, styles: etree._Element
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yields the name of each paragraph's style, with its list and level."""
    named = {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")}
    for paragraph in document.iter(f"{W}pPr"):
        style = named.get(_value(paragraph, "pStyle"))
        place = paragraph.find(f"{W}numPr")
        if place is None and style is not None:
            place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            name = "" if style is None else _value(style, "name").lower()
            yield name, (_value(place, "numId"), _value(place, "ilvl") or "0")


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(f"{W}{tag}")
    return "" if found is None else found.get(_VALUE, "")
