"""Without a mouse: on a page of every kind, Tab reaches everything, in order, in sight, and goes on."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sites import Site

pytestmark = pytest.mark.browser

GUIDE = "/guides/prinyat-zapros/"

STOP = """async () => {
    const one = document.activeElement;
    const reached = window.reached ??= [];
    if (one === document.body || one === reached[0]) return null;
    const told = one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
    const fault = () => {
        // a box that is drawn by its label, or by the one beside it, is seen there
        const shown = [one, ...(one.labels ?? []), one.nextElementSibling]
            .filter((part) => part === one || part?.matches('label'))
            .filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
        const inSight = shown.some((part) => [...part.getClientRects()].some((box) => {
            const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
            const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
            return right > left && bottom > top && [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].some(([x, y]) =>
                part.contains(document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)));
        }));
        if (!inSight) return 'фокус за краем экрана или закрыт другим';
        const ringed = shown.map((part) => getComputedStyle(part))
            .some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
        return ringed ? '' : 'фокус ничем не показан';
    };
    for (let tries = 0; fault() && tries < 20; tries++) await new Promise((go) => setTimeout(go, 25));
    const faults = [fault()];
    const last = reached.at(-1);
    if (reached.includes(one)) faults.push('фокус вернулся сюда, не дойдя до конца страницы');
    else if (last?.isConnected && last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING)
        faults.push('фокус идёт не в том порядке, в каком стоит текст');
    reached.push(one);
    return faults.filter(Boolean).map((fault) => `${fault}: ${told}`);
}"""
"""What is wrong with where the focus is; null at the end of the page."""

MISSED = """() => {
    const seen = { visibilityProperty: true, opacityProperty: true };
    const { reached } = window;
    const told = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
    const missed = [...document.querySelectorAll(
            'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]')]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest('[inert]') && one.checkVisibility(seen))
        .filter((one) => !reached.includes(one))
        .filter((one) => one.type !== 'radio' || !reached.some(({ name }) => name === one.name));
    const dead = [...document.querySelectorAll('label[for]')]
        .filter((one) => one.checkVisibility(seen) && one.offsetWidth && one.offsetHeight)
        .filter((one) => one.htmlFor !== '__search') // its field opens it
        .filter(({ control }) => !control?.checkVisibility({ visibilityProperty: true }));
    return [...missed, ...dead].map((one) => `клавиатурой не достать: ${told(one)}`);
}"""


def _walk(page: Page) -> list[str]:
    """Presses Tab through the page; tells what a person would stumble over."""
    faults: list[str] = []
    for _ in range(1500):
        page.keyboard.press("Tab")
        told = page.evaluate(STOP)
        if told is None:
            return [*faults, *page.evaluate(MISSED)]
        faults += told
    return [*faults, "Tab не доходит до конца страницы"]


def test_tab_reaches_everything_in_order_and_in_sight(
    sized: Page, site: Site, complaints: list[str]
) -> None:
    sized.emulate_media(reduced_motion="reduce")
    faults = []
    for at in site.kinds("ru"):
        sized.goto(at)
        faults += [f"{at}: {fault}" for fault in _walk(sized)]
    assert complaints == []
    if faults:
        pytest.fail(f"{len(faults)} нарушений:\n" + "\n".join(faults), pytrace=False)


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


@pytest.fixture
def phone(page: Page) -> Page:
    """A window as narrow as a phone's, or as a desktop's at 400 %."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")
    return page


def _menu(page: Page) -> Locator:
    """The switch of the menu, with the focus."""
    menu = page.get_by_role("switch", name="Навигация")
    page.keyboard.press("Tab")  # the keyboard is in use
    menu.focus()
    return menu


def test_the_menu_opens_keeps_the_focus_and_closes_by_escape(phone: Page) -> None:
    phone.goto(GUIDE)
    links = phone.locator(".md-sidebar--primary a:visible")
    expect(links).to_have_count(0)
    menu = _menu(phone)
    phone.keyboard.press("Space")
    expect(menu).to_be_checked()
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
