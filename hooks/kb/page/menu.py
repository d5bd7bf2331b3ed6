"""Prints the items of a long menu once, and of a very long one only those near a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LONG = 100
"""In pages. A longer section shows on each of its pages only the nearest: a list of six hundred is
no use as a menu, and on six hundred pages it makes a third of a million lines."""

NEAR = 20
"""Pages shown before a page of a long section, and as many after it."""


class Item(Protocol):
    """A page, a section or a link of the navigation."""

    @property
    def children(self) -> "Sequence[Item] | None": ...


class Menu:
    """The items of a navigation that have been printed so far, in one language.

    A section of a hundred pages is printed on each of them: ten thousand items, though the hundred
    copies of an item differ only in the path of its link.
    """

    def __init__(self) -> None:
        self._printed: dict[tuple[int, str, bool], str] = {}
        self._sections: dict[int, _Section] = {}

    def index(self, section: Item) -> Item | None:
        """Returns the page that a section itself leads to."""
        return self._known(section).index

    def left_out(self, section: Item) -> int:
        """Returns how many pages of a section its menu does not show."""
        pages = len(self._known(section).pages)
        return pages - 2 * NEAR - 1 if pages > LONG else 0

    def items(
        self,
        render: Callable[[Item, str], str],
        section: Item,
        path: str,
        *,
        page: Item | None,
        here: str | None,
    ) -> str:
        """Returns what `render` makes of the items in a section, except its index.

        In a long section these are its subsections and the pages nearest to `page`. `path` is the
        section's id in the HTML. Links are relative to `here`, the address of `page`: all pages of
        a folder share them, except those to what lies below the page itself. `page` and `here` are
        None for a page that may be shown at any address, such as 404.
        """
        children = section.children or ()
        printed: list[str] = []
        for number in self._shown(section, page):
            item = children[number]
            if item is page or item.children:
                printed.append(render(item, f"{path}_{number + 1}"))
            else:
                printed.append(self.once(lambda one: render(one, ""), item, here))
        return "".join(printed)

    def once(self, render: Callable[[Item], str], item: Item, here: str | None) -> str:
        """Returns what `render` makes of a page, or of a section as a link to its first page.

        `here` is as in `items`: the address of a page that is neither `item` nor inside it.
        """
        first = item
        while first.children:
            first = first.children[0]
        to = getattr(first, "url", None) or ""
        if here is None or (here.endswith("/") and to.startswith(here)):
            return render(item)
        key = (id(item), here.rstrip("/").rpartition("/")[0], here.endswith("/"))
        if key not in self._printed:
            self._printed[key] = render(item)
        return self._printed[key]

    def _shown(self, section: Item, page: Item | None) -> Sequence[int]:
        """The numbers of the items to be shown, in their order."""
        known = self._known(section)
        left_out = self.left_out(section)
        first = min(max(known.places.get(id(page), 0) - NEAR, 0), left_out)
        last = first + len(known.pages) - left_out
        return sorted([*known.sections, *known.pages[first:last]])

    def _known(self, section: Item) -> "_Section":
        if id(section) not in self._sections:
            self._sections[id(section)] = _Section.of(section.children or ())
        return self._sections[id(section)]


@dataclass(frozen=True)
class _Section:
    """What is in a section: the numbers of its items."""

    index: Item | None
    pages: Sequence[int]
    """Without the index."""

    sections: Sequence[int]
    places: Mapping[int, int]
    """The place of a page among `pages`, by its `id()`."""

    @classmethod
    def of(cls, children: Sequence[Item]) -> "_Section":
        index = next((one for one in children if getattr(one, "is_index", False)), None)
        pages: list[int] = []
        sections: list[int] = []
        for number, one in enumerate(children):
            if one is not index:
                (sections if one.children else pages).append(number)
        places = {id(children[number]): place for place, number in enumerate(pages)}
        return cls(index, pages, sections, places)
