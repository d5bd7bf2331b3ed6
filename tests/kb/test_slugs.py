"""Anchors: readable, Latin, stable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.slugs import slugify


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Что дальше?", "chto-dalshe"),
        ("Ещё об объёме", "yeschyo-ob-obyome"),
        ("Шаг 1. Сначала — польза", "shag-1-snachala-polza"),
        ("SLA, OLA и XLA", "sla-ola-i-xla"),
        ("What isn’t said", "what-isnt-said"),
        ("«Срочно»", "srochno"),
        ("Café", "cafe"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C# и F#", "c-sharp-i-f-sharp"),
        (".NET", "dot-net"),
        ("ASP.NET", "asp-net"),
        ("R&D, 24/7", "r-d-24-7"),
        ("1 + 1, 2+2", "1-1-2-2"),
        ("— ?! —", "section"),
        ("", "section"),
    ],
)
def test_a_heading_has_a_readable_latin_anchor(heading: str, anchor: str) -> None:
    assert slugify(heading) == anchor


def test_the_separator_is_the_one_markdown_asks_for() -> None:
    assert slugify("Что дальше", "_") == "chto_dalshe"


@given(st.text())
def test_any_heading_has_an_anchor_and_keeps_it(heading: str) -> None:
    anchor = slugify(heading)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", anchor)
    assert slugify(anchor) == anchor
