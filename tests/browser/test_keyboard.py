"""Without a mouse: on pages of every kind, Tab reaches everything, in order and in sight."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.audit import report
from tests.sites import Site

pytestmark = pytest.mark.browser

GUIDE = "/guides/prinyat-zapros/"


def _walk(page: Page) -> list[str]:
    """Holds Tab until the end of the page; returns what a person would stumble over."""
    page.evaluate("audit.follow()")
    for _ in range(500):
        for _ in range(10):  # each takes milliseconds, and so would asking after each
            page.keyboard.down("Tab")
        if page.evaluate("audit.ended"):
            page.keyboard.up("Tab")
            return list(page.evaluate("audit.faults"))
    return [*page.evaluate("audit.faults"), "Tab не доходит до конца страницы"]


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_everything_in_order_and_in_sight(
    audited: Page, site: Site, complaints: list[str], width: int
) -> None:
    audited.set_viewport_size({"width": width, "height": 740})
    faults = []
    for at in site.kinds("ru"):
        audited.goto(at)
        faults += [f"{at}, {width} px: {fault}" for fault in _walk(audited)]
        faults += [f"{at}, {width} px: {fault}" for fault in audited.evaluate("audit.missed()")]
    assert complaints == []
    report(faults)


def test_the_first_tab_leads_past_the_menu_to_the_text(sized: Page) -> None:
    sized.goto(GUIDE)
    sized.keyboard.press("Tab")
    skip = sized.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    sized.keyboard.press("Enter")
    expect(sized.locator("h1")).to_be_in_viewport()
    sized.keyboard.press("Tab")
    expect(sized.locator("article :focus")).to_have_count(1)


def test_the_button_to_the_top_is_reached_while_the_page_scrolls_up(page: Page) -> None:
    page.goto(GUIDE)
    page.evaluate("scrollTo(0, 2000)")
    page.mouse.wheel(0, -400)
    top = page.get_by_role("button", name="К началу")
    expect(top).to_be_visible()
    assert top.evaluate("one => one.getBoundingClientRect().top") > 500  # not over a heading
    last = page.locator("article a[href]").last
    last.evaluate("one => one.focus({ preventScroll: true })")
    page.keyboard.press("Tab")
    expect(top).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize(
    "at", ["/comparisons/kanaly/", "/quizzes/kto-klient/", "/templates/brif-zaprosa/"]
)
def test_the_way_back_up_leads_past_the_header_and_the_button_to_the_top(
    audited: Page, at: str
) -> None:
    """At 400 % of 1280 × 1024; the button comes while the page scrolls up."""
    audited.set_viewport_size({"width": 320, "height": 256})
    audited.goto(at)
    audited.keyboard.down("Shift")
    covered = [one for one in _walk(audited) if "закрыт другим" in one]
    report(covered)


@pytest.fixture
def phone(page: Page) -> Page:
    """A window as narrow as a phone's, or as a desktop's at 400 %."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")
    return page


def _menu(page: Page) -> Locator:
    """Focuses the switch of the menu, and returns it."""
    menu = page.get_by_role("switch", name="Навигация")
    page.keyboard.press("Tab")  # so that the keyboard counts as in use
    menu.focus()
    return menu


def test_the_menu_opens_keeps_the_focus_and_closes_by_escape(phone: Page) -> None:
    phone.goto(GUIDE)
    links = phone.locator(".md-sidebar--primary a:visible")
    expect(links).to_have_count(0)
    menu = _menu(phone)
    phone.keyboard.press("Space")
    expect(menu).to_be_checked()
    expect(menu).to_have_css("opacity", "1")  # so that its ring is seen above the open menu
    expect(menu).to_have_css("outline-style", "solid")
    assert links.count() > 3
    for _ in range(2 * links.count()):  # round and round, never into the page behind
        phone.keyboard.press("Tab")
        expect(phone.locator("article :focus, header :focus")).to_have_count(0)
    phone.keyboard.press("Escape")
    expect(menu).not_to_be_checked()
    expect(menu).to_be_focused()


def test_the_menu_leads_up_and_down_its_branches(phone: Page) -> None:
    phone.goto(GUIDE)
    _menu(phone).press("Space")
    phone.keyboard.press("Tab")
    branch = phone.locator(":focus")
    name = branch.get_attribute("aria-label")
    expect(branch).to_be_checked()
    title = phone.locator(".md-nav__title", has_text=name).last
    expect(title).to_be_in_viewport()
    branch.press("Space")  # up to where the branch is one of several
    expect(title).to_be_hidden()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone).not_to_have_url(re.compile(GUIDE))


def test_the_menu_opens_without_scripts_too(scriptless: Page) -> None:
    scriptless.set_viewport_size({"width": 360, "height": 740})
    scriptless.goto(GUIDE)
    links = scriptless.locator(".md-sidebar--primary a:visible")
    expect(links).to_have_count(0)
    _menu(scriptless).press("Space")
    expect(links.first).to_be_in_viewport()


def test_escape_closes_the_search(sized: Page) -> None:
    sized.goto(GUIDE)
    sized.keyboard.press("/")
    field = sized.locator("[data-search-input]")
    expect(field).to_be_focused()
    sized.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(sized.locator("#__search")).not_to_be_checked()
    sized.keyboard.press("/")
    expect(field).to_be_focused()
    # As Chrome does when it fills a field in.
    field.evaluate("one => one.dispatchEvent(new Event('keydown', {bubbles: true}))")
    expect(sized.locator("#__search")).to_be_checked()
    sized.locator(".kb-found [role=status]").click()  # where nothing takes the focus
    sized.keyboard.press("Escape")
    expect(sized.locator("#__search")).not_to_be_checked()


def test_the_keys_of_the_header_and_the_search_keep_the_page_where_it_is(sized: Page) -> None:
    sized.emulate_media(reduced_motion="reduce")
    sized.goto(GUIDE)
    sized.evaluate("scrollTo(0, 2000)")
    sized.locator(".md-select summary").focus()
    assert sized.evaluate("scrollY") == 2000
    sized.keyboard.press("/")
    expect(sized.locator("[data-search-input]")).to_be_focused()
    sized.keyboard.type("what is an sla")
    expect(sized.locator("a[data-search-result]").first).to_be_visible()
    sized.keyboard.press("Escape")
    sized.wait_for_function("() => scrollY === 2000")  # on a phone, the theme restores it


_WATCHERS = """
window.watchers = [];
window.CloseWatcher = class extends CloseWatcher {
  constructor() {
    super();
    watchers.push(this);
  }
};
"""


def test_back_on_a_phone_closes_what_is_open_and_leaves_the_page_alone(phone: Page) -> None:
    """Only Android has that button; to a page it is a request to its newest `CloseWatcher`."""
    phone.add_init_script(_WATCHERS)
    phone.goto(GUIDE)
    phone.locator(".kb-search-open").click()
    phone.keyboard.type("sla")
    expect(phone).to_have_url(re.compile("q=sla$"))
    phone.evaluate("watchers.at(-1).requestClose()")
    expect(phone.locator("#__search")).not_to_be_checked()
    expect(phone).to_have_url(re.compile(f"{GUIDE}$"))
    menu = _menu(phone)
    menu.press("Space")
    expect(phone.locator(".md-sidebar--primary a:visible").first).to_be_visible()
    phone.evaluate("watchers.at(-1).requestClose()")
    expect(menu).not_to_be_checked()
    expect(menu).to_be_focused()
    menu.press("Space")
    menu.press("Space")  # closed otherwise, it takes no Back for itself
    phone.evaluate("watchers.at(-1).requestClose()")
    expect(menu).not_to_be_checked()


def test_no_letter_turns_the_page(page: Page) -> None:
    page.goto(GUIDE)
    expect(page.locator("html.js")).to_be_attached()
    for key in ("n", "p", ",", "."):
        page.keyboard.press(key)
    page.keyboard.press("/")
    expect(page.locator("[data-search-input]")).to_be_focused()
    page.wait_for_load_state()
    expect(page).to_have_url(re.compile(GUIDE))


def test_the_keys_of_the_search_can_be_switched_off_for_good(page: Page) -> None:
    page.goto(GUIDE)
    expect(page.locator("html.js")).to_be_attached()
    page.keyboard.press("s")
    page.get_by_role("checkbox", name="Открывать поиск клавишами").uncheck()
    field, opened = page.locator("[data-search-input]"), page.locator("#__search")
    page.keyboard.press("Escape")
    for at in (GUIDE, "/en/roles/"):
        page.goto(at)
        expect(page.locator("html.js")).to_be_attached()
        for key in ("/", "f", "s"):
            page.keyboard.press(key)
        expect(opened).not_to_be_checked()
    field.click()
    page.keyboard.type("fs/")
    expect(field).to_have_value("fs/")


def test_the_menu_of_languages_opens_and_closes_by_keys(page: Page) -> None:
    page.goto(GUIDE)
    expect(page.locator("html.js")).to_be_attached()
    menu, english = page.locator(".md-select"), page.locator(".md-select [hreflang=en]")
    menu.hover()
    expect(english).to_be_hidden()
    menu.locator("summary").press("Enter")
    expect(english).to_be_visible()
    english.focus()
    page.keyboard.press("Escape")
    expect(english).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    expect(english).to_be_visible()
    page.locator("h1").click()
    expect(english).to_be_hidden()
    menu.locator("summary").click()
    expect(english).to_be_visible()
    page.locator("article a").first.focus()
    expect(english).to_be_hidden()


def test_another_language_opens_at_the_section_that_is_being_read(page: Page) -> None:
    page.goto(GUIDE)
    menu, english = page.locator(".md-select summary"), page.locator(".md-select [hreflang=en]")
    page.emulate_media(reduced_motion="reduce")
    page.locator("article h2[id]").nth(2).evaluate("one => one.scrollIntoView()")
    page.locator("article h2[id]").nth(4).evaluate("one => one.hidden = true")  # as in a closed box
    menu.click()
    expect(english).to_have_attribute("href", re.compile("#."))
    english.click()
    page.wait_for_url(re.compile("/en/"))
    same = page.locator("article h2[id]").nth(2)
    expect(same).to_be_in_viewport()
    assert page.url.endswith(f"#{same.get_attribute('id')}")
    page.evaluate("scrollTo(0, 0)")
    menu.click()
    page.locator(".md-select [hreflang=ru]").click()
    expect(page).to_have_url(re.compile(f"{GUIDE}$"))


def test_the_switch_of_colours_is_one_group_with_a_name(page: Page) -> None:
    page.goto(GUIDE)
    colours = page.get_by_role("radiogroup", name="Оформление")
    expect(colours.get_by_role("radio")).to_have_count(3)
    header = page.get_by_role("navigation", name="Шапка сайта")  # nothing that is said of sheets
    expect(header.locator(colours)).to_be_attached()


def test_whoever_comes_back_to_a_page_finds_its_menu_closed(phone: Page) -> None:
    phone.goto(GUIDE)
    _menu(phone).press("Space")
    phone.locator(".md-sidebar--primary a:visible").last.click()
    expect(phone).not_to_have_url(re.compile(GUIDE))
    phone.go_back()
    expect(phone.locator("#__drawer")).not_to_be_checked()
    expect(phone.locator("article a").first).to_be_visible()
    phone.reload()
    expect(phone.locator("#__drawer")).not_to_be_checked()


def test_tab_does_not_stop_at_the_sign_of_a_heading_and_its_name_has_none(page: Page) -> None:
    page.goto(GUIDE)
    stops = page.locator("article .headerlink").evaluate_all("all => all.map(one => one.tabIndex)")
    assert set(stops) == {-1}
    snapshot = page.locator("article").aria_snapshot()
    assert "heading" in snapshot
    assert "¶" not in snapshot
