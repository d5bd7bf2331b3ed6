"""What a reader notices while a page loads: nothing moves, and few of our scripts are fetched."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.sites import House, Site

pytestmark = pytest.mark.browser

LOCALES = pytest.mark.parametrize("locale", ["ru", "en"])

LATE = ("checklists/mine/", "comparisons/compare/")
"""Pages that are no kind of their own, but whose scripts fetch data."""

BUDGET = 15_000
"""Bytes of our scripts, compressed, that a page may ask for, its search included."""

BUDGET_OF_BOTH = 15 * 1024
"""What a guide that shows both a checklist and a comparison may ask for; there are two of them."""

_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const parts = entry.sources.map(({ node, previousRect: a, currentRect: b }) => {
      const name = (node?.nodeType === 1 ? node : node?.parentElement)?.className;
      const rects = [a, b].map((r) => [r.x, r.y, r.width, r.height].map(Math.round));
      return `${name}: ${rects.join(" → ")}`;
    });
    shifts.push(`${entry.value.toFixed(4)} ${parts.join(" | ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""

_PAINTED = """
() => performance.getEntriesByName("first-contentful-paint").length > 0 || new Promise((done) => {
  new PerformanceObserver(() => done(true)).observe({ type: "paint" });
})
"""

_STILL = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

_SCROLL = """
async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.8) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(done));
  }
}
"""


@contextmanager
def _held(page: Page, *, at_rest: bool = False) -> Iterator[None]:
    """Holds back all that a page would still fetch once it is painted, as a slow network does.

    At the end, waits until the scripts have run and, if `at_rest`, have fetched what they need.
    """
    held: list[Route] = []
    arrived = False

    def hold(route: Route) -> None:
        needed = "/start." in route.request.url  # in the head: no page is painted before it
        if needed or arrived:
            route.continue_()
        else:
            held.append(route)

    patterns = ("**/*.js", "**/brand/*", "**/*.json")
    for pattern in patterns:
        page.route(pattern, hold)
    yield
    arrived = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle" if at_rest else "load")
    for pattern in patterns:
        page.unroute(pattern)


def _faults(page: Page, at: str) -> list[str]:
    with _held(page, at_rest=at.endswith(LATE)):
        page.goto(at, wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        page.evaluate(_PAINTED)
        page.evaluate(_STILL)
    page.evaluate(_STILL)
    page.evaluate(_SCROLL)
    page.evaluate(_STILL)
    return [f"{at}: {one}" for one in page.evaluate("shifts")]


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("ru", 360, "light"), ("en", 1280, "dark")]
)
def test_nothing_moves_when_scripts_come_late(
    site: Site,
    new_context: CreateContextCallback,
    locale: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    context.add_init_script(_SHIFTS)
    start = "/" if locale == "ru" else "/en/"
    page = context.new_page()
    faults = []
    for at in dict.fromkeys([*site.kinds(locale), *(start + one for one in LATE)]):
        faults += _faults(page, at)
    assert faults == []


@pytest.mark.parametrize("until", ["md-select", "md-search__form"])
def test_nothing_moves_when_half_of_the_header_comes_late(sized: Page, until: str) -> None:
    sized.add_init_script(_SHIFTS)
    sized.goto(f"/roles/?until={until}")
    first = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    assert sized.evaluate(f"{first} < performance.getEntriesByType('navigation')[0].responseEnd")
    sized.evaluate(_STILL)
    assert sized.evaluate("shifts") == []


def test_a_check_of_shifts_sees_one(page: Page) -> None:
    page.add_init_script(_SHIFTS)
    page.goto("/roles/")
    page.evaluate(_PAINTED)
    page.evaluate("document.querySelector('h1').style.marginTop = '3rem'")
    page.evaluate(_STILL)
    page.wait_for_function("shifts.length > 0")


@pytest.mark.parametrize("stored", ["default", "slate"])
def test_the_colours_are_there_before_the_first_paint(
    new_context: CreateContextCallback, stored: str
) -> None:
    """The reader's, or on a first visit the system's, even before the theme's script has come."""
    context = new_context(color_scheme="dark")
    page = context.new_page()
    with _held(page):
        page.goto("/", wait_until="commit")
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
    if stored == "default":
        page.click("[data-md-component=palette] label:visible")
        expect(body).to_have_attribute("data-md-color-scheme", "default")
    with _held(page):
        page.goto("/roles/", wait_until="commit")
        expect(body).to_have_attribute("data-md-color-scheme", stored)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("/comparisons/compare/", "[data-without]"),
        ("/quizzes/kto-klient/", "[data-question] details >> nth=0"),
        ("/checklists/mine/", "[data-without]"),
    ],
)
def test_a_page_whose_script_did_not_come_is_as_without_scripts(
    page: Page, complaints: list[str], at: str, shown: str
) -> None:
    page.route(
        "**/assets/js/*",
        lambda route: route.continue_() if "/start." in route.request.url else route.abort(),
    )
    page.goto(at)
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator("article form:visible, article button:visible")).to_have_count(0)
    assert complaints
    assert all("ERR_FAILED" in one for one in complaints)
    complaints.clear()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with a page that shows one entry of every kind: the most scripts."""
    house = House.make(tmp_path_factory.mktemp("first-view"))
    blocks = ["checklist | C01", "comparison | X01", "quiz | Q01", "template | T01", "role | R01"]
    body = "\n".join(f"/// {block}\n///\n" for block in blocks)
    house.write({"docs/ru/about/all.md": f"---\ntype: plain\ntitle: Всё сразу\n---\n\n{body}"})
    built = house.build(strict=False)
    assert built.code == 0, built.log
    return built


def _ours(page: Page, folder: Path, base: str) -> dict[str, int]:
    """Returns our scripts that the page has fetched, with their compressed size in bytes."""
    names: list[str] = page.evaluate(
        "() => performance.getEntriesByType('resource').map(({ name }) => name)"
    )
    paths = {unquote(urlsplit(one).path).partition(base)[2] for one in names}
    found = sorted(one for one in paths if one.startswith("assets/js/"))
    return {one: len(gzip.compress((folder / one).read_bytes(), mtime=0)) for one in found}


def _search(page: Page) -> None:
    page.locator("form.kb-search [data-search-input]").focus()
    page.keyboard.type("SLA")
    expect(page.locator("[data-search-result]").first).to_be_visible()


@LOCALES
def test_our_scripts_are_few_on_every_kind_of_page_even_with_the_search(
    page: Page, site: Site, locale: str
) -> None:
    start = "/" if locale == "ru" else "/en/"
    page.goto(start)
    fonts = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    scripts = re.findall(r"/onest-([a-z]+)\.", " ".join(fonts))
    assert sorted(scripts) == {"ru": ["cyrillic", "latin"], "en": ["latin"]}[locale]
    before = _ours(page, site.folder, "/")
    _search(page)
    search = {one: n for one, n in _ours(page, site.folder, "/").items() if one not in before}
    assert any("/search-" in one for one in search)
    for at in dict.fromkeys([*site.kinds(locale), *(start + one for one in LATE)]):
        page.goto(at)
        sizes = _ours(page, site.folder, "/")
        assert sizes, at
        assert not any("search-" in one for one in sizes), at
        together = sizes | search
        named = {one.split("/")[2].split(".")[0] for one in sizes}
        budget = BUDGET_OF_BOTH if {"checklist", "comparison"} <= named else BUDGET
        assert sum(together.values()) <= budget, (at, together)


@pytest.mark.usefixtures("at_small")
def test_a_page_with_everything_keeps_to_the_budget(page: Page, small: Site, base_url: str) -> None:
    page.goto(f"{base_url}/small/about/all/")
    sizes = _ours(page, small.folder, "/small/")
    named = {one.split("/")[2].split(".")[0] for one in sizes}
    assert named >= {"checklist", "comparison", "quiz", "template", "terms", "page"}
    assert sum(sizes.values()) <= BUDGET, sizes


def test_a_phone_shows_the_whole_name_and_a_window_begins_on_one_line(page: Page) -> None:
    name = page.locator(".md-header__topic .md-ellipsis").first
    cut = "one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]"
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("/")
        assert name.evaluate(cut) == [0, 0], width
    left = "all => [...new Set(all.map(one => one.getBoundingClientRect().left))].length"
    assert page.locator(".kb-home > h2, .kb-shelf li").evaluate_all(left) == 1
    page.set_viewport_size({"width": 1280, "height": 740})
    page.goto("/roles/zakazchik/")
    expect(page.locator(".md-path__link").first).to_have_text("Главная")
    top = "one => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2"
    middles = {
        round(page.locator(one).first.evaluate(top))
        for one in (".md-path__link", "div.md-nav__title", ".md-nav__container > .md-nav__link")
    }
    assert len(middles) == 1
