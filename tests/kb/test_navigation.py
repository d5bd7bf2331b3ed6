"""Navigation: lines that choose pages become lists of files."""

import dataclasses

from kb.navigation import expand
from tests.bakery import bakery, edition


def test_a_selection_becomes_its_pages_in_order() -> None:
    assert expand([{"Роли": ["role"]}], edition()) == [
        {"Роли": ["roles/zakazchik.md", "roles/sklad.md"]}
    ]


def test_a_section_may_be_a_selection_without_brackets() -> None:
    assert expand([{"Роли": "role"}], edition()) == expand([{"Роли": ["role"]}], edition())


def test_a_page_that_is_named_is_not_chosen_again() -> None:
    nav = [{"Роли": ["roles/sklad.md", {"Прочие": ["role"]}]}]
    assert expand(nav, edition()) == [
        {"Роли": ["roles/sklad.md", {"Прочие": ["roles/zakazchik.md"]}]}
    ]


def test_a_part_without_pages_vanishes() -> None:
    nav = ["index.md", {"Начать": [{"Пусто": ["guide section=start"]}]}, {"Сделать": "index.md"}]
    assert expand(nav, edition()) == ["index.md", {"Сделать": "index.md"}]


def test_a_hidden_page_vanishes_even_if_it_is_named() -> None:
    library = dataclasses.replace(bakery().library, hidden=frozenset({"roles/sklad.md"}))
    public = dataclasses.replace(bakery(), library=library, _editions={}).edition("ru")
    nav = [{"Роли": ["roles/zakazchik.md", "roles/sklad.md"]}, {"Склад": "roles/sklad.md"}]
    assert expand(nav, public) == [{"Роли": ["roles/zakazchik.md"]}]


def test_links_and_files_stay_as_they_are() -> None:
    nav = ["index.md", {"Портал": "https://portal.example.org/"}, "glossary/index.md"]
    assert expand(nav, edition()) == nav


def test_the_given_navigation_is_not_changed() -> None:
    nav = [{"Роли": ["role"]}]
    expand(nav, edition())
    assert nav == [{"Роли": ["role"]}]
