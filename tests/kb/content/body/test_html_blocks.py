"""Markdown within raw HTML, as in other programs."""

import time

import pytest
from markdown import Markdown

from kb.content.body.html_blocks import NAME, add_to
from kb.language.text.conversion import convert
from tests.bakery import convert as page_of
from tests.bakery import page, tree


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<details>\n<summary>Ещё</summary>\n\n- **Раз**\n\n</details>", "//details//li/strong"),
        ("<details>\n<summary>Ещё</summary>\n\n```\n*a*\n```\n</details>", "//details//code"),
        ("<aside>\n💡 Раз\n\nДва **три**\n</aside>", "//aside/p/strong"),
        ('<div align="center">\n\n**Раз**\n\n</div>', "//div/p/strong"),
        ("<div>\n\n<div>\n\n*Раз*\n\n</div>\n</div>", "//div/div/p/em"),
        ("<table><tr>\n<td>\n\n- **Раз**\n\n</td></tr></table>", "//table//td//li/strong"),
        ("Слово\n<details><summary>А</summary>\n\n1. раз\n\n</details>", "//details/ol/li"),
    ],
)
def test_markdown_after_an_empty_line_in_raw_html_is_read(typed: str, shown: str) -> None:
    assert tree(convert(typed).html).xpath(shown)
    assert tree(page_of(page("ru/about/sources.md"), typed)).xpath(shown)


@pytest.mark.parametrize(
    "typed",
    [
        "<div>\n**Раз**\n</div>",  # no empty line
        "<div>\n\n    <p>Раз</p>\n\n</div>",  # tidy HTML must not become code
        "<div>\n<pre>\nраз\n\nдва *три*\n</pre>\n</div>",
        "<div>\n<!-- раз\n\nдва -->\n</div>",
        "<table>\n<tr><td>*Раз*</td></tr>\n</table>",
        "<div>\n\n<p>Раз *два*</p>\n\n</div>",
    ],
)
def test_other_raw_html_stays_as_it_is_typed(typed: str) -> None:
    assert convert(typed).html == typed


def test_a_tag_in_code_stays_as_it_is_typed() -> None:
    assert "<code>&lt;td&gt;</code>" in convert("`<tr>`, `<td>`\n\nраз\n\n`</td>`, `</tr>`").html


def test_an_element_that_says_how_to_read_it_is_left_alone() -> None:
    html = convert('<div markdown="span">\n\n- раз\n\n</div>').html
    assert "<li>" not in html


def test_an_element_that_is_not_closed_does_not_swallow_the_next() -> None:
    html = convert("<div>\n\n<details>\n\n*Раз*\n\n</details>\n\n</section>").html
    assert "*Раз*" in html  # `unclosed_tags` reports the unclosed one


def test_hostile_texts_take_no_time() -> None:
    md = Markdown()
    add_to(md)
    marking = md.preprocessors[NAME]
    begun = time.perf_counter()
    for text in (
        "<div>\n\nx\n\n",
        "<!-- \n\nx",
        "<pre \n\n",
        "</div>\n\nx",
        "\n\n<div ",
        "\n\n    ",
    ):
        marking.run((text * 5_000).split("\n"))
    assert time.perf_counter() - begun < 5
