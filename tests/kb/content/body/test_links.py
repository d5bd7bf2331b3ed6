"""Links in a field are found as Markdown finds them on a page."""

import pytest

from kb.content.body.links import ids_linked, links, without_links
from kb.render import element, inline_html

LINKS = [
    ("К шести, [бриф](T01) приложен.", "К шести, бриф приложен."),
    ("[бриф [черновик]](T01)", "бриф [черновик]"),
    ("[бриф [черновик [второй]]](T01)", "бриф [черновик [второй]]"),
    (r"[бриф \[черновик](T01)", r"бриф \[черновик"),
    ('[бриф](T01 "Записка (вторая)")', "бриф"),
    ("[бриф](<T01> 'Записка')", "бриф"),
    ("[бриф]( T01 )", "бриф"),
    ("[**бриф**](T01) и [ещё](T01)", "**бриф** и ещё"),
    ("[бриф](T01)[и договор](T02)", "бриф[и договор](T02)"),
]


@pytest.mark.parametrize("text", [text for text, _ in LINKS])
def test_a_link_is_what_markdown_takes_for_one(text: str) -> None:
    html = element(f"<p>{inline_html(text, lambda written: written)}</p>")
    assert [one.target for one in links(text)] == [one.get("href") for one in html.iter("a")]


@pytest.mark.parametrize(("text", "left"), LINKS)
def test_a_link_taken_out_leaves_its_words(text: str, left: str) -> None:
    assert without_links(text, {"T01"}) == left


@pytest.mark.parametrize(
    "text",
    [
        "бриф](T01)",
        "[бриф] (T01)",
        "[бриф](../templates/zapiska.md)",
        "[бриф](https://vektor.example/T01)",
        "[бриф](T01",
    ],
)
def test_anything_else_is_no_link_by_id(text: str) -> None:
    assert ids_linked(text) == set()
    assert without_links(text, {"T01"}) == text
