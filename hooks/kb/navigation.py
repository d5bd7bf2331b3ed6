"""Turns the navigation's selections, such as `guide section=do`, into lists of files."""

from typing import Any

from kb.edition import Edition
from kb.selection import parse_selection


def expand(nav: list[Any], edition: Edition) -> list[Any]:
    """Returns `nav` with every selection replaced by the pages it chooses, in order.

    A page that is named outright is not repeated by a selection. Sections left without pages are
    dropped, so that one appears only when it has its first page; so are hidden pages.
    """
    return _expand(nav, edition, set(_named(nav)))


def _named(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav] if nav.endswith(".md") else []
    children = nav.values() if isinstance(nav, dict) else nav or ()
    return [name for child in children for name in _named(child)]


def _expand(nav: list[Any], edition: Edition, named: set[str]) -> list[Any]:
    expanded: list[Any] = []
    for item in nav:
        if isinstance(item, str) and item in edition.library.hidden:
            continue
        if isinstance(item, dict):
            for title, value in item.items():
                inner = _expand(value if isinstance(value, list) else [value], edition, named)
                if inner:
                    is_one = inner == [value]  # a page or an address, not a section
                    expanded.append({title: value if is_one else inner})
        elif isinstance(item, str) and (selection := parse_selection(item)):
            chosen = (one.path for one in edition.select(selection))
            expanded += [path for path in chosen if path not in named]
        else:
            expanded.append(item)
    return expanded
