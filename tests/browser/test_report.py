"""The report page, as an editor uses it; nobody else sees it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sites import House, Site, build

pytestmark = [pytest.mark.site, pytest.mark.browser]

REPORT = "---\ntype: plain\ntitle: Кристаллооптика\n---\n\n/// report\n///\n"
PUBLISHED = "\nextra: {report: true}\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The small library with a report page, in Russian only."""
    house = House.make(tmp_path_factory.mktemp("report"))
    house.edit("company.yml", "  - О базе: [about/sources.md]", "  - О базе: [plain]")
    house.edit("docs/ru/glossary/sla.md", "abbr: SLA", "abbr: SLA\nreviewed: 2020-06-01")
    house.write({"docs/ru/about/report.md": REPORT})
    return house


@pytest.fixture(scope="module")
def small(house: House) -> Site:
    text = (house.folder / "company.yml").read_text("utf-8")
    house.write({"company.yml": text + PUBLISHED})
    built = house.build()
    house.write({"company.yml": text})
    assert built.code == 0, built.log
    return built


def test_it_is_in_no_site_unless_that_is_switched_on(house: House, tmp_path: Path) -> None:
    built = build(tmp_path / "site", config=house.folder / "company.yml")
    assert built.code == 0, built.log
    assert built.warnings == []
    for path in built.folder.rglob("*"):
        assert not path.is_file() or "Кристаллооптика".encode() not in path.read_bytes(), path
    assert built.broken_links() == []


def test_it_is_a_plain_table_without_scripts(small: Site) -> None:
    for at in ("/about/report/", "/en/about/report/"):
        (table,) = small.page(at).xpath("//*[@data-report]//table")
        assert len(table.xpath("./thead/tr/th[@scope='col']")) == 13
        assert len(table.xpath("./tbody/tr/th[@scope='row']//a")) == 13
        assert small.page(at).xpath("//*[@data-report]//form/@hidden")
    assert small.broken_links() == []


@pytest.mark.usefixtures("at_small")
def test_an_editor_sorts_and_filters(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/small/about/report/")
    rows = page.locator("[data-report] tbody tr:visible")
    expect(rows).to_have_count(13)
    words = page.get_by_role("columnheader", name="Слов", exact=True)
    words.get_by_role("button").click()
    expect(words).to_have_attribute("aria-sort", "ascending")
    words.get_by_role("button").press("Enter")
    expect(words).to_have_attribute("aria-sort", "descending")
    figures = [int(text) for text in page.locator("tbody td:nth-child(10)").all_inner_texts()]
    assert figures == sorted(figures, reverse=True)
    due = page.get_by_role("columnheader", name="Срок", exact=True)
    due.get_by_role("button").click()
    expect(words).not_to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("2021-06-01")
    page.get_by_label("Что требует внимания").select_option(label="срок прошёл")
    expect(rows).to_have_count(1)
    expect(page.locator("[data-report] output")).to_have_text("Показано: 1 из 13")
    page.get_by_label("Что требует внимания").select_option(label="все страницы")
    page.get_by_label("Тип").select_option("role")
    expect(rows).to_have_count(2)
    page.get_by_label("Найти по названию").fill("скла")
    expect(rows).to_have_count(1)


@pytest.mark.usefixtures("at_small")
def test_the_table_scrolls_in_its_box(sized: Page, base_url: str) -> None:
    sized.goto(f"{base_url}/small/about/report/")
    expect(sized.locator("[data-report] form")).to_be_visible()
    width = sized.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
