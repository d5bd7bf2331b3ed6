"""A table typed in a text, on a phone: each row a card, and nothing to the right of the screen."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OUTSIDE = """cells => cells.filter((cell) => {
  const box = cell.getBoundingClientRect();
  return box.left < 0 || box.right > innerWidth || cell.scrollWidth > cell.clientWidth + 1;
}).map((cell) => cell.textContent)"""


@pytest.mark.parametrize(
    "at",
    [
        "/guides/spor/",
        "/en/guides/karta-puti/",
        "/templates/karta-klientov/",
        "/about/maintaining/",  # figures, which stay a table
    ],
)
def test_a_phone_shows_every_column_of_a_table(page: Page, at: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(at)
    assert page.locator("article table:not([class]) td:visible").evaluate_all(OUTSIDE) == []


def test_a_card_says_what_its_columns_are_and_is_still_a_table(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/guides/spor/")
    table = page.locator("article table").first
    last = table.get_by_role("row").nth(1).get_by_role("cell").last
    expect(last).to_have_text("Вид снимка видно уже в\u00a0направлении")
    shown = last.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown.startswith('"Что знает только он"')
    expect(table.get_by_role("columnheader")).to_have_count(4)
    expect(table.locator("[role=columnheader]")).to_have_count(4)  # whatever the browser thinks
    expect(table.locator("[role=row] > [role=cell]")).to_have_count(4 * 2)
    expect(table).to_have_attribute("role", "table")
    page.set_viewport_size({"width": 1280, "height": 740})
    assert last.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"
