"""Prints the items of a long menu once, and not again on each of the pages it stands on."""

from collections.abc import Callable, Sequence
from typing import Protocol


class Item(Protocol):
    """A page, a section or a link of the navigation."""

    @property
    def children(self) -> "Sequence[Item] | None": ...


class Menu:
    """What has been printed of a navigation, in one language.

    A section of five hundred pages stands on each of them: a quarter of a million items, of which
    the five hundred differ only by the way to them.
    """

    def __init__(self) -> None:
        self._printed: dict[tuple[int, str, bool], str] = {}
        self._indexes: dict[int, Item | None] = {}

    def index(self, section: Item) -> Item | None:
        """Returns the page that a section itself leads to."""
        if id(section) not in self._indexes:
            pages = (one for one in section.children or () if getattr(one, "is_index", False))
            self._indexes[id(section)] = next(pages, None)
        return self._indexes[id(section)]

    def items(
        self,
        render: Callable[[Item, str], str],
        section: Item,
        path: str,
        *,
        index: Item | None,
        page: Item,
        here: str,
    ) -> str:
        """Returns what `render` makes of the items in a section, but for `index`.

        `path` names the section in the HTML; `here` is the address of `page`, seen from which the
        links are written: the same from all pages of a folder, but to what lies below the page.
        """
        folder = here.rstrip("/").rpartition("/")[0]
        printed: list[str] = []
        for number, item in enumerate(section.children or (), 1):
            if item is index:
                continue
            below = here.endswith("/") and (getattr(item, "url", None) or "").startswith(here)
            if item is page or item.children or below:
                printed.append(render(item, f"{path}_{number}"))
                continue
            key = (id(item), folder, here.endswith("/"))
            if key not in self._printed:
                self._printed[key] = render(item, "")
            printed.append(self._printed[key])
        return "".join(printed)
