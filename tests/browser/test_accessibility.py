"""WCAG 2.2 A and AA as far as a program can tell, on a page of every kind and in what it turns into.

With KB_AUDIT in the environment, as `make audit` sets it, all pages are looked at.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sites import ROOT, House, Site

pytestmark = pytest.mark.browser

AXE = ROOT / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
LOCALES = pytest.mark.parametrize("locale", ["ru", "en"])
WIDTHS = (1280, 360)

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""All that a dark page can break and a light one cannot."""

BROKEN = """async (rules) => {
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, any, all, none }) => {
        const [why] = [...any, ...all, ...none];
        return `${id} (${help}): ${target.join(' ')}\\n    ${html.slice(0, 200)}\\n    ${why?.message}`;
    }));
}"""


@pytest.fixture
def page(page: Page) -> Page:
    """A page that axe can look at, and where nothing is caught half-way through a transition."""
    if not AXE.is_file():
        pytest.fail("нет axe-core; поставить: python tools/npm.py tests/npm", pytrace=False)
    page.add_init_script(path=AXE)
    page.emulate_media(reduced_motion="reduce")
    return page


def _width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})


def _broken(page: Page, where: str) -> Iterator[str]:
    """Tells what the page, as it is now, breaks in the light and in the dark."""
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        for fault in page.evaluate(BROKEN, rules):
            yield f"{where}, {page.viewport_size['width']} px, {scheme}: {fault}"


def _report(faults: Iterable[str]) -> None:
    told = list(faults)
    if told:
        pytest.fail(f"нарушений: {len(told)}\n" + "\n".join(told), pytrace=False)


@LOCALES
def test_no_kind_of_page_breaks_a_rule(
    page: Page, site: Site, locale: str, complaints: list[str]
) -> None:
    faults = []
    for at in site.kinds(locale):
        page.goto(at)
        for width in WIDTHS:
            _width(page, width)
            faults += _broken(page, at)
    assert complaints == []
    _report(faults)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with a page that is not translated yet, and one that shows entries twice."""
    house = House.make(tmp_path_factory.mktemp("accessibility"))
    (house.folder / "docs/en/guides/kak-prosit.md").unlink()
    blocks = ["checklist | C01", "comparison | X01", "quiz | Q01", "template | T01", "role | R01"]
    body = "\n".join(f"/// {block}\n///\n" for block in blocks * 2)
    house.write(
        {
            f"docs/{locale}/about/twice.md": f"---\ntype: plain\ntitle: Дважды\n---\n\n{body}"
            for locale in ("ru", "en")
        }
    )
    built = house.build(strict=False)
    assert built.code == 0, built.log
    return built


@pytest.mark.parametrize("at", ["en/guides/kak-prosit/", "about/twice/"])
def test_neither_a_missing_translation_nor_an_entry_shown_twice_breaks_a_rule(
    page: Page, at_small: Page, at: str
) -> None:
    faults = []
    page.goto(f"/small/{at}")
    for width in WIDTHS:
        _width(page, width)
        faults += _broken(page, at)
    _report(faults)


# ------------------------------------------------------------------ what a page turns into


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("клиент")
    expect(page.get_by_role("link", name="клиент").last).to_be_visible()


def _menu(page: Page) -> None:
    page.locator("#__drawer").evaluate("one => one.checkVisibility() && one.click()")


def _focus(selector: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.keyboard.press("Tab")  # so that the browser takes it for the keyboard's
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


STATES: dict[str, tuple[str, Callable[[Page], Any]]] = {
    "search": ("/", _search),
    "menu": ("/guides/prinyat-zapros/", _menu),
    "language": ("/", _focus(".md-select button")),
    "term": ("/guides/prinyat-zapros/", _focus("article a[data-term]")),
    "answers": ("/quizzes/kto-klient/", _answer),
    "details": ("/quizzes/kto-klient/", _unfold),
    "ticked": ("/checklists/dannye/", lambda page: page.check("[data-item] input >> nth=0")),
    "differences": ("/comparisons/kanaly/", lambda page: page.check("[name=differences]")),
    "compared": ("/comparisons/compare/", _compare),
    "found": ("/glossary/", lambda page: page.fill("article [name=query]", "сл")),
    "chosen": ("/roles/", lambda page: page.select_option("article select >> nth=0", index=1)),
    "filled": ("/templates/brif-zaprosa/", _fill),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_nothing_a_reader_does_breaks_a_rule(page: Page, state: str, width: int) -> None:
    at, act = STATES[state]
    _width(page, width)
    page.goto(at)
    act(page)
    _report(_broken(page, f"{at} ({state})"))


# ------------------------------------------------------------------ larger, wider, calmer

WIDER = """() => {
    const told = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
    const scrolled = (one) => one.parentElement.closest('[tabindex="0"], pre, .md-sidebar, .md-search');
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !scrolled(one))
        .map((one) => `шире экрана: ${told(one)}`);
}"""

SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { letter-spacing: .12em !important; line-height: 1.5 !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What a reader's own style may ask for (WCAG 1.4.12)."""

CUT = """() => [...document.querySelectorAll('article *, header *, nav *, footer *')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => {
        const { overflowX, overflowY, clipPath, textOverflow } = getComputedStyle(one);
        const hidden = (way) => way === 'hidden' || way === 'clip';
        return clipPath === 'none' && textOverflow !== 'ellipsis' && one.clientHeight > 1 && (
            hidden(overflowX) && one.scrollWidth > one.clientWidth + 1 ||
            hidden(overflowY) && one.scrollHeight > one.clientHeight + 1);
    })
    .map((one) => `текст обрезан: ${one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160)}`)"""

MOVING = """() => document.getAnimations({ subtree: true }).length + [...document.querySelectorAll('*')]
    .flatMap((one) => ['', '::before', '::after'].map((part) => getComputedStyle(one, part || null)))
    .filter((style) => [style.transitionDuration, style.animationDuration]
        .some((times) => times.split(',').some((time) => parseFloat(time) > 0)
            && (style.animationName !== 'none' || times === style.transitionDuration)))
    .length"""


@LOCALES
def test_at_400_percent_nothing_scrolls_sideways_and_wide_letters_cut_nothing(
    page: Page, site: Site, locale: str
) -> None:
    """1280 px at 400 % are 320."""
    faults = []
    _width(page, 320)
    for at in site.kinds(locale):
        page.goto(at)
        faults += [f"{at}, 320 px: {fault}" for fault in page.evaluate(WIDER)]
        page.evaluate(SPACED)
        for script in (WIDER, CUT):
            faults += [f"{at}, 320 px, свои интервалы: {one}" for one in page.evaluate(script)]
    _report(faults)


def test_nothing_moves_for_those_who_asked_for_it(page: Page, site: Site) -> None:
    for at in site.kinds("ru"):
        page.goto(at)
        assert page.evaluate(MOVING) == 0, at
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


FORCED = """() => [...document.querySelectorAll('body *')].flatMap((one) =>
    [one, '::before', '::after'].map((part) => {
        const style = part === one ? getComputedStyle(one) : getComputedStyle(one, part);
        const drawn = part === one || style.content !== 'none';
        return drawn && style.maskImage !== 'none' && style.display !== 'none'
            && style.backgroundColor === getComputedStyle(document.body).backgroundColor
            && one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
            && `значок не виден: ${one.outerHTML.replace(/\\s+/g, ' ').slice(0, 160)}`;
    })).filter(Boolean)"""


def test_with_colours_of_the_system_every_sign_is_seen(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    faults = []
    for at in site.kinds("ru"):
        page.goto(at)
        faults += [f"{at}: {fault}" for fault in page.evaluate(FORCED)]
    _report(faults)
