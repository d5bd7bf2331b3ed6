"""WCAG 2.2 A and AA as far as a program can tell: pages of every kind, and after user actions.

With KB_AUDIT in the environment, as `make audit` sets it, all pages are checked.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit import report
from tests.sites import AUDIT, House, Site

pytestmark = pytest.mark.browser

LOCALES = pytest.mark.parametrize("locale", ["ru", "en"])

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a page can break in the dark and still keep in the light."""

WIDTHS = (1280, 360)


def _width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})


def _broken(
    page: Page, where: str, *, widths: Sequence[int] = WIDTHS, colours: bool = True
) -> list[str]:
    """Returns the rules that the page, as it is now, breaks in the light and in the dark.

    Without `colours`, only those that have nothing to do with them, which take half of the time.
    """
    spared = {} if colours else {name: {"enabled": False} for name in COLOURS}
    rules = {"runOnly": RULES, "rules": spared}
    # All widths in the light come first: a change of colours styles the whole page anew, twice.
    faults = _at_widths(page, f"{where}, светлая", "light", rules, widths)
    if colours:
        only = {"runOnly": {"type": "rule", "values": COLOURS}}
        faults += _at_widths(page, f"{where}, тёмная", "dark", only, widths[::-1])
    return faults


def _at_widths(
    page: Page,
    where: str,
    system: Literal["light", "dark"],
    rules: Mapping[str, object],
    widths: Sequence[int],
) -> list[str]:
    page.emulate_media(color_scheme=system)
    scheme = {"light": "default", "dark": "slate"}[system]  # set by the theme's script
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    faults = []
    for width in widths:
        _width(page, width)
        broken = page.evaluate("rules => audit.broken(rules)", rules)
        faults += [f"{where}, {width} px: {one}" for one in broken]
    return faults


@LOCALES
def test_no_kind_of_page_breaks_a_rule(
    with_axe: Page, site: Site, locale: str, complaints: list[str]
) -> None:
    faults = []
    for at in site.kinds(locale):
        with_axe.goto(at)
        # A translation has the same colours.
        faults += _broken(with_axe, at, colours=locale == "ru" or AUDIT)
    assert complaints == []
    report(faults)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with an untranslated page, a footer, and a page with every entry twice."""
    house = House.make(tmp_path_factory.mktemp("accessibility"))
    (house.folder / "docs/en/guides/kak-prosit.md").unlink()
    blocks = ["checklist | C01", "comparison | X01", "quiz | Q01", "template | T01", "role | R01"]
    body = "\n".join(f"/// {block}\n///\n" for block in blocks * 2)
    body += '```python hl_lines="1"\nclass A: x = int("\\n", 1) or None  # да\n```\n'
    house.edit("mkdocs.yml", "links: []", "links: [{title: Портал, url: https://portal.example}]")
    house.write(
        {
            f"docs/{locale}/about/twice.md": f"---\ntype: plain\ntitle: Дважды\n---\n\n{body}"
            for locale in ("ru", "en")
        }
    )
    return house.built()


@pytest.mark.parametrize("at", ["en/guides/kak-prosit/", "about/twice/"])
def test_neither_a_missing_translation_nor_an_entry_shown_twice_breaks_a_rule(
    with_axe: Page, at_small: Page, at: str
) -> None:
    at_small.goto(f"/small/{at}")
    report(_broken(with_axe, at))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_ringed_in_a_colour_of_its_own(
    audited: Page, at_small: Page, scheme: Literal["light", "dark"]
) -> None:
    audited.emulate_media(color_scheme=scheme)
    at_small.goto("/small/about/twice/")
    portal = at_small.get_by_role("link", name="Портал").bounding_box()
    assert portal is not None
    assert portal["height"] >= 24
    report(audited.evaluate("audit.faint()"))


# ------------------------------------------------------------------ after a reader's action


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("клиент")
    expect(page.get_by_role("link", name="клиент").last).to_be_visible()


def _menu(page: Page) -> None:
    page.click("label.md-header__button[for=__drawer]")
    expect(page.locator(".md-sidebar--primary a:visible").first).to_be_in_viewport()


def _focus(selector: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.keyboard.press("Tab")  # so that the browser treats the focus as the keyboard's
        page.locator(selector).first.focus()

    return act


def _answer(page: Page) -> None:
    for question in page.locator("[data-question]").all():
        if question.get_attribute("data-kind") != "order":
            question.locator("label").first.click()
        question.locator("[data-part=check] button").click()


def _unfold(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def _compare(page: Page) -> None:
    for place in (0, 1):
        page.locator("select[name=entry]").nth(place).select_option(index=place + 1)
    expect(page.locator("table tbody tr").first).to_be_visible()


def _fill(page: Page) -> None:
    page.locator("article textarea").first.fill("К пятнице")


STATES: dict[str, tuple[int, str, Callable[[Page], Any]]] = {
    "search": (1280, "/", _search),
    "menu": (360, "/guides/prinyat-zapros/", _menu),
    "language": (1280, "/", lambda page: page.click(".md-select summary")),
    "term": (1280, "/guides/prinyat-zapros/", _focus("article a[data-term]")),
    "answers": (360, "/quizzes/kto-klient/", _answer),
    "details": (1280, "/quizzes/kto-klient/", _unfold),
    "ticked": (360, "/checklists/dannye/", lambda page: page.check("[data-item] input >> nth=0")),
    "differences": (1280, "/comparisons/kanaly/", lambda page: page.check("[name=differences]")),
    "compared": (360, "/comparisons/compare/", _compare),
    "found": (360, "/glossary/", lambda page: page.fill("article [name=query]", "сл")),
    "chosen": (
        1280,
        "/roles/",
        lambda page: page.select_option("article select >> nth=0", index=1),
    ),
    "filled": (360, "/templates/brif-zaprosa/", _fill),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_a_reader_does_breaks_a_rule(with_axe: Page, state: str) -> None:
    width, at, act = STATES[state]
    _width(with_axe, width)
    with_axe.goto(at)
    act(with_axe)
    report(_broken(with_axe, f"{at} ({state})", widths=[width]))


# ------------------------------------------------------------------ larger, wider, calmer


@LOCALES
def test_at_400_percent_nothing_scrolls_sideways_and_wide_letters_cut_nothing(
    audited: Page, site: Site, locale: str
) -> None:
    """A window of 1280 px at 400 % is 320 px wide."""
    faults = []
    _width(audited, 320)
    for at in site.kinds(locale):
        audited.goto(at)
        faults += [f"{at}, 320 px: {one}" for one in audited.evaluate("audit.wider()")]
        audited.evaluate("audit.space()")
        wrong = audited.evaluate("[...audit.wider(), ...audit.cut()]")
        faults += [f"{at}, 320 px, свои интервалы: {one}" for one in wrong]
    report(faults)


@pytest.mark.parametrize("at", ["/glossary/", "/roles/print/", "/comparisons/compare/"])
def test_letters_twice_as_large_push_nothing_off_a_phone(audited: Page, at: str) -> None:
    _width(audited, 360)
    browser = audited.context.new_cdp_session(audited)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    audited.goto(at)
    search = audited.get_by_role("button", name="Поиск", exact=True)
    expect(search).to_be_in_viewport(ratio=1)
    report(audited.evaluate("audit.wider()"))
    search.click()
    audited.keyboard.type("клиент")
    expect(audited.locator("[data-search-result]").first).to_be_visible()
    for select in audited.locator(".kb-found select").all():
        expect(select).to_be_in_viewport(ratio=1)
    audited.keyboard.press("Escape")
    _menu(audited)
    expect(audited.locator(".md-sidebar--primary a:visible").first).to_be_in_viewport(ratio=1)


CONTROLS = "a[href], button, label, select, summary, textarea"
SMALL = """(controls) => [...document.querySelectorAll(controls)]
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((one) => getComputedStyle(one).display !== "inline" && !one.matches(".md-path a"))
  .filter((one) => one.offsetWidth && Math.min(one.offsetWidth, one.offsetHeight) < 44)
  .map((one) => `${one.localName}.${one.className}: ${one.offsetWidth} × ${one.offsetHeight}`)"""

FIELDS = "select, textarea, input:not([type=checkbox], [type=radio])"
TINY = """(fields) => [...document.querySelectorAll(fields)]
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => `${one.localName}[name=${one.name}]: iPhone увеличит страницу`)"""

READ = """(links) => [...document.querySelectorAll(links)].map((one) => {
  one.innerHTML = 'За <span class="kb-whole">9–10</span> дней';
  return one.innerText;
})"""

TOUCHED = (
    "/",
    "/checklists/priem-zaprosa/",
    "/templates/brif-zaprosa/",
    "/glossary/",
    "/comparisons/kanaly/",
    "/comparisons/compare/",
    "/guides/soglashenie/",
)


def test_a_finger_gets_44_px(browser: Browser, base_url: str) -> None:
    """Links within a text and the path to the page are spared, as in WCAG 2.5.5."""
    with browser.new_context(
        base_url=base_url, has_touch=True, viewport={"width": 360, "height": 740}
    ) as touched:
        page = touched.new_page()
        small = []
        for at in TOUCHED:
            page.goto(at)
            small += [f"{at} {one}" for one in page.evaluate(SMALL, CONTROLS)]
            small += [f"{at} {one}" for one in page.evaluate(TINY, FIELDS)]
        page.goto("/")
        read = page.evaluate(READ, ".md-button, .kb-need p:last-child a")
    report(small)
    assert set(read) == {"За 9–10 дней"}, "elements within a text are not its columns"


def test_a_finger_hits_the_number_of_a_footnote(browser: Browser, base_url: str) -> None:
    with browser.new_context(
        base_url=base_url, has_touch=True, viewport={"width": 360, "height": 740}
    ) as touched:
        page = touched.new_page()
        page.goto("/guides/izmerit/")
        for one in ("a.footnote-ref", "a.footnote-backref"):
            size = page.locator(one).first.bounding_box()
            assert size, one
            assert size["width"] > 12, one
            assert size["height"] > 24, one
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_nothing_moves_for_those_who_asked_for_it(audited: Page, site: Site) -> None:
    faults = []
    for at in site.kinds("ru"):
        audited.goto(at)
        faults += [f"{at}: {one}" for one in audited.evaluate("audit.moving()")]
    report(faults)


def test_a_link_among_other_words_is_underlined(page: Page) -> None:
    page.goto("/guides/vneshniy-klient/")
    page.locator("article h2").first.evaluate(
        """one => {
          one.insertAdjacentHTML("beforeend", "<a href=#x>и</a>");
          one.insertAdjacentHTML("afterend", "<h5><a href=#x>и</a></h5>");
          one.insertAdjacentHTML("afterend", "<dl><dt><label><a href=#x>и</a></label></dt></dl>");
        }"""  # a template's field, too, may have one in its name
    )
    for link in ("li > strong > a", "h2 > a:not(.headerlink)", "h5 > a", "dt > label > a"):
        expect(page.locator(f"article {link}").first).to_have_css(
            "text-decoration-line", "underline"
        )
    expect(page.locator(".kb-links a").first).to_have_css("text-decoration-line", "none")
    page.goto("/guides/kto-vash-klient/")
    expect(page.locator(".kb-embed__title a").first).to_have_css("text-decoration-line", "none")


def test_the_sign_that_opens_a_block_is_seen_as_well_as_the_one_before_it(page: Page) -> None:
    page.goto("/guides/otkaz/")
    colours = page.locator("article summary").first.evaluate(
        "one => ['::before', '::after'].map(sign => getComputedStyle(one, sign).backgroundColor)"
    )
    assert len(set(colours)) == 1, colours


def test_a_row_of_tabs_shows_that_it_has_the_focus(page: Page) -> None:
    page.goto("/guides/otkaz/")
    page.locator("h1").evaluate(
        """one => one.insertAdjacentHTML("afterend", `<div class="tabbed-set">
          <input type="radio" name="tabs" id="a" checked><input type="radio" name="tabs" id="b">
          <div class="tabbed-labels"><label for="a">А</label><label for="b">Б</label></div>
        </div>`)"""
    )
    page.locator("#a").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tabbed-labels")).to_have_css("outline-style", "solid")


def test_more_contrast_is_given_to_those_who_ask_for_it(page: Page) -> None:
    page.emulate_media(contrast="more")
    page.goto("/checklists/priem-zaprosa/")
    text = page.locator("h1").evaluate("one => getComputedStyle(one).color")
    expect(page.locator(".kb-item__why").first).to_have_css("color", text)
    expect(page.locator(".kb-item").first).to_have_css("border-bottom-color", text)


def test_with_the_colours_of_the_system_every_sign_is_seen(audited: Page, site: Site) -> None:
    audited.emulate_media(forced_colors="active")
    faults = []
    for at in site.kinds("ru"):
        audited.goto(at)
        faults += [f"{at}: {one}" for one in audited.evaluate("audit.lost()")]
    audited.goto("/templates/brif-zaprosa/")
    audited.locator("article textarea").first.focus()
    expect(audited.locator(".kb-blank--now").first).to_have_css("outline-style", "solid")
    tab = audited.locator(".md-tabs__item--active a")
    expect(tab).to_have_css("text-decoration-line", "underline")
    audited.click(".md-select summary")  # its shadow is gone, and so is its background
    expect(audited.locator(".md-select__inner")).to_have_css("outline-style", "solid")
    report(faults)
