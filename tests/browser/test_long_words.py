"""A word that does not fit a phone is broken, wherever an editor has put it."""

import pytest
from playwright.sync_api import Page, expect

from tests.sites import House, Site

pytestmark = [pytest.mark.site, pytest.mark.browser]

LONG = "https://portal.example.org/" + "dlinnyyadres" * 9
BODY = f"""
{LONG}

<pre>{LONG} {LONG}</pre>

<table class="exported"><tr><td>{LONG}</td><td>{LONG}</td></tr></table>

/// print-sheet | role
///
"""
PLACES = {
    "docs/ru/checklists/pered-prosboy.md": "Назвал день и час",
    "docs/ru/quizzes/kto-prosit.md": "Пекарь пишет складу",
    "docs/ru/glossary/sla.md": "Обещание склада",
}
ADDRESSES = (
    "about/long",
    "checklists/pered-prosboy",
    "quizzes/kto-prosit",
    "glossary/sla",
    "glossary",
    "comparisons/tri-roli",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    house = House.make(tmp_path_factory.mktemp("long"))
    for path, words in PLACES.items():
        house.edit(path, words, f"{LONG} {words}")
    house.edit("docs/ru/quizzes/kto-prosit.md", "text: Склад\n", f"text: {LONG}\n")
    house.edit("docs/ru/roles/sklad.md", "title: Склад\n", f"title: {LONG[:200]}\n")
    table = house.read("docs/ru/comparisons/dve-roli.md").replace("id: X01", "id: X07")
    table = table.replace(
        "    ref: R02\n", f"    ref: R02\n  - id: third\n    title: {LONG}\n    ref: R02\n"
    )
    table = table.replace("      requester: 'Да", "      third: Нет\n      requester: 'Да")
    house.write({"docs/ru/comparisons/tri-roli.md": table})
    house.edit("docs/ru/glossary/sla.md", "abbr: SLA", f"abbr: SLA\nowner: {LONG}")
    house.write({"docs/ru/about/long.md": f"---\ntype: plain\ntitle: Длинное\n---\n{BODY}"})
    built = house.build(strict=False)
    assert built.code == 0, built.log
    return built


@pytest.mark.usefixtures("at_small")
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_wider_than_the_window(page: Page, base_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for address in ADDRESSES:
        page.goto(f"{base_url}/small/{address}/")
        wide.append(page.evaluate("document.documentElement.scrollWidth"))
        cut = page.locator(".md-nav .md-ellipsis").evaluate_all(
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length"
        )
        assert cut == 0, "a name in the menu"
    assert wide == [width] * len(ADDRESSES)


_LIKE_A_COMPANY = """
() => {
  const tabs = document.querySelector(".md-tabs__list");
  for (const one of [...tabs.children]) {
    const more = one.cloneNode(true);
    more.querySelector("a").prepend("Охрана труда и промышленная безопасность ");
    tabs.append(more);
  }
  const links = document.createElement("ul");
  links.className = "kb-brand-links";
  links.innerHTML = "<li><a href='/'>Портал</a></li>";
  document.querySelector(".md-copyright").append(links);
}
"""


def test_all_tabs_of_a_company_are_in_sight_and_its_links_in_line(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/about/")
    page.evaluate(_LIKE_A_COMPANY)
    tabs = page.locator(".md-tabs__list")
    assert tabs.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    expect(tabs.locator("a", has_text="О базе").first).to_be_in_viewport(ratio=1)
    for name in ("Роли", "О базе"):  # only long names are cut
        short = tabs.get_by_role("link", name=name, exact=True)
        assert short.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    link, line = page.locator(".kb-brand-links a"), page.locator(".md-copyright__highlight")
    assert link.bounding_box()["x"] == line.bounding_box()["x"]  # type: ignore[index]
    expect(page.locator(".kb-brand-links li")).to_have_css("list-style-type", "none")
