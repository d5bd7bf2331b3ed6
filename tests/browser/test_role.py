"""The catalogue of roles and the choice of cards to print, as a reader uses them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

ROLES = "/roles/"
CHECKLISTS = "/checklists/"
PRINT = "/roles/print/"


def _cards(page: Page | Locator) -> Locator:
    return page.locator(".kb-card:visible")


def _found(page: Page) -> Locator:
    return page.locator(".kb-catalogue output")


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


# ------------------------------------------------------------------ the filter


def test_roles_are_filtered_at_once_and_counted(sized: Page) -> None:
    sized.goto(ROLES)
    expect(_cards(sized)).to_have_count(14)
    expect(_found(sized)).to_have_text("Показано: 14 из 14")
    expect(_found(sized)).to_have_attribute("aria-live", "polite")
    sized.get_by_label("Чья роль").select_option("Внешний клиент")
    expect(_cards(sized)).to_have_count(4)
    expect(_found(sized)).to_have_text("Показано: 4 из 14")
    for card in _cards(sized).all():
        expect(card).to_contain_text("Внешний клиент")
    sized.get_by_label("Кому").select_option("L&D")
    expect(_found(sized)).to_have_text("Таких здесь нет")
    expect(_cards(sized)).to_have_count(0)
    assert _overflow(sized) == 0


def test_a_filtered_list_is_an_address_to_send(page: Page) -> None:
    page.goto(ROLES)
    page.get_by_label("Чья роль").select_option("Команда")
    page.get_by_label("Кому").select_option("L&D")
    seen = _cards(page).all_inner_texts()
    assert page.url.endswith("?role-side=team&role-audience=ld")
    page.goto("about:blank")
    page.goto(f"{ROLES}?role-side=team&role-audience=ld")
    assert _cards(page).all_inner_texts() == seen
    expect(page.get_by_label("Кому")).to_have_value("ld")
    page.goto(f"/en{ROLES}?role-side=team&role-audience=ld")
    expect(_cards(page)).to_have_count(len(seen))


def test_filters_leave_no_steps_behind(page: Page) -> None:
    page.goto("/")
    page.goto(ROLES)
    page.get_by_label("Чья роль").select_option("Команда")
    page.get_by_label("Чья роль").select_option("Внешний клиент")
    page.go_back()
    assert "role" not in page.url
    page.go_forward()
    expect(page.get_by_label("Чья роль")).to_have_value("external")
    expect(_cards(page)).to_have_count(4)


def test_one_button_shows_all_again_and_keeps_the_keyboards_place(page: Page) -> None:
    page.goto(f"{ROLES}?role-side=team")
    page.get_by_label("Кому").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Показать все")).to_be_focused()
    page.keyboard.press("Enter")
    expect(_cards(page)).to_have_count(14)
    expect(page.get_by_role("button", name="Показать все")).to_be_hidden()
    expect(page.get_by_label("Чья роль")).to_be_focused()
    assert "?" not in page.url


def test_what_an_address_may_not_say_is_passed_over(page: Page) -> None:
    page.goto(f"{ROLES}?role-side=enemy&role-audience=%3Cb%3E")
    expect(_cards(page)).to_have_count(14)


def test_two_catalogues_on_a_page_are_filtered_apart(page: Page) -> None:
    page.goto(CHECKLISTS)
    lists = page.locator('[data-catalogue="checklist"]')
    templates = page.locator('[data-catalogue="template"]')
    all_templates = _cards(templates).count()
    lists.get_by_label("Кому").select_option("L&D")
    assert 0 < _cards(lists).count() < 14
    assert _cards(templates).count() == all_templates
    expect(templates.locator("output")).to_have_text(re.compile(f"{all_templates} из"))


def test_without_scripts_all_cards_are_there_and_no_filter(scriptless: Page) -> None:
    scriptless.goto(ROLES)
    expect(_cards(scriptless)).to_have_count(14)
    expect(scriptless.locator(".kb-catalogue form")).to_be_hidden()


# ------------------------------------------------------------------ cards to print


def _said(page: Page) -> Locator:
    return page.locator(".kb-printing output")


def _sheets(page: Page) -> list[int]:
    """The number of cards on each sheet."""
    return [one.locator(".kb-pocket").count() for one in page.locator(".kb-sheet").all()]


def test_a_role_leads_to_its_card_to_print(sized: Page) -> None:
    sized.goto(f"{ROLES}zakazchik/")
    sized.get_by_role("link", name="Распечатать карточку").click()
    expect(_said(sized)).to_have_text("Карточек: 1, листов: 1.")
    expect(sized.get_by_label("Внутренний клиент — заказчик")).to_be_checked()
    expect(sized.get_by_label("Руководитель")).not_to_be_checked()
    assert _sheets(sized) == [1]
    assert _overflow(sized) == 0


def test_cards_and_layout_are_chosen_and_kept_in_the_address(page: Page) -> None:
    page.goto(PRINT)
    assert _sheets(page) == [2] * 7
    page.get_by_role("button", name="Снять все").click()
    expect(_said(page)).to_have_text("Выберите хотя бы одну карточку.")
    expect(page.get_by_role("button", name="Распечатать", exact=True)).to_be_disabled()
    for name in ("Руководитель", "Внутренний клиент — заказчик", "Наставник новичка"):
        page.get_by_label(name, exact=True).check()
    assert _sheets(page) == [2, 1]
    page.get_by_label("А4, четыре карточки").check()
    assert _sheets(page) == [3]
    expect(_said(page)).to_have_text("Карточек: 3, листов: 1.")
    assert page.url.endswith("?cards=R01.R09.R14&layout=a4-4")
    page.reload()
    assert _sheets(page) == [3]
    expect(page.get_by_label("А4, четыре карточки")).to_be_checked()
    page.get_by_role("button", name="Выбрать все").click()
    assert _sheets(page) == [4, 4, 4, 2]


def test_the_button_prints(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(PRINT)
    page.get_by_role("button", name="Распечатать", exact=True).click()
    assert page.evaluate("window.printed")


def test_the_preview_is_no_trap_for_the_keyboard(page: Page) -> None:
    page.goto(PRINT)
    page.get_by_role("button", name="Снять все").focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.kb-sheets')")


def test_without_scripts_one_is_told_how_to_print(scriptless: Page) -> None:
    scriptless.goto(PRINT)
    expect(scriptless.get_by_text("напечатайте эту страницу")).to_be_visible()
    expect(scriptless.locator(".kb-printing form")).to_be_hidden()
    assert _sheets(scriptless) == [2] * 7
