"""Diagrams as they are displayed: one of two drawings, and no word outside its place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.sites import ROOT, Site, of_class

pytestmark = pytest.mark.browser

SIZES: list[ViewportSize] = [
    {"width": 1280, "height": 800},
    {"width": 634, "height": 900},  # nearly the least width that shows the wide drawings
    {"width": 360, "height": 740},
]

LOCALES = pytest.mark.parametrize("locale", ["ru", "en"])

DRAWN = {path.stem for path in (ROOT / "overrides/fragments/diagrams").glob("*.html")}

MARGINS = {"ours": 6, "fallback": 0}
"""How close to a box's edge a text may come, in the drawing's units.

On a first visit our font may be late, and then the system's stays: it must not overflow either.
"""

# All in the drawing's own units. A text's box is as tall as its line, so what touches only its top
# or bottom edge does not touch a letter.
FAULTS = """
(margin) => [...document.querySelectorAll(".kb-diagram > svg")].flatMap((svg) => {
  const shown = svg.getBoundingClientRect();
  if (!shown.width) return [];
  const outline = (node) => {
    const { x, y, width, height } = node.getBBox();
    return { left: x, top: y, right: x + width, bottom: y + height };
  };
  const within = (a, b, x, y) =>
    a.left >= b.left + x && a.right <= b.right - x &&
    a.top >= b.top + y && a.bottom <= b.bottom - y;
  const apart = (a, b, gap) =>
    a.right + gap <= b.left || b.right + gap <= a.left ||
    a.bottom + gap <= b.top || b.bottom + gap <= a.top;
  const dots = (line) => {
    const away = line.closest("[transform]")?.transform.baseVal[0].matrix ?? { e: 0, f: 0 };
    const steps = Math.ceil(line.getTotalLength() / 3);
    return Array.from({ length: steps + 1 }, (_, step) => {
      const { x, y } = line.getPointAtLength(step * 3);
      return { left: x + away.e, right: x + away.e, top: y + away.f, bottom: y + away.f };
    });
  };
  const all = (selector, what) =>
    [...svg.querySelectorAll(selector)].map((node) => ({ node, at: what(node) }));
  const texts = all("text", outline), rects = all("rect", outline);
  const lines = all("path, circle", dots);

  const faults = [];
  const title = svg.querySelector("title").textContent;
  const fault = ({ node }, what) => faults.push(`${title}: «${node.textContent}» ${what}`);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const figure = svg.closest("figure").getBoundingClientRect();
  if (shown.left < figure.left - 1 || shown.right > figure.right + 1) faults.push(`${title}: wide`);
  texts.forEach((text, index) => {
    const size = parseFloat(getComputedStyle(text.node).fontSize) * shown.width / width;
    if (size < 11) fault(text, `is ${size} px high`);
    if (!within(text.at, { left: 0, top: -2, right: width, bottom: height + 2 }, 0, 0)) {
      fault(text, "is cut");
    }
    for (const other of texts.slice(index + 1)) {
      if (!apart(text.at, other.at, -1)) fault(text, `touches «${other.node.textContent}»`);
    }
    if (text.node.closest(".kb-number")) return;  // it stands in its circle, on a box's edge
    const own = text.node.closest(".kb-box, .kb-frame")?.querySelector("rect");
    for (const rect of rects) {
      const inside = within(text.at, rect.at, margin, 1);
      if (rect.node === own ? !inside : !inside && !apart(text.at, rect.at, 1)) {
        fault(text, "leaves its box");
      }
    }
    const letters = { ...text.at, top: text.at.top + 3, bottom: text.at.bottom - 3 };
    for (const line of lines) {
      const covered = own && line.node.compareDocumentPosition(own) & 4;  // drawn before the box
      if (!covered && line.at.some((dot) => !apart(letters, dot, 1))) fault(text, "is crossed");
    }
  });
  return faults;
})
"""


@pytest.fixture(scope="session")
def illustrated(site: Site) -> list[str]:
    """The addresses of the pages with diagrams."""
    return [at for at, page in site.content.items() if of_class(page, "kb-diagram")]


@pytest.fixture(params=MARGINS)
def lettered(
    new_context: CreateContextCallback,
    site: Site,
    request: pytest.FixtureRequest,
    complaints: list[str],
) -> Iterator[tuple[Page, int]]:
    """A page in our font, or in the system's, and the margin required for it."""
    page = new_context().new_page()
    if request.param == "ours":
        # Whether our font is late is chance, so always wait for it.
        style = site.asset("assets/css/kb.css")
        patient = site.file(style).replace(b"font-display:optional", b"font-display:block")
        assert patient != site.file(style)
        page.route(f"**{style}", lambda route: route.fulfill(body=patient, content_type="text/css"))
    else:
        page.route("**/*.woff2", lambda route: route.fulfill(status=204))
    yield page, MARGINS[request.param]
    complaints[:] = [one for one in complaints if "font" not in one]


def test_every_diagram_stands_on_a_page_in_both_languages(
    site: Site, illustrated: list[str]
) -> None:
    for russian in [at for at in illustrated if not at.startswith("/en/")]:
        assert f"/en{russian}" in illustrated
    figures = [one for at in illustrated for one in of_class(site.page(at), "kb-diagram")]
    assert len(figures) >= 2 * len(DRAWN)


GATHER = """
async (addresses) => {
  const article = document.querySelector("article");
  const pages = addresses.map(async (address) => {
    const html = await (await fetch(address)).text();
    const theirs = new DOMParser().parseFromString(html, "text/html").querySelector("article");
    return [...theirs.children].filter((part) => part.querySelector(".kb-diagram > svg"));
  });
  article.replaceChildren(...(await Promise.all(pages)).flat());
  return article.querySelectorAll(".kb-diagram").length;
}
"""
"""Shows all diagrams on one page: a browser takes a quarter of a second for each whole one."""


@LOCALES
def test_no_word_leaves_its_place(
    lettered: tuple[Page, int], site: Site, illustrated: list[str], locale: str
) -> None:
    page, margin = lettered
    ours = [at for at in illustrated if site.page(at).get("lang") == locale]
    page.goto(ours[0])
    figures = page.evaluate(GATHER, ours)
    assert figures == sum(len(of_class(site.page(at), "kb-diagram")) for at in ours)
    faults = {}
    for size in SIZES:
        page.set_viewport_size(size)
        page.evaluate("document.fonts.ready")
        expect(page.locator(".kb-diagram > svg:visible")).to_have_count(figures)
        if found := page.evaluate(FAULTS, margin):
            faults[size["width"]] = found
    assert faults == {}


def test_a_drawing_is_named_and_told_in_words(page: Page) -> None:
    page.goto("/guides/spor/")
    figure = page.locator(".kb-diagram").first
    drawing = figure.get_by_role("img", name="Лестница эскалации")
    expect(drawing).to_have_count(1)  # the other drawing is hidden from everybody
    words = figure.get_by_text("Словами", exact=True)
    expect(figure.get_by_role("list")).to_be_hidden()
    words.focus()
    page.keyboard.press("Enter")
    expect(figure.get_by_role("listitem")).to_have_count(4)
