"""The site behind nginx, as deploy/nginx sets it up."""

import pytest

from tests.nginx import Nginx, policy

pytestmark = pytest.mark.site

ENGLISH = "en-GB,en;q=0.9,ru;q=0.8"


def test_a_page_is_served_with_the_security_headers(nginx: Nginx) -> None:
    page = nginx.get("/roles/zakazchik/")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"] == policy()
    assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("wanted", "english"),
    [
        ("", False),
        ("*", False),
        ("de", False),
        ("ru", False),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", False),
        ("uk,ru;q=0.9,en;q=0.9", False),
        ("be", False),
        ("en;q=0", False),
        ("en;q=0.000", False),
        ("ru;q=1.0,en", False),
        ("ru;q=0.85, en;q=0.8", False),
        ("x-en, ru", False),
        ("enm, ru;q=0.1", False),
        ("en", True),
        ("EN-us", True),
        (ENGLISH, True),
        ("de, en;q=0.5", True),
        ("ru;q=0.8, en;q=0.85", True),
        ("ru;q=0.85, en;q=0.9", True),
        ("ru;q=0.999, en;q=1", True),
        ("en;q=0.1, en-GB, ru;q=0.9", True),
        ("ru;q=0, en;q=0.001", True),
        ("en;q=0.9, ru;q=0.9", True),
        ("en, ru", True),
    ],
)
def test_first_visitor_of_the_root_gets_the_language_that_suits(
    nginx: Nginx, wanted: str, english: bool
) -> None:
    home = nginx.get("/?q=%D1%8F", accept_language=wanted)
    got = (home.status, home.headers["Location"])
    assert got == ((302, "/en/?q=%D1%8F") if english else (200, None))
