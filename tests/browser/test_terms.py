"""Terms in a text and the glossary's index, as a reader uses them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.browser

GUIDE = "/guides/kto-vash-klient/"
CARD = ".kb-card-term"


def _term(page: Page) -> Locator:
    """The first link to the term «клиент» in the guide's text."""
    return page.locator('article a[data-term="client"]').first


def _away(page: Page) -> None:
    page.mouse.move(2, 2)


def test_pointing_at_a_term_explains_it_and_pointing_away_hides_it(page: Page) -> None:
    page.goto(GUIDE)
    _term(page).hover()
    expect(page.locator(CARD)).to_contain_text("получают результат вашей работы")
    expect(page.locator(CARD).get_by_role("link", name="Подробнее")).to_be_visible()
    _away(page)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_card_stays_while_it_is_pointed_at(page: Page) -> None:
    page.goto(GUIDE)
    _term(page).hover()
    page.locator(CARD).hover()
    page.wait_for_timeout(600)  # longer than the card waits before it hides
    expect(page.locator(CARD)).to_be_visible()
    page.locator(CARD).get_by_role("link", name="Подробнее").click()
    expect(page).to_have_url(re.compile("/glossary/client/$"))


def test_the_card_of_a_broken_term_is_beside_the_line_pointed_at(page: Page) -> None:
    page.goto(GUIDE)
    _term(page).evaluate(
        """link => {
          const end = document.createElement("span");
          end.style = "display: inline-block; width: calc(100% - 6rem)";
          link.innerHTML = "внешний<br>клиент"; // the first word ends a line, the second begins one
          link.parentElement.replaceChildren(end, link);
        }"""
    )
    x, y = _term(page).evaluate(
        "link => { const {x, y} = [...link.getClientRects()].at(-1); return [x + 5, y + 5] }"
    )
    page.mouse.move(x, y)
    expect(page.locator(CARD)).to_be_visible()
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["x"] <= x

    page.keyboard.press("Escape")
    _term(page).focus()  # the card covers neither line
    expect(page.locator(CARD)).to_be_visible()
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["y"] >= y + 5


def test_a_pointer_that_passes_by_opens_nothing(page: Page) -> None:
    page.goto(GUIDE)
    _term(page).hover()
    _away(page)
    page.wait_for_timeout(500)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_keyboard_opens_a_card_and_escape_closes_it(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("Tab")
    _term(page).focus()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(_term(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossary/client/$"))


def test_the_first_touch_explains_and_the_second_one_follows(
    new_context: CreateContextCallback,
) -> None:
    phone = new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(GUIDE)
    _term(page).tap()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    _term(page).tap()
    expect(page).to_have_url(re.compile("/glossary/client/$"))


def test_a_screen_reader_hears_the_definition_with_the_link(page: Page) -> None:
    page.goto(GUIDE)
    expect(_term(page)).to_have_accessible_description(re.compile("получают результат"))


def test_without_javascript_a_term_is_a_described_link(new_context: CreateContextCallback) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(GUIDE)
    expect(_term(page)).to_have_accessible_description(re.compile("получают результат"))
    _term(page).click()
    expect(page).to_have_url(re.compile("/glossary/client/$"))
    expect(page.locator("article")).to_contain_text("Где используется")


def test_the_index_filters_as_one_types_and_ё_is_е(page: Page) -> None:
    page.goto("/glossary/")
    terms = page.locator("[data-entry]:visible")
    everything = terms.count()
    page.get_by_label("Найти термин").fill("Удовлетворенность")
    expect(page.locator(".kb-filter output")).not_to_have_text(f"Найдено: {everything}")
    for text in terms.all_inner_texts():
        assert "удовлетворённость" in text.lower().replace("\u00a0", " ")
    assert terms.count() > 0
    # a letter without entries is not offered
    letters = page.locator(".kb-letters li:visible")
    assert letters.count() == page.locator(".kb-letter:visible").count()
    page.get_by_label("Найти термин").fill("щщщ")
    expect(page.locator(".kb-filter output")).to_contain_text("Поиск по всей базе")
    page.get_by_label("Найти термин").fill("")
    expect(terms).to_have_count(everything)


def test_the_index_shows_what_matters_to_one_audience(page: Page) -> None:
    page.goto("/glossary/")
    terms = page.locator("[data-entry]:visible")
    everything = terms.count()
    page.get_by_label("Кому").select_option("ld")
    assert 0 < terms.count() < everything
    for entry in terms.all():
        assert "ld" in (entry.get_attribute("data-audience") or "").split()


def test_without_javascript_the_index_is_whole_and_offers_no_filter(
    new_context: CreateContextCallback,
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/glossary/")
    expect(page.locator("[data-glossary-filter]")).to_be_hidden()
    assert page.locator("[data-entry]:visible").count() > 92


def test_the_jump_bar_leads_to_a_letter_and_aliases_to_their_term(page: Page) -> None:
    page.goto("/glossary/")
    letters = page.locator(".kb-letters a").all_inner_texts()
    cyrillic = [letter for letter in letters if "А" <= letter <= "Я"]
    assert letters[: len(cyrillic)] == sorted(cyrillic)
    alphabets = page.locator(".kb-letters")  # a line each: «В» and “B” look alike
    assert alphabets.first.locator("a").all_inner_texts() == cyrillic
    assert alphabets.last.locator("a").all_inner_texts() == letters[len(cyrillic) :]
    page.locator(".kb-letters a", has_text="П").first.click()
    expect(page.locator("h2", has_text=re.compile("^П"))).to_be_in_viewport()
    page.locator(".kb-letter__alias a").first.click()
    expect(page).to_have_url(re.compile("/glossary/[a-z0-9-]+/$"))
