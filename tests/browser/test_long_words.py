"""A word that does not fit a phone is broken, wherever an editor has put it."""

import pytest
from playwright.sync_api import Page

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
    assert wide == [width] * len(ADDRESSES)
