"""The site from a disk, as from a USB stick: no server, the browser opens files."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from kb.cli import main
from kb.handbook.pages import read
from tests.sites import LIBRARY, SMALL_NAV, House, Site

pytestmark = [pytest.mark.site, pytest.mark.browser]

LISTS = """---
type: plain
title: Ещё
---

/// compare
///

/// my-checklists
///

/// print-sheet | role
///
"""


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Site:
    house = House.make(tmp_path_factory.mktemp("offline"))
    house.write(
        {"company.yml": "INHERIT: offline.yml\n" + SMALL_NAV, "docs/ru/glossary/more.md": LISTS}
    )
    house.edit("company.yml", "index.md, term]", "index.md, glossary/more.md, term]")
    site = house.build()
    assert site.code == 0, site.log
    return site


@pytest.fixture
def origin(offline: Site) -> str:
    """In place of a server's address: a request to anywhere else is a fault."""
    return offline.folder.as_uri()


def test_every_page_opens_without_a_complaint(page: Page, offline: Site, origin: str) -> None:
    opened = 0
    for at in offline.content:
        page.goto(origin + at.removesuffix("/") + ("/index.html" if at.endswith("/") else ""))
        expect(page.locator("h1").first).to_be_visible()
        opened += 1
    assert opened >= 25
    assert offline.broken_links() == []


def test_what_is_made_from_the_site_knows_that_its_addresses_are_files(
    offline: Site, tmp_path: Path
) -> None:
    pages = json.loads(offline.file("data/pages.json"))
    assert all((offline.folder / one["url"]).is_file() for one in pages)
    book, _ = read(offline.folder)
    assert {"", "glossary/", "roles/zakazchik.html"} <= {one.address for one in book.pages}
    assert [one.address for one in book.pages if one.is_index] == ["", "glossary/"]
    plan = tmp_path / "plan.yml"
    plan.write_text("id: k\ntitle: {ru: К}\npages: [G01, R01]\nquiz: Q01\nmastery: 60\n", "utf-8")
    places = ["--docs", str(LIBRARY), "--site", str(offline.folder), "--out", str(tmp_path)]
    done = CliRunner().invoke(main, ["course", str(plan), *places])
    assert done.exit_code == 0, done.output
    assert "k-ru.zip" in done.output


def test_links_lead_from_page_to_page_and_language_to_language(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.locator("article a[href*='zakazchik']").first.click()
    expect(page.locator("h1")).to_contain_text("Заказчик")
    page.goto(page.evaluate("document.querySelector('a[hreflang=en]').href"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/en/roles/zakazchik.html")
    page.goto(page.evaluate("document.querySelector('a.md-logo').href"))
    assert page.url.endswith("/en/index.html")


def test_search_finds_russian_words_by_their_beginning(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.keyboard.press("f")
    page.locator("[data-search-input]").fill("заказч")
    page.keyboard.press("End")  # the theme waits for a key; Playwright types Cyrillic without one
    expect(page.locator(".md-search-result__link").first).to_contain_text("Заказчик")
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("h1")).to_contain_text("Заказчик")


def test_a_checklist_remembers_and_a_quiz_answers(page: Page, origin: str) -> None:
    page.goto(f"{origin}/checklists/pered-prosboy.html")
    page.locator("[data-item] input").first.check()
    page.reload()
    expect(page.locator("[data-item] input").first).to_be_checked()
    page.goto(f"{origin}/quizzes/kto-prosit.html")
    page.locator("[data-question] input").first.check()
    page.locator("[data-question] button:visible").first.click()
    expect(page.locator("[data-question]").first).to_contain_text(re.compile("Верно|Неверно"))


def test_what_needs_data_says_that_a_disk_has_none(page: Page, origin: str) -> None:
    page.goto(f"{origin}/glossary/more.html")
    expect(page.locator("[data-compare] [data-without]")).to_contain_text("не с диска")
    expect(page.locator("[data-my-checklists] [data-without]")).to_contain_text("не с диска")
