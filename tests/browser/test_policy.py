"""The site in a browser under deploy/nginx's content policy: nothing that readers do breaks it.

The server of all browser tests sends this policy, and any violation fails the test.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.nginx import policy

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_pages_are_used_under_the_strict_policy(page: Page, start: str) -> None:
    answer = page.goto(start)
    assert answer is not None
    assert answer.header_value("content-security-policy") == policy()
    page.click("[data-md-component=palette] label:visible")
    page.goto(f"{start}guides/prinyat-zapros/")
    page.locator("article a[data-term]").first.hover()
    expect(page.locator(".kb-card-term")).to_be_visible()
    page.goto(f"{start}checklists/pered-zaprosom/")
    page.locator("[data-item] input[type=checkbox]").first.check()
    for folder in ("comparisons/compare", "roles", "templates/brif-zaprosa", "roles/print"):
        page.goto(f"{start}{folder}/")
        page.wait_for_load_state()


def test_the_policy_is_in_force(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=\"x\">!</b>')")
    expect(page.locator("b[onclick]")).to_be_attached()
    (refused,) = complaints
    assert "script-src" in refused
    complaints.clear()


def test_a_whole_visit_breaks_no_policy(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    for _ in range(3):  # light, dark, as in the system
        page.click("[data-md-component=palette] label:visible")

    page.keyboard.press("/")
    page.keyboard.type("внутренний клиент")
    result = page.locator("[data-search-result]").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("article mark, h1").first).to_be_visible()

    page.goto("/guides/prinyat-zapros/")
    page.locator("article a[data-term]").first.hover()
    expect(page.locator(".kb-card-term")).to_be_visible()
    page.click(".md-select summary")
    page.click(".md-select a[hreflang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.goto("/checklists/priem-zaprosa/")
    page.check("[data-item] input >> nth=0")
    page.click("[data-do=text]")
    page.goto("/checklists/mine/")
    expect(page.locator("article progress").first).to_be_visible()

    page.goto("/comparisons/kanaly/")
    page.uncheck("[name=subject] >> nth=0")
    page.check("[name=differences]")
    page.goto("/comparisons/compare/?type=role&ids=R01.R02")
    expect(page.locator("table tbody tr").first).to_be_visible()

    page.goto("/quizzes/kto-klient/")
    page.click("[data-question] label >> nth=0")
    page.click("[data-part=check] button >> nth=0")
    expect(page.locator("[data-part=verdict]").first).to_be_visible()

    page.goto("/templates/brif-zaprosa/")
    page.fill("article textarea >> nth=0", "К пятнице")
    with page.expect_download():
        page.click("[data-do=word]")

    page.goto("/glossary/")
    page.fill("article [name=query]", "соглашение")
    page.goto("/roles/")
    page.select_option("article select >> nth=0", index=1)

    page.goto("/roles/print/")
    page.evaluate("window.print = () => (window.printed = true)")
    page.click("[data-do=none]")
    page.check("[name=card] >> nth=0")
    page.click("[data-do=print]")
    assert page.evaluate("window.printed")
