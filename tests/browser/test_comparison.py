"""Comparisons as a reader uses them: the table, the choice of columns, the page «Сравнить»."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, ViewportSize, expect

from kb.typography import SHORT

pytestmark = pytest.mark.browser

CHANNELS = "/comparisons/kanaly/"  # X07: five columns
ROLES = "/comparisons/tri-roli-vnutrennego-klienta/"  # X09: long cells
COMPARE = "/comparisons/compare/"
DESKTOP: ViewportSize = {"width": 1280, "height": 640}
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def sized(page: Page, request: pytest.FixtureRequest) -> Page:
    page.set_viewport_size(request.param)
    return page


def _heads(page: Page) -> list[str]:
    heads = page.locator(".kb-table thead th:visible").all_inner_texts()
    return [head.replace("\u00a0", " ") for head in heads if head != "Критерий"]


def _rows(page: Page) -> Locator:
    return page.locator(".kb-table tbody tr:visible")


def _query(page: Page) -> str:
    return page.url.partition("?")[2]


# ------------------------------------------------------------------ a table on its page


def test_columns_are_chosen_and_the_choice_is_an_address_to_send(sized: Page) -> None:
    sized.goto(CHANNELS)
    for unwanted in ("Встреча", "Письмо", "Заявка"):
        sized.get_by_label(unwanted, exact=True).uncheck()
    assert _heads(sized) == ["Звонок", "Чат"]
    expect(sized.locator(".kb-comparison output")).to_have_text("Показано столбцов: 2, строк: 7")

    sized.goto(sized.url)
    assert _heads(sized) == ["Звонок", "Чат"]
    expect(sized.get_by_label("Встреча", exact=True)).not_to_be_checked()

    sized.get_by_label("Только отличия").check()
    sized.click(".md-select summary")
    sized.click(".md-select [hreflang=en]")
    expect(sized.get_by_label("Meeting", exact=True)).not_to_be_checked()
    expect(sized.get_by_label("Differences only")).to_be_checked()


def test_the_back_button_leaves_the_page_at_once(page: Page) -> None:
    page.goto(COMPARE)
    page.goto(CHANNELS)
    page.get_by_label("Встреча", exact=True).uncheck()
    page.get_by_label("Чат", exact=True).uncheck()
    page.go_back()
    assert page.url.endswith(COMPARE)
    page.go_forward()
    assert _heads(page) == ["Звонок", "Письмо", "Заявка"]


def test_two_columns_are_the_least(page: Page) -> None:
    page.goto(f"{CHANNELS}?X07=call.chat")
    expect(page.get_by_label("Звонок", exact=True)).to_be_disabled()
    page.get_by_label("Письмо", exact=True).check()
    expect(page.get_by_label("Звонок", exact=True)).to_be_enabled()


@pytest.mark.parametrize("query", ["X07=call.none", "X01=call.chat", "X07=%00"])
def test_an_address_that_makes_no_sense_shows_the_whole_table(page: Page, query: str) -> None:
    page.goto(f"{CHANNELS}?{query}")
    assert len(_heads(page)) == 5


def test_only_the_rows_that_differ_between_the_chosen_columns_stay(sized: Page) -> None:
    sized.goto(f"{CHANNELS}?X07=email.ticket")
    sized.get_by_label("Только отличия").check()
    expect(_rows(sized)).to_have_count(6)
    expect(sized.locator("[data-criterion=emotion]").first).to_be_hidden()  # «Нет» and «Нет»
    sized.get_by_label("Звонок", exact=True).check()
    expect(_rows(sized)).to_have_count(7)
    assert _query(sized) == "X07=call.email.ticket&X07-diff=1"


def test_the_same_table_twice_stays_in_step(page: Page) -> None:
    def twice(route: Route) -> None:
        html = route.fetch().text()
        start = html.index('<div class="kb-comparison">')
        end = html.index("<h2", start)
        route.fulfill(body=html[:end] + html[start:end] + html[end:], content_type="text/html")

    page.route(re.compile(rf"{CHANNELS}$"), twice)
    page.goto(CHANNELS)
    page.get_by_label("Чат", exact=True).last.uncheck()
    expect(page.get_by_label("Чат", exact=True).first).not_to_be_checked()
    assert len(_heads(page)) == 8


def test_the_keyboard_alone_chooses_and_scrolls(page: Page) -> None:
    page.set_viewport_size({"width": 620, "height": 640})
    page.goto(CHANNELS)
    page.get_by_label("Встреча", exact=True).focus()
    page.keyboard.press("Space")
    assert len(_heads(page)) == 4
    page.keyboard.press("Space")
    region = page.get_by_role("group", name="Встреча, звонок")
    for _ in range(8):
        page.keyboard.press("Tab")
        if region.evaluate("box => box === document.activeElement"):
            break
    for key in ("ArrowRight", "ArrowDown"):
        for _ in range(4):
            page.keyboard.press(key)
            page.wait_for_timeout(50)
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    page.wait_for_function("() => document.activeElement.scrollTop > 0")


def _box(of: Locator) -> FloatRect:
    box = of.bounding_box()
    assert box is not None
    return box


def test_tab_does_not_stop_at_a_stack_of_cards_which_cannot_be_scrolled(page: Page) -> None:
    page.goto("/comparisons/kanaly/")
    box = page.locator(".kb-comparison__scroll")
    box.focus()
    expect(box).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 740})
    box.focus()
    expect(box).not_to_be_focused()
    expect(page.get_by_role("group", name="Встреча, звонок")).to_be_attached()


def test_heads_and_criteria_stay_in_sight_below_the_page_head(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(CHANNELS)
    region = page.locator(".kb-comparison__scroll")
    region.evaluate("box => box.scrollIntoView({ behavior: 'instant' })")
    region.evaluate("box => box.scrollTo({ left: 999, top: 999, behavior: 'instant' })")
    outer, header = _box(region), _box(page.locator(".md-header"))
    tabs = _box(page.locator(".md-tabs"))
    assert outer["y"] >= max(header["y"] + header["height"], tabs["y"] + tabs["height"])
    assert outer["y"] + outer["height"] <= DESKTOP["height"]
    head = _box(page.locator(".kb-table thead th[data-subject=ticket]"))
    assert abs(head["y"] - outer["y"]) <= 2
    criterion = _box(page.locator(".kb-table tbody tr").last.locator("th"))
    assert abs(criterion["x"] - outer["x"]) <= 2
    corner = page.locator(".kb-table thead th").first
    assert corner.evaluate(
        """th => {
          const { x, y } = th.getBoundingClientRect();
          return th.contains(document.elementFromPoint(x + 20, y + 20));
        }"""
    )


def test_a_desktop_shows_every_column_at_once(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    for address in (CHANNELS, f"/en{CHANNELS}"):  # six columns, more than any other has
        page.goto(address)
        box = page.locator(".kb-comparison__scroll")
        assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    page.set_viewport_size({"width": 740, "height": 360})  # a phone on its side
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0


# ------------------------------------------------------------------ on a phone


@pytest.mark.parametrize("address", [CHANNELS, f"/en{ROLES}"])
def test_a_phone_shows_cards_and_cuts_nothing(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    cut = page.locator(".kb-table :is(th:not(thead *), td)").evaluate_all(
        """cells => cells.filter((cell) => {
          const box = cell.getBoundingClientRect();
          return box.left < 0 || box.right > innerWidth || cell.scrollWidth > cell.clientWidth + 1;
        }).map((cell) => cell.textContent)"""
    )
    assert cut == []
    label = "td => getComputedStyle(td, '::before').content"
    first = page.locator(".kb-table td").first
    assert first.get_attribute("data-label") in first.evaluate(label)


def _accessible(page: Page) -> list[tuple[str, str]]:
    """Returns the roles and names that a screen reader gets for the first table, in order."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if not node.get("ignored"):
            yield (
                node["role"]["value"],
                node.get("name", {}).get("value", "").replace("\u00a0", " "),
            )
        for child in node.get("childIds", ()):
            yield from walk(by_id[child])

    table = next(node for node in nodes if node.get("role", {}).get("value") == "table")
    return list(walk(table))


def test_the_cards_are_still_a_table_to_a_screen_reader(sized: Page) -> None:
    sized.goto(f"{CHANNELS}?X07=call.chat")
    told = [one for one in _accessible(sized) if one[0] not in ("StaticText", "InlineTextBox")]
    roles = [role for role, _ in told]
    assert told[0] == ("table", "Какой канал выбрать")
    assert roles.count("row") == 1 + 7
    assert roles.count("rowheader") == 7
    assert roles.count("cell") == 2 * 7
    heads = [name for role, name in told if role == "columnheader"]
    assert heads == ["Критерий", "Звонок", "Чат"]
    assert ("cell", "Срочного и деликатного") in told  # and not «Звонок Срочного…»


# ------------------------------------------------------------------ without JavaScript


def test_without_javascript_the_table_is_whole_and_can_be_taken_along(scriptless: Page) -> None:
    scriptless.goto(CHANNELS)
    assert len(_heads(scriptless)) == 5
    expect(scriptless.locator(".kb-comparison form")).to_be_hidden()
    links = scriptless.locator(".kb-comparison__files a")
    addresses = links.evaluate_all("links => links.map((link) => link.href)")
    csv, xlsx = (scriptless.request.get(address) for address in addresses)
    assert csv.body().startswith(b"\xef\xbb\xbf")
    assert xlsx.body().startswith(b"PK")


def test_without_javascript_compare_says_so_and_leads_to_the_ready_tables(
    scriptless: Page,
) -> None:
    scriptless.goto(COMPARE)
    expect(scriptless.locator(".kb-comparison form")).to_be_hidden()
    expect(scriptless.get_by_text("должен работать JavaScript")).to_be_visible()
    scriptless.get_by_role("link", name="готовые таблицы", exact=True).click()
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Сравнения")


# ------------------------------------------------------------------ «Сравнить»


def _choose(page: Page, *names: str) -> None:
    for place, name in zip(
        ("Первый столбец", "Второй столбец", "Третий столбец"), names, strict=False
    ):
        page.get_by_label(place).select_option(label=name)


def test_two_roles_are_put_side_by_side_and_the_address_keeps_them(sized: Page) -> None:
    sized.goto(COMPARE)
    expect(sized.locator("[data-compare] output")).to_have_text("Выберите хотя бы две записи")
    _choose(sized, "Внутренний клиент — заказчик", "Внутренний клиент — оценщик")
    expect(sized.locator(".kb-table caption")).to_contain_text("заказчик")
    assert _query(sized) == "type=role&ids=R01.R02"
    rows = sized.locator(".kb-table tbody th").all_inner_texts()
    assert rows[0] == "Коротко"
    assert "Признаки, что роль не\u00a0работает" in rows

    sized.reload()
    expect(sized.locator(".kb-table caption")).to_contain_text("заказчик")  # its data are fetched
    assert len(_heads(sized)) == 2
    expect(sized.get_by_label("Второй столбец")).to_have_value("R02")
    assert sized.evaluate("document.documentElement.scrollWidth") <= sized.evaluate("innerWidth")


def test_the_back_button_brings_back_what_was_compared(page: Page) -> None:
    page.goto(f"{COMPARE}?type=role&ids=R01.R02")
    _choose(page, "Внутренний клиент — заказчик", "Внутренний клиент — партнёр")
    expect(page.locator(".kb-table caption")).to_contain_text("партнёр")
    page.get_by_label("Что сравнить").select_option("term")
    expect(page.locator(".kb-table")).to_be_hidden()
    page.go_back()
    expect(page.locator(".kb-table caption")).to_contain_text("партнёр")


def test_choosing_entries_leaves_no_steps_behind(page: Page) -> None:
    page.goto(CHANNELS)
    page.goto(COMPARE)
    _choose(page, "Внутренний клиент — заказчик", "Внутренний клиент — партнёр")
    expect(page.locator(".kb-table caption")).to_contain_text("партнёр")
    page.go_back()
    assert page.url.endswith(CHANNELS)


def test_one_entry_is_not_put_beside_itself(page: Page) -> None:
    page.goto(f"{COMPARE}?type=term&ids=sla.sla.ola")
    expect(page.locator(".kb-table thead th:not(:first-child)")).to_have_count(2)
    expect(page.get_by_label("Второй столбец").locator("[value=sla]")).to_be_disabled()


@pytest.mark.parametrize(
    ("kind", "entries", "row", "cells"),
    [
        ("X07", "call.chat", "Кто участвует", ["Двое-трое", "Команда"]),
        ("term", "sla.ola", "Сокращение", ["SLA", "OLA"]),
        ("role", "R01.R08", "На какой стороне", ["Внутренний клиент", "Команда"]),
    ],
)
def test_each_kind_is_compared_by_its_own_fields(
    page: Page, kind: str, entries: str, row: str, cells: list[str]
) -> None:
    page.goto(f"{COMPARE}?type={kind}&ids={entries}")
    found = page.locator(".kb-table tr").filter(has=page.get_by_role("rowheader", name=row))
    expect(found.get_by_role("cell")).to_have_text(cells)


def test_lines_of_what_is_compared_break_as_in_the_pages(page: Page) -> None:
    page.goto(f"{COMPARE}?type=role&ids=R01.R02")
    expect(page.locator("[data-compare] tbody tr").first).to_be_visible()
    text = page.locator("[data-compare] table").text_content() or ""
    assert "Внутренний клиент\u00a0— заказчик" in text
    assert re.findall(rf"(?<![\w-])(?:{'|'.join(SHORT)}) |[ ][—–]", text) == []


def test_checklists_are_compared_by_what_they_ask_not_item_by_item(page: Page) -> None:
    page.goto(f"{COMPARE}?type=checklist&ids=C02.C03")
    found = page.locator(".kb-table tr").filter(
        has=page.get_by_role("rowheader", name="Сколько пунктов")
    )
    for text in found.get_by_role("cell").all_inner_texts():
        assert int(text) > 1


def test_only_differences_works_there_too(page: Page) -> None:
    page.goto(f"{COMPARE}?type=role&ids=R01.R02")
    expect(page.get_by_role("rowheader", name="На какой стороне")).to_be_visible()
    page.get_by_label("Только отличия").check()
    expect(page.get_by_role("rowheader", name="На какой стороне")).to_be_hidden()
    expect(page.get_by_role("rowheader", name="Коротко")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "chosen"),
    [("/glossary/sla/", "sla"), ("/en/roles/zakazchik/", "R01")],
)
def test_an_entry_leads_to_its_comparison(page: Page, address: str, chosen: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=re.compile("Сравнить с другой|Compare with another")).click()
    expect(page.locator("[name=entry]").first).to_have_value(chosen)
    assert page.url.partition("/comparisons/")[0].endswith("/en") == address.startswith("/en")


def test_an_entry_in_the_table_links_to_its_page(page: Page) -> None:
    page.goto(f"/en{COMPARE}?type=term&ids=sla.ola")
    page.locator(".kb-table thead a").first.click()
    expect(page).to_have_url(re.compile(r"/en/glossary/sla/$"))


def test_hostile_words_in_the_data_come_out_as_text(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)> **<b>x</b>** [a](javascript:alert(1)) `<i>`"
    escaped = r" 2\*2 и \[x\](y) \*да\*"

    def spoil(route: Route) -> None:
        records = route.fetch().json()
        records[0] |= {"title": hostile, "summary": hostile + escaped, "may": [hostile, hostile]}
        route.fulfill(body=json.dumps(records), content_type="application/json")

    page.route("**/data/roles.json", spoil)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{COMPARE}?type=role&ids=R01.R02")
    expect(page.locator(".kb-table caption")).to_contain_text("<img src=x onerror=alert(1)>")
    table = page.locator(".kb-table")
    expect(table.locator("img, b, i, td a")).to_have_count(0)
    expect(table.locator("td strong").first).to_have_text("<b>x</b>")
    expect(table.locator("td").first).to_contain_text("2*2 и [x](y) *да*")


def test_data_that_does_not_load_is_said(page: Page, complaints: list[str]) -> None:
    page.route("**/data/roles.json", lambda route: route.abort())
    page.goto(COMPARE)
    expect(page.locator("[data-compare] output")).to_contain_text("Данные не загрузились")
    page.goto(f"{COMPARE}?type=term&ids=sla.ola")
    expect(page.locator(".kb-table caption")).to_be_visible()
    page.get_by_label("Что сравнить").select_option("role")
    expect(page.locator("[data-compare] output")).to_contain_text("Данные не загрузились")
    expect(page.locator(".kb-table")).to_be_hidden()  # it compares what is no longer chosen
    expect(page.locator("[name=entry] option[value=sla]")).to_have_count(0)
    complaints.clear()  # the browser's own complaint about that file
