"""Pages on paper: printed as by Ctrl+P, and read back."""

import datetime
import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from kb.content.fields.structure import values
from kb.content.model import Role
from kb.edition import KnowledgeBase
from kb.render import inline_html
from kb.urls import address
from tests.audit import report
from tests.bakery import words
from tests.paper import A4, A4_ACROSS, A5, comparison, printed, solid
from tests.sites import ROOT, House, Site

pytestmark = pytest.mark.browser

SMALL = "/small"
SITE = "https://baza.example/klient/"

CODE = """() => {
  for (const place of document.querySelectorAll(".kb-role--page .kb-paper, .kb-pocket__head")) {
    place.insertAdjacentHTML("beforeend",
      '<svg class="kb-paper__code" viewBox="0 0 41 41"><path d="M4 4h33v33h-33z"/></svg>');
  }
}"""
"""The real site is built without an address, so without QR codes: this takes the same room."""

TALL = """() => document.querySelector("h1").insertAdjacentHTML("afterend",
  `<p><img width=300 height=1200
    src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 4"/>'></p>
  <p>Подпись.</p>`)"""

LOCALES = pytest.mark.parametrize("locale", ["ru", "en"])

Roles = dict[str, list[tuple[str, Role]]]


@pytest.fixture(scope="module")
def roles() -> Roles:
    """The roles of docs/ by language, each with its page's address."""
    base = KnowledgeBase.load(
        [ROOT / "docs"],
        locales=["ru", "en"],
        themes=[ROOT / "overrides"],
        shown_from=ROOT,
        today=datetime.date(2026, 11, 23),
    )
    return {
        locale: [
            (f"/{'' if locale == 'ru' else 'en/'}{address(one.path)}", one.entry)
            for one in base.edition(locale).documents
            if isinstance(one.entry, Role)
        ]
        for locale in ("ru", "en")
    }


def _fields(role: Role) -> list[str]:
    """Returns all texts of a card, as they are on paper; its summary is not, nor its `search`."""
    hidden = {"summary", "search"}
    texts = (text for at, text in values(role) if type(text) is str and at[0] not in hidden)
    return [solid(words(inline_html(text))) for text in texts]


# ------------------------------------------------------------------ a role's own page


@LOCALES
def test_every_role_is_one_sheet_with_all_its_words(page: Page, roles: Roles, locale: str) -> None:
    faults = []
    for at, role in roles[locale]:
        page.goto(at)
        page.evaluate(CODE)
        sheets = printed(page)
        if [sheet.size for sheet in sheets] != [A4]:
            faults.append(f"{at}: листов {len(sheets)}")
        text = solid(sheets[0].text)
        lost = [words for words in (*_fields(role), solid(at)) if words not in text]
        faults += [f"{at}: нет «{words}»" for words in lost]
    report(faults)


def test_a_role_fits_its_sheet_without_our_font_and_without_a_code(
    page: Page, roles: Roles, complaints: list[str]
) -> None:
    page.route("**/*.woff2", lambda route: route.abort())
    longest = sorted(roles["ru"], key=lambda one: -len("".join(_fields(one[1]))))
    for at, _ in longest[:4]:
        page.goto(at)
        assert len(printed(page)) == 1, at
        page.evaluate(CODE)
        assert len(printed(page)) == 1, at
    complaints[:] = [one for one in complaints if "ERR_FAILED" not in one]


# ------------------------------------------------------------------ cards to cut


LAYOUTS = {"a4-2": (A4_ACROSS, 2), "a4-4": (A4, 4), "a5": (A5, 1)}
PLACE = """() => [...document.querySelectorAll(".kb-pocket")].map((card) => {
  const own = card.getBoundingClientRect();
  const parts = [...card.querySelectorAll("*")].map((part) => part.getBoundingClientRect())
    .filter((one) => one.width);
  return {
    id: card.dataset.role,
    mm: own.height * 25.4 / 96,
    inside: parts.every((one) => one.right <= own.right + 1 && one.left >= own.left - 1
      && one.bottom <= own.bottom + 1),
    pt: Math.min(...[...card.querySelectorAll("p, li")].map(
      (part) => parseFloat(getComputedStyle(part).fontSize) * 0.75)),
  };
})"""
HEIGHT = {"a4-2": 210, "a4-4": 148.5, "a5": 210}
LEAST = {"a4-2": 7.5, "a4-4": 6.45, "a5": 7.5}


@pytest.mark.parametrize("layout", LAYOUTS)
@LOCALES
def test_every_card_stands_whole_in_its_place(
    page: Page, roles: Roles, locale: str, layout: str
) -> None:
    page.goto(f"/{'' if locale == 'ru' else 'en/'}roles/print/?layout={layout}")
    page.evaluate(CODE)
    size, places = LAYOUTS[layout]
    cards = [role for _, role in roles[locale]]
    sheets = printed(page)
    assert [sheet.size for sheet in sheets] == [size] * -(-len(cards) // places)
    for number, sheet in enumerate(sheets):
        text = solid(sheet.text)
        for role in cards[number * places : (number + 1) * places]:
            wanted = [*_fields(role), solid(role.summary)]
            assert [field for field in wanted if field not in text] == [], role.id

    page.emulate_media(media="print")
    for card in page.evaluate(PLACE):
        assert card["inside"], card
        assert card["mm"] <= HEIGHT[layout], card
        assert card["pt"] >= LEAST[layout], card


def test_the_address_chooses_the_cards_and_the_layout(page: Page) -> None:
    page.goto("/roles/print/?cards=R08.R01.R99&layout=a5")
    first, second = printed(page)
    assert first.size == A5
    assert solid("Внутренний клиент — заказчик") in solid(first.text)
    assert solid("Сотрудник — внутренний поставщик") in solid(second.text)


def test_a_choice_without_end_or_sense_shows_what_there_is(page: Page, roles: Roles) -> None:
    for query in ("?cards=&layout=poster", "?cards=R99", "?layout=toString"):
        page.goto(f"/roles/print/{query}")
        assert page.locator('[data-layout="a4-2"] .kb-sheet').count() == -(-len(roles["ru"]) // 2)


LENGTHEN = """(words) => {
  for (const list of document.querySelectorAll(".kb-pocket[data-role=R01] .kb-role__parts ul")) {
    list.insertAdjacentHTML("beforeend", `<li>${words.repeat(20)}</li>`.repeat(3));
  }
}"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_card_too_long_for_its_place_moves_the_others_and_shrinks_none(
    page: Page, roles: Roles, layout: str
) -> None:
    page.goto(f"/roles/print/?cards=R01.R02.R03.R08&layout={layout}")
    usual = printed(page)
    page.evaluate(LENGTHEN, "слово ")
    sheets = printed(page)
    assert len(sheets) > len(usual)
    # A browser makes a page smaller that is too wide.
    assert abs(sheets[0].rightmost - usual[0].rightmost) < 30
    whole = [solid(one.text) for one in sheets]
    for role in (role for _, role in roles["ru"] if role.id in ("R03", "R08")):
        assert any(all(one in sheet for one in _fields(role)) for sheet in whole), role.id


def test_without_scripts_all_cards_are_printed_two_a_sheet(
    new_context: CreateContextCallback, roles: Roles
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/roles/print/")
    sheets = printed(page)
    assert [sheet.size for sheet in sheets] == [A4_ACROSS] * -(-len(roles["ru"]) // 2)
    text = solid(sheets[0].text)
    assert solid("Как напечатать") not in text
    assert solid("Ctrl") not in text


# ------------------------------------------------------------------ every other page


PAGES = {
    "guide": "guides/prinyat-zapros/",
    "checklist": "checklists/priem-zaprosa/",
    "comparison": "comparisons/kanaly/",
    "template": "templates/brif-zaprosa/",
    "quiz": "quizzes/kto-klient/",
    "term": "glossary/sla/",
    "glossary": "glossary/",
    "sources": "about/sources/",
    "roles": "roles/",
    "home": "",
}


@pytest.mark.parametrize(
    ("locale", "kind"),
    [*(("", kind) for kind in PAGES), *(("en/", kind) for kind in ("guide", "quiz", "term"))],
)
def test_paper_has_the_text_and_nothing_of_the_screen(page: Page, locale: str, kind: str) -> None:
    page.goto(f"/{locale}{PAGES[kind]}")
    words = page.locator("article h1").evaluate("(h) => h.firstChild.textContent")
    headings = page.locator("article :is(h2, h3)").evaluate_all(
        "(all) => all.map((h) => h.firstChild.textContent).filter((text) => text.trim())"
    )
    navigation = page.locator(".md-sidebar .md-nav__link").evaluate_all(
        "(all) => all.map((one) => one.textContent.trim())"
    )
    footer = page.locator(".md-footer").inner_text()
    sheets = printed(page)
    assert {sheet.size for sheet in sheets} == {A4}
    assert all(solid(sheet.text) for sheet in sheets), "an empty page"
    text = solid("".join(sheet.text for sheet in sheets))
    assert solid(words) in text
    for unwanted in ("Поиск", "Search", "¶", footer):
        assert solid(unwanted) not in text
    assert not solid("".join(navigation)) or solid("".join(navigation)) not in text
    for sheet, following in pairwise(sheets):
        lines = [line for line in map(solid, sheet.text.splitlines()) if line]
        last = re.sub(r"\d+/\d+$", "", lines[-1]) or lines[-2]
        assert last not in map(solid, headings), (last, following.text[:80])


def test_a_dark_screen_prints_black_on_white(new_context: CreateContextCallback) -> None:
    page = new_context(color_scheme="dark").new_page()
    for kind in ("guide", "checklist", "comparison", "quiz", "term", "roles"):
        page.emulate_media(media="screen")
        page.goto(f"/{PAGES[kind]}")
        page.emulate_media(media="print")
        colours = page.locator(
            "article :is(p, li, td, th, h1, h2, h3, a, dt, dd):visible"
        ).evaluate_all("(all) => [...new Set(all.map((one) => getComputedStyle(one).color))]")
        for colour in colours:
            red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
            assert max(red, green, blue) <= 0x55, (kind, colour)
        grounds = page.evaluate(
            "[document.body, document.documentElement].map("
            "(one) => getComputedStyle(one).backgroundColor)"
        )
        assert set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, kind


@pytest.mark.parametrize(
    ("at", "text", "aside"),
    [
        ("/about/sources/", ".kb-source p:first-child", ".kb-source__meta"),
        ("/templates/brif-zaprosa/", "article p:not([class])", ".kb-field__hint"),
        ("/quizzes/kto-klient/", ".kb-question__text", ".kb-question h2"),
        ("/roles/", "article p:not([class])", ".kb-card__summary"),
    ],
)
def test_what_is_said_aside_is_no_larger_than_the_text(
    page: Page, at: str, text: str, aside: str
) -> None:
    page.goto(at)
    page.emulate_media(media="print")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    main, small = (page.locator(one).first.evaluate(size) for one in (text, aside))
    assert small < main


@pytest.mark.parametrize(
    ("at", "entry", "side"),
    [("/glossary/", "dl > div", "marginBottom"), ("/about/sources/", "dt", "marginTop")],
)
def test_long_lists_of_entries_are_set_close(page: Page, at: str, entry: str, side: str) -> None:
    """The glossary took twelve sheets instead of nine."""
    page.goto(at)
    page.emulate_media(media="print")
    gap, size = (
        page.locator(f"article {entry}").first.evaluate(
            "(one, name) => parseFloat(getComputedStyle(one)[name])", name
        )
        for name in (side, "fontSize")
    )
    assert gap < size


def test_a_wide_table_is_not_cut(page: Page) -> None:
    page.set_viewport_size({"width": 658, "height": 1000})  # the width of the text on A4
    page.emulate_media(media="print")
    for at in ("comparisons/kanaly/", "comparisons/tri-roli-vnutrennego-klienta/"):
        for locale in ("", "en/"):
            page.goto(f"/{locale}{at}")
            table, text = page.evaluate(
                "[document.querySelector('.kb-table').getBoundingClientRect().right,"
                " document.querySelector('article').getBoundingClientRect().right]"
            )
            assert table <= text + 1, at


def test_a_table_of_ones_own_is_printed_without_what_chose_it(page: Page) -> None:
    page.goto("/comparisons/compare/?type=role&ids=R01.R02")
    expect(page.locator("[data-compare] tbody tr").first).to_be_visible()
    text = solid("".join(sheet.text for sheet in printed(page)))
    assert "Сравнить" in text
    assert "Критерий" in text
    assert solid("Готовые таблицы") not in text
    page.evaluate("document.querySelector('[data-catalogue]').remove()")  # as on any other page
    assert solid("Готовые таблицы") in solid("".join(sheet.text for sheet in printed(page)))
    page.reload()
    page.locator("[name=entry]").nth(1).select_option("")  # too few are chosen for a table
    expect(page.locator("[data-compare] tbody tr").first).to_be_hidden()
    assert solid("Готовые таблицы") in solid("".join(sheet.text for sheet in printed(page)))


def test_a_line_that_announces_code_stays_on_its_sheet(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/about/first-change/")
    expect(page.locator("p:has(+ .highlight)").first).to_have_css("break-after", "avoid")


def test_the_answers_come_after_all_questions(page: Page) -> None:
    page.goto("/quizzes/kto-klient/")
    page.get_by_label("Покупатель").check()
    page.get_by_role("button", name="Проверить").first.click()
    text = solid("".join(sheet.text for sheet in printed(page)))
    questions = [text.index(f"Вопрос{n}") for n in range(1, 6)]
    answers = [text.index(f"{n}.Ответиобъяснение") for n in range(1, 6)]
    assert questions + answers == sorted(questions + answers)
    assert "Верно:Продавец" in text
    assert "Проверить" not in text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with an address of its own, and a page with all that a screen hides."""
    house = House.make(tmp_path_factory.mktemp("print"))
    house.edit("company.yml", "INHERIT: mkdocs.yml\n", f"INHERIT: mkdocs.yml\nsite_url: {SITE}\n")
    guide = """---
type: plain
title: Спрятанное
---

Внешняя [ссылка](https://example.org/raz), [своя](../roles/sklad.md) и [снова](https://example.org/raz).

[Кнопка](https://example.org/dva){ .md-button .md-button--primary }

```python hl_lines="1"
print("Код")
```

??? note "Подробности"

    Закрытый текст.

=== "Мука"

    Ржаная.

=== "Дрожжи"

    Сухие.

| Хлеб | Цена |
| --- | --- |
"""
    rows = "".join(f"| Каравай {n} | {n} |\n" for n in range(100, 160))
    house.write({f"docs/{one}/about/hidden.md": guide + rows for one in ("ru", "en")})
    sheet = "---\ntype: plain\ntitle: Печать\n---\n\n/// print-sheet | role\n///\n"
    house.write({f"docs/{one}/roles/print.md": sheet for one in ("ru", "en")})
    for name, key, word, columns in (("wide", "X07", WORD, 12), ("long", "X08", LONG, 4)):
        house.write({f"docs/ru/comparisons/{name}.md": comparison(key, [word] * columns)})
    house.write({"docs/ru/about/wide.md": "---\ntype: plain\ntitle: Вставка\n---\n\n" + SHOWN})
    for name, cells in TYPED.items():
        size = len(cells)
        lines = [["Столбец"] * size, ["---"] * size, [f"{it}{n}." for n, it in enumerate(cells)]]
        table = "".join(f"| {' | '.join(row)} |\n" for row in lines)
        front = "---\ntype: plain\ntitle: Таблица\n---\n\n"
        house.write({f"docs/ru/about/{name}.md": front + table})
    return house.built()


WORD, LONG = "согласованность", "трудновыговариваемыйдлиннейший" * 3
TYPED = {"typed-wide": [WORD] * 8, "typed-long": [WORD, *[LONG] * 4]}
SHOWN = "/// comparison | X07\n///\n"


def test_nothing_stays_closed(at_small: Page) -> None:
    at_small.goto(f"{SMALL}/about/hidden/")
    text = solid("".join(sheet.text for sheet in printed(at_small)))
    at = [text.index(solid(one)) for one in ("Закрытый текст", "Мука", "Ржаная", "Дрожжи", "Сухие")]
    assert at == sorted(at)


def test_addresses_outside_stand_at_the_end_and_on_no_screen(at_small: Page) -> None:
    at_small.goto(f"{SMALL}/about/hidden/")
    assert at_small.get_by_text("Адреса ссылок").is_hidden()
    text = solid("".join(sheet.text for sheet in printed(at_small)))
    assert "Внешняяссылка[1],своя" in text
    assert "снова[1]" in text
    assert "Кнопка[2]" in text
    assert text.count("https://example.org/raz") == 1
    assert text.index("https://example.org/raz") > text.index("Каравай159")


def test_code_and_buttons_of_a_dark_screen_are_printed_black_on_white(at_small: Page) -> None:
    at_small.emulate_media(color_scheme="dark", media="print")
    at_small.goto(f"{SMALL}/about/hidden/")
    for black in ("article a.md-button", ".hll .nb"):
        expect(at_small.locator(black)).to_have_css("color", "rgb(0, 0, 0)")
    expect(at_small.locator("article a.md-button")).to_have_css("border-style", "none")
    expect(at_small.locator(".hll")).to_have_css("background-color", "rgb(238, 238, 238)")


def test_the_name_of_a_tab_stays_with_its_text(at_small: Page) -> None:
    at_small.emulate_media(media="print")
    at_small.goto(f"{SMALL}/about/hidden/")
    expect(at_small.locator(".tabbed-labels > label").first).to_have_css("break-after", "avoid")


def test_a_table_has_its_head_on_every_sheet(at_small: Page) -> None:
    at_small.goto(f"{SMALL}/about/hidden/")
    sheets = [solid(sheet.text) for sheet in printed(at_small)]
    with_rows = [text for text in sheets if "Каравай" in text]
    assert len(with_rows) > 1
    assert all("ХлебЦена" in text for text in with_rows)


@pytest.mark.parametrize(
    ("at", "size", "cells"),
    [
        ("comparisons/wide/", A4_ACROSS, [f"{WORD}{n}." for n in range(12)]),
        ("about/wide/", A4, [f"{WORD}{n}." for n in range(12)]),
        ("comparisons/long/", A4, [f"{LONG}{n}." for n in range(4)]),
        ("about/typed-wide/", A4, [f"{WORD}{n}." for n in range(8)]),
        ("about/typed-long/", A4, [f"{LONG}{n}." for n in range(1, 5)]),
    ],
)
def test_a_table_of_many_columns_or_of_long_words_is_not_cut(
    at_small: Page, at: str, size: tuple[int, int], cells: list[str]
) -> None:
    at_small.goto(f"{SMALL}/{at}")
    (sheet,) = printed(at_small)
    assert sheet.size == size
    text = solid(sheet.text)
    assert [cell for cell in cells if cell not in text] == []


def test_a_picture_higher_than_a_sheet_is_printed_below_its_title(at_small: Page) -> None:
    at_small.goto(f"{SMALL}/about/sources/")
    at_small.evaluate(TALL)
    text = solid(printed(at_small)[0].text)
    assert "Источники" in text
    assert "Подпись." in text


def test_a_printed_card_leads_back_to_its_page(at_small: Page) -> None:
    at_small.goto(f"{SMALL}/en/roles/sklad/")
    shown = "baza.example/klient/en/roles/sklad/"
    code = at_small.locator(".kb-paper__code")
    assert code.is_hidden()
    assert code.get_attribute("role") == "img"
    assert (code.get_attribute("aria-label") or "").endswith(shown)
    (sheet,) = printed(at_small)
    assert shown in solid(sheet.text)

    at_small.goto(f"{SMALL}/en/roles/print/")
    assert at_small.locator(".kb-pocket .kb-paper__code").count() == 2
    assert shown in solid(printed(at_small)[0].text)
