"""What the sanitizer leaves of the HTML and the attributes that an editor has typed."""

import pytest
from lxml import html

from tests.bakery import convert, page
from tests.sites import ROOT


def _kept(typed: str) -> html.HtmlElement:
    made = convert(page("ru/about/sources.md"), typed)
    return html.fragment_fromstring(made, create_parent="main")


@pytest.mark.parametrize(
    "typed",
    [
        '<div data-md-component="announce" data-own="1">да</div>',
        '<div DATA-MD-COMPONENT="announce" data-own="1">да</div>',
        'Вот <b data-md-toggle="search" data-own="1">да</b>.',
        "да\n{: data-md-component=announce data-own=1 }",
    ],
)
def test_no_attribute_makes_an_element_a_part_of_the_theme(typed: str) -> None:
    (element,) = _kept(typed).xpath(".//*[text()='да']")
    assert dict(element.attrib) == {"data-own": "1"}


@pytest.mark.parametrize(
    ("srcset", "stays"),
    [
        ("a.png", True),
        ("a.png 480w, ../b,c.png 800w", True),
        (" a.png 1x,\tb.png 2.5x ", True),
        ("a.png, https://a.example/b.png 2x", False),
        ("a.png 1x, //a.example/b.png 2x", False),
        ("a.png 1x, &#47;/a.example/b.png 2x", False),
        ("data:image/png;base64,AAAA 1x", False),
        ("javascript:alert(1) 1x", False),
        ("a.png 1x b.png 2x", False),
        ("a.png large", False),
        (",", False),
        ("", False),
    ],
)
def test_several_pictures_for_one_are_all_our_own(srcset: str, stays: bool) -> None:
    kept = _kept(f'<img src="x.png" alt="" sizes="100vw" srcset="{srcset}">')
    (picture,) = kept.xpath(".//img[@src='x.png'][@sizes]")
    assert ("srcset" in picture.attrib) == stays


@pytest.mark.parametrize(
    ("typed", "what", "classes"),
    [
        ("| а |\n|---:|\n| 1 |", "th", "kb-align-right"),
        ("| а |\n|---:|\n| 1 |", "td", "kb-align-right"),
        ("| а |\n|:-:|\n| 1 |", "td", "kb-align-center"),
        ('<p STYLE="text-align:center" CLASS="own">а</p>', "p", "own kb-align-center"),
        ('<p style="color: red; text-align: center">а</p>', "p", None),
        ('<table style="text-align: center"><tr><td>1</td></tr></table>', "table", None),
        ("| а |\n|---|\n| 1 |", "td", None),
    ],
)
def test_alignment_is_a_class_since_servers_forbid_styles_in_attributes(
    typed: str, what: str, classes: str | None
) -> None:
    (element,) = _kept(typed).xpath(f".//{what}")
    assert dict(element.attrib) == ({"class": classes} if classes else {})
    for sheet in ("css/kb.css", "paper/handbook.css"):
        styles = (ROOT / "overrides/assets" / sheet).read_text("utf-8")
        assert not classes or f".{classes.split()[-1]} {{ text-align:" in styles


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_a_text_may_hold_boxes(kind: str) -> None:
    (box,) = _kept(f"<input type={kind} disabled> да").xpath(".//input")
    assert box.get("type") == kind


@pytest.mark.parametrize(
    "field",
    [
        "<input type=image src=../x.png>",
        "<input type=submit value=Войти>",
        '<p><input TYPE="password" name="word"></p>',
        "<input type='text'\n>",
        "<input>",
    ],
)
def test_no_text_asks_for_anything_else(field: str) -> None:
    kept = _kept(field)
    assert kept.xpath(".//input") == []
    assert "<input" in kept.text_content(), "shown as it was typed"
