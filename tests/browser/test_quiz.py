"""Quizzes as a reader uses them: choose, check, read why, see the score, try again."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sites import House, Site

pytestmark = pytest.mark.browser

CLIENT = "/quizzes/kto-klient/"  # Q01: five questions, the fourth with several answers
GUIDE = "/guides/kto-vash-klient/"  # shows Q01
SMALL = "/small"

STEPS = """---
id: Q02
type: quiz
title: По порядку
summary: Одна очередь.
questions:
  - id: steps
    type: order
    text: Что за чем?
    options:
      - text: А
        why: Раньше всех.
      - text: Б
        why: Потом.
      - text: В
        why: В конце.
---

Расставьте.
"""
"""The right order is also alphabetical."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with a question whose options are to be put in order."""
    house = House.make(tmp_path_factory.mktemp("quizzes"))
    for locale in ("ru", "en"):
        house.write({f"docs/{locale}/quizzes/po-poryadku.md": STEPS})
        guide = f"docs/{locale}/guides/kak-prosit.md"
        once = "/// checklist | C01\n///"
        house.edit(guide, once, "/// quiz | Q01\n///\n\n/// quiz | Q01\n///")
    return house.built()


@pytest.fixture
def ordering(at_small: Page) -> Page:
    at_small.goto(f"{SMALL}/quizzes/po-poryadku/")
    return at_small


def _question(page: Page, number: int) -> Locator:
    return page.locator("[data-question]").nth(number - 1)


def _choose(question: Locator, *options: str) -> None:
    for option in options:
        question.locator("label", has_text=option).click()


def _check(question: Locator) -> None:
    question.get_by_role("button", name="Проверить").click()


def _verdict(question: Locator) -> Locator:
    return question.locator(".kb-question__verdict")


def _shown(question: Locator) -> list[str]:
    return question.locator(".kb-question__options .kb-option").all_inner_texts()


# ------------------------------------------------------------------ choosing


def test_a_wrong_answer_is_explained_and_so_is_every_other(sized: Page) -> None:
    sized.goto(CLIENT)
    first = _question(sized, 1)
    expect(first.get_by_text("Ответ и объяснение")).to_be_hidden()
    _choose(first, "Покупатель")
    _check(first)
    expect(_verdict(first)).to_have_text("Неверно")
    expect(_verdict(first)).to_be_focused()
    expect(first.locator("li", has_text="ваш ответ")).to_contain_text("Неверно: Покупатель")
    expect(first.get_by_text("получит счёт в конце цепочки")).to_be_visible()
    expect(first.get_by_text("Он получает результат бухгалтера")).to_be_visible()
    expect(first.get_by_role("radio", name="Продавец")).to_be_disabled()
    expect(first.get_by_role("button", name="Проверить")).to_be_hidden()
    assert first.locator("[data-part=check]").bounding_box() is None  # it leaves no gap
    assert sized.evaluate("document.documentElement.scrollWidth") == sized.evaluate("innerWidth")


def test_a_right_answer_is_told(sized: Page) -> None:
    sized.goto(CLIENT)
    first = _question(sized, 1)
    _choose(first, "Продавец")
    _check(first)
    expect(_verdict(first)).to_have_text("Верно")
    expect(first.locator("li", has_text="ваш ответ")).to_contain_text("Верно: Продавец")


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (["Мама", "Сын"], "Верно"),
        (["Сын"], "Верно, но не всё"),
        (["Сын", "Маму"], "Неверно"),
        (["Мама", "Сын", "Маму"], "Неверно"),
    ],
)
def test_several_answers_must_all_be_found(page: Page, chosen: list[str], verdict: str) -> None:
    page.goto(CLIENT)
    fourth = _question(page, 4)
    _choose(fourth, *chosen)
    _check(fourth)
    expect(_verdict(fourth)).to_have_text(verdict)
    expect(fourth.get_by_text("ваш ответ")).to_have_count(len(chosen))


def test_right_and_wrong_are_told_by_a_sign_too(page: Page) -> None:
    page.goto(CLIENT)
    first = _question(page, 1)
    _choose(first, "Покупатель")
    _check(first)
    sign = "(element, which) => getComputedStyle(element, which).content.slice(1, 2)"
    options = first.locator(".kb-question__options > li")
    assert [one.evaluate(sign, "::after") for one in options.all()] == ["✓", "✕", "o"]
    assert _verdict(first).evaluate(sign, "::before") == "✕"


def test_nothing_chosen_is_no_answer(page: Page) -> None:
    page.goto(CLIENT)
    first = _question(page, 1)
    _check(first)
    expect(first.get_by_role("status")).to_have_text("Сначала выберите ответ.")
    expect(_verdict(first)).to_be_hidden()
    _choose(first, "Продавец")
    expect(first.get_by_role("status")).to_have_text("")


def test_the_score_comes_at_the_end_and_one_may_try_again(sized: Page) -> None:
    sized.goto(CLIENT)
    again = sized.get_by_role("button", name="Пройти ещё раз")
    for number, option in enumerate(
        ["Продавец", "Внешний клиент", "Утром", "Мама", "С конкретным"], start=1
    ):
        expect(again).to_be_hidden()
        _choose(_question(sized, number), option)
        _check(_question(sized, number))
    expect(sized.locator(".kb-quiz__score")).to_have_text("Верных ответов: 3 из 5")
    again.click()
    expect(sized.locator(".kb-quiz__score")).to_have_text("")
    expect(sized.get_by_role("radio", name="Продавец")).to_be_focused()
    expect(sized.locator("[data-quiz] input:checked")).to_have_count(0)
    expect(sized.locator(".kb-yours, .kb-question__verdict:visible")).to_have_count(0)
    expect(sized.locator("[data-quiz] details:visible")).to_have_count(0)


def test_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(CLIENT)
    first = _question(page, 1)
    first.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(first.get_by_role("radio", name="Покупатель")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(_verdict(first)).to_be_focused()
    for _ in range(10):  # past the explanation and its links
        if page.evaluate("document.activeElement.matches('[data-question=q2] input')"):
            break
        page.keyboard.press("Tab")
    expect(_question(page, 2).get_by_role("radio").first).to_be_focused()


def test_each_question_is_a_group_named_by_its_text(page: Page) -> None:
    page.goto(CLIENT)
    group = page.get_by_role("group", name="Фирма поставляет вам бумагу.")
    expect(group.get_by_role("radio")).to_have_count(3)
    several = page.get_by_role("group", name="В салоне связи дочь выбрала телефон")
    expect(several.get_by_role("checkbox")).to_have_count(3)


def test_nothing_is_kept_or_sent(page: Page) -> None:
    page.goto(GUIDE)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    _choose(_question(page, 1), "Продавец")
    _check(_question(page, 1))
    expect(_verdict(_question(page, 1))).to_be_visible()
    assert sent == []
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('quiz'))") == []
    page.reload()
    expect(_verdict(_question(page, 1))).to_be_hidden()


def test_the_same_quiz_twice_is_two_quizzes(ordering: Page) -> None:
    ordering.goto(f"{SMALL}/guides/kak-prosit/")
    one, other = ordering.locator("[data-quiz]").all()
    one.get_by_role("radio", name="Пекарь").check()
    other.get_by_role("radio", name="Склад").check()
    expect(one.get_by_role("radio", name="Пекарь")).to_be_checked()
    _check(other.locator("[data-question]").first)
    expect(_verdict(one.locator("[data-question]").first)).to_be_hidden()


def test_a_finger_can_hit_everything_at_360(ordering: Page) -> None:
    ordering.set_viewport_size({"width": 360, "height": 740})
    for address in (f"{SMALL}/quizzes/po-poryadku/", CLIENT):
        ordering.goto(address)
        for target in ordering.locator("[data-quiz] :is(label, button):visible").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
        assert ordering.evaluate("document.documentElement.scrollWidth") == 360


# ------------------------------------------------------------------ putting in order


def test_a_long_step_takes_the_width_of_a_phone(ordering: Page) -> None:
    ordering.set_viewport_size({"width": 360, "height": 740})
    wide = """(step) => step.querySelector(".kb-option").offsetWidth / step.offsetWidth > 0.9"""
    step, other = ordering.locator("[data-question] ol li").all()[:2]
    step.locator(".kb-option span").evaluate("(text) => text.append(' и ещё слово'.repeat(20))")
    assert step.evaluate(wide)
    assert not other.evaluate(wide)


def test_an_order_does_not_begin_right(ordering: Page) -> None:
    assert _shown(_question(ordering, 1)) == ["Б", "В", "А"]


def test_an_order_is_made_with_the_keyboard(ordering: Page) -> None:
    steps = _question(ordering, 1)
    steps.get_by_role("button", name="Выше: А").focus()
    ordering.keyboard.press("Enter")
    assert _shown(steps) == ["Б", "А", "В"]
    expect(steps.get_by_role("status")).to_have_text("А: место 2 из 3")
    expect(steps.get_by_role("button", name="Выше: А")).to_be_focused()
    ordering.keyboard.press("Enter")
    assert _shown(steps) == ["А", "Б", "В"]
    expect(steps.get_by_role("button", name="Выше: А")).to_be_disabled()
    expect(steps.get_by_role("button", name="Ниже: А")).to_be_focused()  # the focus is not lost
    _check(steps)
    expect(_verdict(steps)).to_have_text("Верно")
    expect(ordering.locator(".kb-quiz__score")).to_have_text("Верных ответов: 1 из 1")


def test_a_wrong_order_says_what_stood_where(ordering: Page) -> None:
    steps = _question(ordering, 1)
    steps.get_by_role("button", name="Ниже: Б").click()
    assert _shown(steps) == ["В", "Б", "А"]
    _check(steps)
    expect(_verdict(steps)).to_have_text("Неверно")
    expect(steps.locator("[data-answer]")).to_contain_text(
        ["А — у вас на месте 3", "Б", "В — у вас на месте 1"]
    )
    expect(steps.get_by_text("Б — у вас")).to_have_count(0)
    expect(steps.get_by_role("button", name="Выше: А")).to_be_disabled()
    ordering.get_by_role("button", name="Пройти ещё раз").click()
    assert _shown(steps) == ["Б", "В", "А"]
    expect(steps.get_by_role("button", name="Ниже: Б")).to_be_focused()


# ------------------------------------------------------------------ without a script


def test_without_a_script_the_answers_can_be_opened(scriptless: Page) -> None:
    scriptless.goto(CLIENT)
    first = _question(scriptless, 1)
    expect(first.get_by_text("Главный бухгалтер").first).to_be_visible()
    expect(scriptless.locator("[data-quiz] :is(input, button):visible")).to_have_count(0)
    first.locator("summary").click()
    expect(first.get_by_text("Он получает результат бухгалтера")).to_be_visible()
