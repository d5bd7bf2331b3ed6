"""A person's way through the site, on a desktop and on a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.sites import Site

pytestmark = pytest.mark.browser

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DEVICES = pytest.mark.parametrize("kit", [DESKTOP, PHONE], ids=["desktop", "phone"])

Visit = Callable[..., Page]

KINDS = {
    "home": "",
    "guides": "guides/",
    "guide": "guides/prinyat-zapros/",
    "roles": "roles/",
    "role": "roles/zakazchik/",
    "checklist": "checklists/priem-zaprosa/",
    "comparison": "comparisons/vnutrenniy-i-vneshniy-klient/",
    "template": "templates/brif-zaprosa/",
    "quiz": "quizzes/kto-klient/",
    "glossary": "glossary/",
    "term": "glossary/sla/",
    "sources": "about/sources/",
    "404": "no-such-page/",
}


@pytest.fixture
def visit(new_context: CreateContextCallback) -> Visit:
    """Opens an address in a new browser of the given kind."""

    def open_(address: str, **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto(address)
        return page

    return open_


def _heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(text.replace(" ", r"\s")))


@DEVICES
def test_from_home_to_a_term_a_role_a_checklist_and_into_english_and_back(
    visit: Visit, kit: dict[str, Any]
) -> None:
    is_phone = kit is PHONE
    page = visit("/", **kit)
    press = page.tap if is_phone else page.click

    press("article a:has-text('Как принять запрос')")
    _heading(page, "Как принять запрос")

    term = "article a[data-term=brief]"
    if is_phone:
        press(term)  # the first touch explains
        expect(page.locator(".kb-card-term")).to_be_visible()
    press(term)
    _heading(page, "бриф")
    expect(page.locator("[data-definition=brief]")).to_be_visible()

    if is_phone:
        press("label.md-header__button[for=__drawer]")
        # up from the glossary's terms
        press(".md-nav__item--active > .md-nav > label.md-nav__title")
        press(".md-nav--primary > .md-nav__list > .md-nav__item a:has-text('Роли')")
    else:
        press(".md-tabs a:has-text('Роли')")
    _heading(page, "Карточки ролей")
    press("article a:has-text('Внутренний клиент — заказчик')")
    expect(page.locator("[data-role=R01]")).to_be_visible()

    press("article .kb-foot a:has-text('Перед запросом')")
    box = page.locator("[data-item] input[type=checkbox]").first
    box.check()
    expect(box).to_be_checked()

    address = page.url
    press("button[aria-label='Выбор языка'], .md-select summary")
    press(".md-select a[hreflang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == address.replace("/checklists/", "/en/checklists/")
    expect(page.locator("[data-checklist]")).to_be_visible()

    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert page.url == address


WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .filter(one => !one.closest('[role=group], pre, .md-sidebar, .md-search, .md-dialog'))
    .map(one => one.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("start", ["/", "/en/"], ids=["ru", "en"])
def test_no_page_is_wider_than_a_phone(
    visit: Visit, complaints: list[str], start: str, scheme: str
) -> None:
    page = visit(start, color_scheme=scheme, **PHONE)
    for kind, address in KINDS.items():
        page.goto(start + address)
        wider = page.evaluate(WIDER)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, (kind, wider)
        shown = "slate" if scheme == "dark" else "default"
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shown)
    (status,) = complaints
    assert "404" in status
    complaints.clear()


def test_the_scheme_can_be_chosen_and_is_remembered(visit: Visit) -> None:
    page = visit("/", color_scheme="light")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    for _ in range(2):  # from «as in the system» to light to dark
        page.click("[data-md-component=palette] label:visible")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(body).not_to_have_css("background-color", light)
    page.goto("/guides/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_keyboard_reaches_the_text_first_and_then_everything_else(visit: Visit) -> None:
    page = visit("/guides/prinyat-zapros/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert "#" in page.url

    page.goto("/guides/prinyat-zapros/")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => {
                    const one = document.activeElement;
                    if (one.matches('.md-logo')) return 'logo';
                    if (one.closest('.md-select')) return 'language';
                    if (one.closest('.md-search')) return 'search';
                    if (one.closest('.md-tabs')) return 'tabs';
                    if (one.matches('a[data-term]')) return 'term';
                    if (one.closest('article')) return 'text';
                    return '';
                }"""
            )
        )
    assert reached >= {"logo", "language", "search", "tabs", "term", "text"}


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit("/checklists/priem-zaprosa/")
    for selector in ("[data-item] input", "article p a", ".md-tabs a"):
        plain = page.locator(selector).first
        before = plain.evaluate("one => JSON.stringify(getComputedStyle(one))")
        page.keyboard.press("Tab")
        plain.focus()
        after = plain.evaluate("one => JSON.stringify(getComputedStyle(one))")
        assert before != after, selector


@DEVICES
def test_a_checklist_is_ticked_by_its_words_too(visit: Visit, kit: dict[str, Any]) -> None:
    page = visit("/checklists/priem-zaprosa/", **kit)
    item = page.locator("[data-item]").first
    box = item.locator("input[type=checkbox]")
    expect(box).not_to_be_checked()
    label = item.locator("label").first
    (label.tap if kit is PHONE else label.click)(position={"x": 5, "y": 5})
    expect(box).to_be_checked()
    size = box.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 18


@DEVICES
def test_everything_can_be_read_without_javascript(visit: Visit, kit: dict[str, Any]) -> None:
    page = visit("/", java_script_enabled=False, **kit)
    page.click("article a:has-text('Как принять запрос')")
    _heading(page, "Как принять запрос")
    page.click("article a[data-term=brief]")
    expect(page.locator("[data-definition=brief]")).to_be_visible()
    page.goto("/checklists/priem-zaprosa/")
    page.locator("[data-item] input[type=checkbox]").first.check()
    page.goto("/comparisons/vnutrenniy-i-vneshniy-klient/")
    assert page.locator("table[data-comparison=X01] td:visible").count() > 20
    page.goto("/quizzes/kto-klient/")
    page.locator("[data-question] summary").first.click()
    expect(page.locator("[data-question] details li").first).to_be_visible()
    page.goto("/glossary/")
    assert page.locator("article dt:visible").count() > 90


def test_the_404_page_leads_home_from_any_depth(visit: Visit, complaints: list[str]) -> None:
    page = visit("/roles/no/such/page/")
    complaints.clear()
    _heading(page, "Такой страницы нет")
    page.click("article a >> nth=0")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert page.url.rstrip("/.").count("/") == 2


def _tabs(number: int, *blocks: str) -> str:
    """The HTML of a set of tabs; the first one is open."""
    inputs = "".join(
        f'<input type="radio" name="__tabbed_{number}" id="__tabbed_{number}_{one}"{checked}>'
        for one, checked in enumerate([" checked", *[""] * len(blocks[1:])], 1)
    )
    names = "".join(
        f'<label for="__tabbed_{number}_{one}">{one}</label>' for one, _ in enumerate(blocks, 1)
    )
    within = "".join(f'<div class="tabbed-block">{one}</div>' for one in blocks)
    return (
        f'<div class="tabbed-set tabbed-alternate">{inputs}<div class="tabbed-labels">{names}</div>'
        f'<div class="tabbed-content">{within}</div></div>'
    )


def test_an_address_that_leads_into_a_tab_opens_it(page: Page, site: Site) -> None:
    inner = _tabs(2, "А", '<h3 id="вторая">Б</h3>')
    tabs = _tabs(1, "<p>В</p>", f"{inner}<a id='third' href='#вторая'>Г</a>")
    script = f'<script type="module" src="{site.asset("assets/js/tabs.js")}"></script>'

    def with_tabs(route: Route) -> None:
        html = route.fetch().text().replace("<h2", f"{tabs}{script}<h2", 1)
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/guides/yasno/", with_tabs)
    first, section = page.locator("#__tabbed_1_1"), page.locator("#вторая")
    page.goto("/guides/yasno/#100%")  # no escape, and no reason to fail
    expect(first).to_be_checked()
    page.evaluate("location.hash = '__tabbed_1_2'")
    expect(first).not_to_be_checked()
    expect(section).to_be_hidden()
    for _ in range(2):  # when the address has it already, too
        page.locator("#third").click()
        expect(section).to_be_in_viewport()
        page.locator("label[for=__tabbed_2_1]").click()
        expect(section).to_be_hidden()
    page.goto("about:blank")
    page.goto("/guides/yasno/#вторая")
    expect(section).to_be_in_viewport()
