"""The menu prints a page's item once, and every page still gets links relative to itself."""

from dataclasses import dataclass, field

from kb.page.menu import LONG, NEAR, Menu


@dataclass
class Entry:
    """A page or a section of a navigation."""

    url: str
    children: "list[Entry]" = field(default_factory=list)
    is_index: bool = False


PAGES = [Entry("guides/", is_index=True), *(Entry(f"guides/{name}/") for name in "abc")]
NESTED = Entry("", [Entry("guides/more/d/")])
SECTION = Entry("", [*PAGES, NESTED])


class Printer:
    """Prints an item with the link to it from a page, and notes the items it was asked for."""

    def __init__(self, here: str) -> None:
        self.here = here
        self.asked: list[str] = []

    def __call__(self, item: Entry, path: str) -> str:
        self.asked.append(item.url)
        return f"[{path if item.children else ''} {self.here} → {item.url}]"


def _items(menu: Menu, page: Entry) -> Printer:
    printer = Printer(page.url)
    menu.items(printer, SECTION, "p", page=page, here=page.url)  # type: ignore[arg-type]
    return printer


def test_neighbours_are_printed_once_and_the_page_itself_each_time() -> None:
    menu = Menu()
    assert _items(menu, PAGES[1]).asked == ["guides/a/", "guides/b/", "guides/c/", ""]
    assert _items(menu, PAGES[2]).asked == ["guides/a/", "guides/b/", ""], "a was the page before"
    assert _items(menu, PAGES[3]).asked == ["guides/c/", ""]


def test_page_of_another_folder_and_a_page_above_get_lines_of_their_own() -> None:
    menu = Menu()
    for page in PAGES[1:]:
        _items(menu, page)
    assert _items(menu, Entry("roles/team/x/")).asked == ["guides/a/", "guides/b/", "guides/c/", ""]
    assert _items(menu, PAGES[0]).asked == ["guides/a/", "guides/b/", "guides/c/", ""]


def test_section_beside_a_page_is_printed_once_for_a_folder() -> None:
    menu, printed = Menu(), []

    def once(here: str | None) -> None:
        printer = Printer(here or "")
        menu.once(lambda one: printer(one, ""), NESTED, here)  # type: ignore[arg-type]
        printed.append(len(printer.asked))

    for here in ("guides/a/", "guides/b/", "roles/a/", "guides/more/", None, ""):
        once(here)
    assert printed == [1, 0, 1, 1, 1, 1], "from 404 it is no way from the home page"


def test_sections_are_numbered_as_they_stand() -> None:
    printer = Printer("guides/a/")
    html = Menu().items(
        printer,  # type: ignore[arg-type]
        SECTION,
        "p",
        page=PAGES[1],
        here=PAGES[1].url,
    )
    assert html.endswith("[p_5 guides/a/ → ]")


def test_index_of_a_section_is_its_first_index_page() -> None:
    menu = Menu()
    assert menu.index(SECTION) is PAGES[0]
    assert menu.index(NESTED) is None


def _shown(menu: Menu, section: Entry, page: Entry) -> list[str]:
    printer = Printer(page.url)
    menu.items(printer, section, "p", page=page, here=page.url)  # type: ignore[arg-type]
    return printer.asked


def test_long_section_shows_the_pages_nearest_to_each_and_tells_of_the_rest() -> None:
    pages = [Entry(f"terms/{number}/") for number in range(LONG + 1)]
    nested = Entry("", [Entry("terms/more/x/")])
    long = Entry("", [Entry("terms/", is_index=True), *pages[:50], nested, *pages[50:]])
    shown = 2 * NEAR + 1
    assert Menu().left_out(long) == len(pages) - shown
    for page, first in ((pages[0], 0), (pages[60], 60 - NEAR), (pages[-1], len(pages) - shown)):
        asked = _shown(Menu(), long, page)
        assert [one for one in asked if one] == [one.url for one in pages[first : first + shown]]
        assert asked.count("") == 1, "a section in it is always there"


def test_section_that_is_not_long_shows_all() -> None:
    section = Entry("", [Entry(f"terms/{number}/") for number in range(LONG)])
    assert Menu().left_out(section) == 0
    assert len(_shown(Menu(), section, section.children[0])) == LONG
