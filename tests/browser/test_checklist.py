"""Checklists as a reader uses them: ticks that stay, go to a colleague and onto paper."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.sites import House, Site

pytestmark = pytest.mark.browser

INTAKE = "/checklists/priem-zaprosa/"  # C02: eight items in three groups
GUIDE = "/guides/prinyat-zapros/"  # shows C02
MINE = "/checklists/mine/"
KEY = "kb:checklist:C02"
SMALL = "/small"

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } })"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
"""As on a site without a certificate."""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); }"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library; its guide shows C01 twice and another list, too."""
    house = House.make(tmp_path_factory.mktemp("checklists"))
    for locale in ("ru", "en"):
        guide = f"docs/{locale}/guides/kak-prosit.md"
        once = "/// checklist | C01\n///"
        house.edit(guide, once, f"{once}\n\n{once}\n\n/// checklist | C02\n///")
        first = (house.folder / f"docs/{locale}/checklists/pered-prosboy.md").read_text("utf-8")
        second = first.replace("id: C01", "id: C02").replace("id: use", "id: why")
        house.write({f"docs/{locale}/checklists/vtoroy.md": second})
        mine = "---\ntype: plain\ntitle: Мои\n---\n\n/// my-checklists\n///\n"
        house.write({f"docs/{locale}/checklists/mine.md": mine})
    return house.built()


@pytest.fixture
def twice(at_small: Page) -> Page:
    at_small.goto(f"{SMALL}/guides/kak-prosit/")
    return at_small


def _box(page: Page | Locator, item: str) -> Locator:
    return page.locator(f'[data-item="{item}"] input')


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _progress(page: Page | Locator) -> Locator:
    return page.locator(".kb-checklist__progress output")


def _said(page: Page | Locator) -> Locator:
    return page.locator("[data-checklist] [role=status]")


def _stored(page: Page, key: str = KEY) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key) or "null")


def _store(context: BrowserContext, value: str) -> None:
    """Stores what an earlier visit would have left."""
    script = f"localStorage.getItem({KEY!r}) || localStorage.setItem({KEY!r}, {value!r})"
    context.add_init_script(script)


# ------------------------------------------------------------------ ticks


def test_ticks_survive_a_reload_and_stand_in_the_guide_and_in_english_too(sized: Page) -> None:
    sized.goto(INTAKE)
    sized.get_by_text("Узнал, кто ещё увидит результат.").click()
    _box(sized, "deadline").check()
    for address in (INTAKE, GUIDE, f"/en{INTAKE}"):
        sized.goto(address)
        expect(_box(sized, "user")).to_be_checked()
        expect(_box(sized, "deadline")).to_be_checked()
        expect(_box(sized, "heard")).not_to_be_checked()


def test_progress_is_shown_and_told(sized: Page) -> None:
    sized.goto(INTAKE)
    expect(_progress(sized)).to_have_text("Отмечено 0 из 8")
    expect(_progress(sized)).to_have_attribute("aria-live", "off")  # nobody has done anything
    boxes = sized.locator("[data-item] input")
    boxes.nth(0).check()
    expect(_progress(sized)).to_have_text("Отмечено 1 из 8")
    expect(_progress(sized)).to_have_attribute("aria-live", "polite")
    bar = sized.get_by_role("progressbar", name="Сколько отмечено")
    expect(bar).to_have_js_property("value", 1)
    expect(_progress(sized)).to_be_in_viewport()
    for n in range(1, 8):
        boxes.nth(n).check()
    expect(_progress(sized)).to_have_text("Всё отмечено: 8 из 8")


def test_reset_can_be_undone(sized: Page) -> None:
    sized.goto(INTAKE)
    _box(sized, "heard").check()
    _press(sized, "Снять отметки")
    expect(_box(sized, "heard")).not_to_be_checked()
    expect(_said(sized)).to_have_text("Отметки сняты.")
    assert _stored(sized) is None
    _press(sized, "Вернуть прежние")
    expect(_box(sized, "heard")).to_be_checked()
    expect(sized.get_by_role("button", name="Вернуть прежние")).to_be_hidden()
    sized.reload()
    expect(_box(sized, "heard")).to_be_checked()


def test_a_removed_item_is_forgotten_and_the_others_stay(page: Page) -> None:
    _store(page.context, '{"done": ["gone", "task"], "at": 5}')
    page.goto(INTAKE)
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")
    _box(page, "heard").check()
    assert _stored(page)["done"] == ["heard", "task"]


@pytest.mark.parametrize("value", ["", "oops", "null", "7", '"x"', '{"done": 1}', '{"done": [{}]}'])
def test_what_somebody_else_has_stored_is_no_obstacle(page: Page, value: str) -> None:
    _store(page.context, value)
    page.goto(INTAKE)
    expect(_progress(page)).to_have_text("Отмечено 0 из 8")
    _box(page, "task").check()
    assert _stored(page)["done"] == ["task"]


@pytest.mark.parametrize("obstacle", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_storage_the_list_works_and_says_what_will_be_lost(
    page: Page, obstacle: str
) -> None:
    page.add_init_script(obstacle)
    page.goto(INTAKE)
    expect(_said(page)).to_have_text("")
    _box(page, "heard").check()
    _box(page, "task").check()
    expect(_progress(page)).to_have_text("Отмечено 2 из 8")
    expect(_said(page)).to_have_text(re.compile("не сохранил отметки"))
    _press(page, "Снять отметки")
    expect(_progress(page)).to_have_text("Отмечено 0 из 8")


def test_two_tabs_stay_in_step(context: BrowserContext) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(INTAKE)
    other.goto(f"/en{INTAKE}")
    _box(one, "heard").check()
    expect(_box(other, "heard")).to_be_checked()
    _box(other, "task").check()
    expect(_progress(one)).to_have_text("Отмечено 2 из 8")
    _press(one, "Снять отметки")
    expect(_progress(other)).to_have_text("0 of 8 ticked")
    one.evaluate("localStorage.clear()")
    assert _stored(other) is None


def test_lists_on_one_page_are_in_step_with_themselves_only(twice: Page) -> None:
    first, second, another = twice.locator("[data-checklist]").all()
    _box(second, "date").check()
    expect(_box(first, "date")).to_be_checked()
    expect(_progress(first)).to_have_text("Отмечено 1 из 2")
    expect(_progress(first)).to_have_attribute("aria-live", "off")  # announced only once
    expect(_progress(another)).to_have_text("Отмечено 0 из 2")
    ids = twice.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(set(ids)) == sorted(ids)


# ------------------------------------------------------------------ to a colleague


def test_the_list_is_copied_as_text(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(INTAKE)
    _box(page, "task").check()
    linked = "one => (one.innerHTML += ' <a href=\"../../roles/\">Роли</a>')"
    page.locator("[data-item=task] .kb-item__text").evaluate(linked)
    _press(page, "Скопировать как текст")
    expect(_said(page)).to_have_text("Список скопирован.")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[:5] == [
        "Приём запроса",
        "",
        "Разговор",
        "☐ Выслушал до конца и не предложил решение раньше времени.",
        "☑ Спросил, что коллега будет делать с результатом и чем я могу помочь."
        f" Роли ({page.evaluate('location.origin')}/roles/)",
    ]
    assert lines[-1] == page.url


def test_a_link_shows_the_ticks_and_leaves_ones_own_alone(page: Page, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(GUIDE)
    _box(page, "heard").check()
    _box(page, "result").check()
    _press(page, "Скопировать ссылку с отметками")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"{INTAKE}#C02.heard.result")  # the list's own page

    colleague = browser.new_context().new_page()
    colleague.goto(link.partition("#")[0])
    _box(colleague, "user").check()
    colleague.goto(link)
    expect(_progress(colleague)).to_have_text("Отмечено 2 из 8")
    expect(colleague.get_by_text("Вы открыли ссылку с чужими отметками")).to_be_in_viewport()
    assert _stored(colleague)["done"] == ["user"]
    _press(colleague, "Показать мои")
    expect(_progress(colleague)).to_have_text("Отмечено 1 из 8")
    expect(_box(colleague, "user")).to_be_checked()
    assert "#" not in colleague.url
    colleague.context.close()


def test_shared_ticks_become_ones_own_when_taken_and_that_can_be_undone(page: Page) -> None:
    _store(page.context, '{"done": ["user"], "at": 5}')
    page.goto(f"{INTAKE}#C02.heard.result")
    _press(page, "Взять эти отметки себе")
    expect(_said(page)).to_have_text("Теперь это ваши отметки.")
    assert _stored(page)["done"] == ["heard", "result"]
    page.reload()
    expect(_progress(page)).to_have_text("Отмечено 2 из 8")
    expect(page.get_by_role("button", name="Показать мои")).to_be_hidden()


def test_a_tick_on_a_shared_list_takes_it_and_ones_own_can_be_brought_back(page: Page) -> None:
    _store(page.context, '{"done": ["user"], "at": 5}')
    page.goto(f"{INTAKE}#C02.heard.result")
    _box(page, "task").check()
    assert _stored(page)["done"] == ["heard", "task", "result"]
    _press(page, "Вернуть прежние")
    assert _stored(page)["done"] == ["user"]
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")


def test_a_link_followed_on_the_open_page_shows_its_ticks(page: Page) -> None:
    page.goto(INTAKE)
    page.evaluate("location.hash = '#C02.heard.no-such-item'")
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")
    page.evaluate("location.hash = '#C99.heard'")
    page.evaluate("location.hash = '#C02.%ZZ'")
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")
    assert _stored(page) is None


def test_a_link_with_ones_own_ticks_asks_nothing(page: Page) -> None:
    _store(page.context, '{"done": ["user"], "at": 5}')
    page.goto(f"{INTAKE}#C02.user")
    expect(_box(page, "user")).to_be_checked()
    expect(page.get_by_role("button", name="Показать мои")).to_be_hidden()


def test_copying_works_without_a_clipboard(page: Page) -> None:
    page.add_init_script(NO_CLIPBOARD)
    page.goto(INTAKE)
    page.evaluate("addEventListener('copy', ({ target }) => (window.copied = target.value))")
    _press(page, "Скопировать как текст")
    expect(_said(page)).to_have_text("Список скопирован.")
    assert page.evaluate("window.copied").startswith("Приём запроса\n\nРазговор\n☐ Выслушал")
    expect(page.get_by_role("button", name="Скопировать как текст")).to_be_focused()

    page.evaluate("document.execCommand = () => false")
    _press(page, "Скопировать ссылку с отметками")
    expect(_said(page)).to_have_text(re.compile("скопируйте его сами"))
    expect(page.get_by_label("Текст для копирования")).to_be_focused()
    expect(page.get_by_label("Текст для копирования")).to_have_value(page.url)


# ------------------------------------------------------------------ on paper


def test_every_list_is_one_sheet(page: Page, site: Site) -> None:
    page.add_init_script("window.print = () => {}")
    for entry in json.loads(site.file("data/checklists.json")):
        page.goto(f"/{entry['url']}")
        _press(page, "Напечатать")
        printed = page.pdf(format="A4")  # ends with `afterprint`
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, entry["url"]


def test_paper_shows_the_list_alone_with_ticks_or_without(page: Page) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(GUIDE)
    _box(page, "heard").check()
    page.emulate_media(media="print")
    tick = "box => getComputedStyle(box, '::before').content"
    for button, mark in (("Напечатать", '"✓"'), ("Напечатать без отметок", "none")):
        page.locator("button", has_text=re.compile(f"^{button}$")).dispatch_event("click")
        expect(page.get_by_role("heading", name="Приём запроса")).to_be_visible()
        expect(page.get_by_text("Самое важное часто говорят последним.")).to_be_visible()
        expect(page.locator("h1")).to_be_hidden()
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.get_by_role("progressbar")).to_have_count(0)
        assert _box(page, "heard").evaluate(tick) == mark
        page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()  # a page printed from the menu is whole


def test_a_list_on_its_own_page_is_printed_with_the_title_of_the_page(page: Page) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(INTAKE)
    _press(page, "Напечатать")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("heading", name="Если времени совсем мало")).to_be_hidden()


# ------------------------------------------------------------------ keyboard, touch, no script


def test_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(INTAKE)
    _box(page, "heard").focus()
    page.keyboard.press("Space")
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")
    reset = page.get_by_role("button", name="Снять отметки")
    for _ in range(40):
        page.keyboard.press("Tab")
        if reset.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(_progress(page)).to_have_text("Отмечено 0 из 8")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Вернуть прежние")).to_be_focused()
    page.keyboard.press("Enter")
    expect(_progress(page)).to_have_text("Отмечено 1 из 8")
    expect(reset).to_be_focused()


def test_what_has_the_focus_is_not_behind_the_progress(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(INTAKE)
    page.locator("[data-item] input").first.check()
    page.get_by_role("button", name="Снять отметки").click()  # two lines more
    for item in page.locator("[data-item] :is(input, a), .md-top").all():
        item.focus()
        box, bar = item.bounding_box(), page.locator(".kb-checklist__progress").bounding_box()
        assert box is not None
        assert bar is not None
        assert box["y"] + box["height"] <= bar["y"]


def test_a_finger_can_hit_everything_at_360(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{INTAKE}#C02.heard")
    for target in page.locator(".kb-item__line, [data-checklist] button:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_a_script_there_are_plain_boxes(scriptless: Page) -> None:
    scriptless.goto(INTAKE)
    scriptless.get_by_text("Узнал, кто ещё увидит результат.").click()
    expect(_box(scriptless, "user")).to_be_checked()
    expect(scriptless.locator("[data-checklist] button:visible")).to_have_count(0)
    expect(scriptless.locator("[data-checklist] progress")).to_be_hidden()


# ------------------------------------------------------------------ «Мои чек-листы»


def test_begun_lists_are_collected(sized: Page) -> None:
    sized.goto(MINE)
    expect(sized.get_by_text("вы ещё ничего не отметили")).to_be_visible()
    sized.goto(INTAKE)
    _box(sized, "heard").check()
    sized.goto("/checklists/peredacha-rezultata/")
    sized.locator("[data-item] input").first.check()
    sized.get_by_role("link", name="Мои чек-листы").last.click()
    titles = sized.locator(".kb-mine__title")
    expect(titles).to_have_text(["Передача результата внутреннему клиенту", "Приём запроса"])
    first = sized.locator(".kb-mine__list").last
    expect(first).to_contain_text("Отмечено 1 из 8")
    expect(first.locator("time")).to_contain_text(re.compile(r"\d{1,2} \S+ \d{4}"))
    assert sized.evaluate("document.documentElement.scrollWidth") == sized.evaluate("innerWidth")
    sized.get_by_role("link", name="Продолжить: Приём запроса").click()
    expect(_box(sized, "heard")).to_be_checked()


def test_a_list_is_forgotten_and_brought_back(page: Page) -> None:
    _store(page.context, '{"done": ["heard", "gone"], "at": 1795435200000}')
    page.goto(f"/en{MINE}")
    expect(page.locator(".kb-mine__list")).to_contain_text("1 of 8 ticked")
    time = page.locator(".kb-mine__list time")
    expect(time).to_contain_text("23 November 2026 at")
    page.get_by_role("button", name="Forget: Taking a request").click()
    expect(page.locator(".kb-mine__list")).to_have_count(0)
    expect(page.get_by_text("“Taking a request” is forgotten.")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(time).to_have_attribute("datetime", "2026-11-23T12:00:00.000Z")
    expect(page.get_by_role("button", name="Bring it back")).to_be_hidden()


def test_my_lists_follow_another_tab(context: BrowserContext) -> None:
    mine, work = context.new_page(), context.new_page()
    mine.goto(MINE)
    work.goto(INTAKE)
    _box(work, "heard").check()
    expect(mine.locator(".kb-mine__list")).to_contain_text("Отмечено 1 из 8")

    forget = mine.get_by_role("button", name="Забыть: Приём запроса")
    forget.focus()
    _box(work, "task").check()
    expect(mine.locator(".kb-mine__list")).to_contain_text("Отмечено 2 из 8")
    expect(forget).to_be_focused()
    work.get_by_role("button", name="Снять отметки").click()
    expect(mine.locator(".kb-mine__list")).to_have_count(0)
    expect(mine.locator("[data-my-checklists]")).to_be_focused()


def test_my_lists_say_what_is_the_matter(
    page: Page, scriptless: Page, complaints: list[str]
) -> None:
    scriptless.goto(MINE)
    expect(scriptless.get_by_text("нужен JavaScript")).to_be_visible()
    page.route("**/data/checklists.json", lambda route: route.abort())
    page.goto(MINE)
    expect(page.get_by_text("не загрузился")).to_be_visible()
    complaints.clear()
    page.unroute("**/data/checklists.json")
    page.add_init_script(FORBIDDEN)
    page.goto(MINE)
    expect(page.get_by_text("Браузер запретил хранить отметки")).to_be_visible()
