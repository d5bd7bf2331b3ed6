"""Addresses for print: numbers at the links that leave the site, and a list at the end."""

import dataclasses

from kb.edition import SiteSettings
from tests.bakery import bakery, convert, page, tree

TEXT = """
[Раз](https://example.org/a?b=1&c=2), [два](http://example.org/), [снова](https://example.org/a?b=1&c=2).
<https://example.net/>, [example.net](https://example.net/), [рядом](sources.md), [часть](#x),
[письмо](mailto:a@b.example), [роль](https://baza.example/klient/roles/sklad/).
"""


def test_links_that_lead_out_are_numbered_and_listed_once() -> None:
    root = tree(convert(page("ru/about/sources.md"), TEXT))
    assert [(a.text, a.get("data-note")) for a in root.xpath("//a[@data-note]")] == [
        ("Раз", "1"),
        ("два", "2"),
        ("снова", "1"),
        ("роль", "3"),
    ]
    (section,) = root.xpath("//*[@class='kb-addresses']")
    assert section.get("hidden") is not None
    assert section.get("data-search-exclude") is not None
    assert [item.text for item in section.xpath("ol/li")] == [
        "https://example.org/a?b=1&c=2",
        "http://example.org/",
        "https://baza.example/klient/roles/sklad/",
    ]


def test_links_typed_as_html_are_numbered_in_their_place() -> None:
    typed = """
Вот <a href="https://example.org/b">*раз*</a>, [два](https://example.org/c), <b>и</b>
<a href='https://example.net/'>example.net</a>, <a href="sources.md">рядом</a>.

<p><a href="https://example.org/d?a=1&amp;b=2">три <i>и</i></a>,
<a href="https://example.net/x">https://example.net/x</a></p>

- [снова](https://example.org/b)
"""
    root = tree(convert(page("ru/about/sources.md"), typed))
    assert [(words, a.get("data-note")) for a in root.xpath("//a") for words in a.itertext()] == [
        ("раз", "1"),
        ("два", "2"),
        ("example.net", None),
        ("рядом", None),
        ("три ", "3"),
        ("и", "3"),
        ("https://example.net/x", None),
        ("снова", "1"),
    ]
    assert root.xpath("//*[@class='kb-addresses']/ol/li/text()") == [
        "https://example.org/b",
        "https://example.org/c",
        "https://example.org/d?a=1&b=2",
    ]


def test_our_own_pages_are_not_outside() -> None:
    settings = SiteSettings(address="https://baza.example/klient/")
    site = dataclasses.replace(bakery(), settings=settings, _editions={})
    root = tree(convert(page("ru/about/sources.md", site.edition("ru")), TEXT))
    assert [a.text for a in root.xpath("//a[@data-note]")] == ["Раз", "два", "снова"]


def test_a_page_without_such_links_has_no_list() -> None:
    assert "kb-addresses" not in convert(page("ru/about/sources.md"), "[рядом](sources.md)")
