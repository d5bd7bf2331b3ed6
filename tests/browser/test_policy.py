"""The site in a browser under the headers of deploy/nginx: nothing that readers do breaks them."""

import pytest
from playwright.sync_api import Page, expect

from tests.nginx import Nginx, policy

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def base_url(nginx: Nginx) -> str:
    """nginx, and not the other browser tests' server; the guard fails at the first violation."""
    return nginx.url


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
