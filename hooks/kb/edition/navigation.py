"""Turns the navigation's selections, such as `guide section=do`, into lists of files."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.content.fields.messages import in_field, near
from kb.content.problems import Location, Problem
from kb.content.selection import Selection, parse_selection, why_none
from kb.edition.edition import Edition
from kb.settings import Settings
from kb.urls import safe

_NOT_IN_ADDRESS = re.compile(r"[\"<>\s]")
_ELSEWHERE = re.compile(r"[./:#]")
"""What an address or a file's path has, but a selection does not."""


def pages_below(folders: Iterable[Path]) -> set[str]:
    """Returns the paths of all pages in folders of one language, as a menu names them."""
    return {
        path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.md")
    }


def problems(nav: Any, pages: Collection[str], settings: Settings) -> Iterator[Problem]:
    """Yields the lines of `nav` that lead nowhere, with their places in `settings`.

    `pages` are the paths of all pages in the default language, as `pages_below` returns them. A
    selection that can never choose a page would vanish, like one whose first page is unwritten.
    """
    for at, line in _lines(nav):
        if told := _fault(line, pages):
            yield Problem(*settings.place(("nav", *at)), in_field(("nav",), told))


def without_faults(nav: Any, pages: Collection[str]) -> Any:
    """Returns `nav` without its `problems`, and without the sections that are empty then.

    This keeps a preview going: the engine takes a line that leads nowhere for a nameless link.
    """
    if isinstance(nav, dict):
        kept = ((title, without_faults(one, pages)) for title, one in nav.items())
        return {title: one for title, one in kept if one}
    if isinstance(nav, list):
        return list(filter(None, (without_faults(one, pages) for one in nav)))
    return None if isinstance(nav, str) and _fault(nav, pages) else nav


def expand(nav: list[Any], edition: Edition) -> list[Any]:
    """Returns `nav` with every selection replaced by the pages it chooses, in order.

    A selection omits pages that are named themselves, or that a selection with more conditions, or
    an earlier one with as many, chooses: the engine knows one place of a page. Sections left
    without pages are dropped, so that one appears only when it has its first page; so are hidden
    pages.
    """
    lines = [line for _, line in _lines(nav)]
    chosen = [one for one in map(parse_selection, lines) if one]
    chosen.sort(key=lambda one: -len(one.wanted))
    narrowest: dict[str, Selection | None] = {
        page.path: one for one in reversed(chosen) for page in edition.select(one)
    }
    return _expand(nav, edition, narrowest | dict.fromkeys(lines))


def _lines(nav: Any, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yields every page, selection and address with its place in the navigation."""
    if isinstance(nav, str):
        yield at, nav
    elif isinstance(nav, dict | list):
        for step, child in nav.items() if isinstance(nav, dict) else enumerate(nav):
            yield from _lines(child, (*at, step))


def _fault(line: str, pages: Collection[str]) -> str:
    if line.endswith(".md"):
        return "" if line in pages else f"нет страницы «{line}»{near(line, pages)}"
    if _ELSEWHERE.search(line):
        told = "" if safe(line) else "такая ссылка не работает; нужен полный адрес, с https://"
        if _NOT_IN_ADDRESS.search(line):  # the theme prints it as it is
            told = "в адресе кавычка, угловая скобка или пробел; пишут %22, %3C, %3E, %20"
    else:
        told = why_none(line, "guide section=do")
    return f"«{line}»: {told}" if told else ""


def _expand(
    nav: list[Any], edition: Edition, narrowest: Mapping[str, Selection | None]
) -> list[Any]:
    """See `expand`; `narrowest` has, by page, the selection that shows it; None if it is named."""
    expanded: list[Any] = []
    for item in nav:
        if isinstance(item, str) and item in edition.library.hidden:
            continue
        if isinstance(item, dict):
            for title, value in item.items():
                inner = _expand(value if isinstance(value, list) else [value], edition, narrowest)
                if inner:
                    is_one = inner == [value]  # a page or an address, not a section
                    expanded.append({title: value if is_one else inner})
        elif isinstance(item, str) and (selection := parse_selection(item)):
            chosen = (one.path for one in edition.select(selection))
            expanded += [one for one in chosen if narrowest[one] == selection]
        else:
            expanded.append(item)
    return expanded
