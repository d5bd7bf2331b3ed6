"""The levels of nested lists, as they are typed."""

import pytest

from kb.content.body.list_levels import _cut_where_kind_changes
from kb.language.text.conversion import convert
from tests.bakery import convert as page_of
from tests.bakery import page, tree

LISTS = [
    ("- а\n\n    - б\n- в\n", "а1 б2 в1"),
    ("- а\n    \n    Слово.\n    \n    - б\n- в\n", "а1 б2 в1"),  # as Notion writes it
    ("1. а\n\n    - б\n    - в\n2. г\n3. д\n", "а1 б2 в2 г1 д1"),
    ("- а\n    - б\n\n        - в\n    - г\n- д\n", "а1 б2 в3 г2 д1"),
    ("- а\n\n    Слово.\n- б\n", "а1 б1"),
    ("- а\n\n    Слово\nи слово.\n\n- б\n", "а1 б1"),
    ("- а\n\n        код\n- б\n", "а1 б1"),
]


@pytest.mark.parametrize(("typed", "levels"), LISTS)
def test_item_stands_as_deep_as_it_is_typed(typed: str, levels: str) -> None:
    for html in (convert(typed).html, page_of(page("ru/about/sources.md"), typed)):
        found = [
            f"{''.join(one.itertext()).split()[0]}{len(list(one.iterancestors('ul', 'ol')))}"
            for one in tree(html).iter("li")
        ]
        assert " ".join(found) == levels


@pytest.mark.parametrize(
    ("typed", "lists"),
    [
        ("1. а\n\nСлово.\n\n2. б\n3. в\n", ["ol 1: а", "ol 2: б в"]),
        ("- а\n- б\n\n1. в\n2. г\n", ["ul 1: а б", "ol 1: в г"]),
        ("1. а\n\n* б\n\n2. в\n", ["ol 1: а", "ul 1: б", "ol 2: в"]),
        ("1. а\n- б\n2. в\n", ["ol 1: а", "ul 1: б", "ol 2: в"]),
        ("1941. Началось.\n", ["ol 1941: Началось."]),
        ("1. а\n1. б\n\n2. в\n", ["ol 1: а б в"]),
    ],
)
def test_lists_keep_their_kinds_and_numbers(typed: str, lists: list[str]) -> None:
    for html in (convert(typed).html, page_of(page("ru/about/sources.md"), typed)):
        found = [
            f"{one.tag} {one.get('start', '1')}: {' '.join(''.join(one.itertext()).split())}"
            for one in tree(html).xpath("//ol[not(ancestor::*[@hidden])] | //ul")
        ]
        assert found == lists


def test_many_lists_below_each_other_are_read_in_time() -> None:
    """Each stretch is cut once, or as many lines would be cut as there are items, squared."""
    blocks = ["1. а\n- б\n" * 3 + "текст"]
    _cut_where_kind_changes(blocks)
    assert blocks == [*["1. а", "- б"] * 2, "1. а", "- б\nтекст"]


def test_code_is_not_parted() -> None:
    assert "- б\n- в" in convert("- а\n\n        - б\n        - в\n").html
    assert "    - а\n- б" in convert("Слово.\n\n        - а\n    - б\n").html
