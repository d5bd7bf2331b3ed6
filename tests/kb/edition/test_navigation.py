"""Navigation: lines that choose pages become lists of files; dead ones are reported."""

import dataclasses
from pathlib import Path

import pytest

from kb.edition.navigation import expand, problems, without_faults
from kb.settings import Settings
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


def test_a_page_is_chosen_once_by_the_line_with_more_conditions() -> None:
    nav = [{"Склад": ["role side=team"]}, {"Роли": ["role"]}]
    narrow, wide = {"Склад": ["roles/sklad.md"]}, {"Роли": ["roles/zakazchik.md"]}
    assert expand(nav, edition()) == [narrow, wide]
    assert expand(nav[::-1], edition()) == [wide, narrow]


def test_of_two_lines_with_as_many_conditions_the_first_chooses_a_page() -> None:
    nav = [{"Служащим": ["role audience=employee"]}, {"Свои": ["role side=internal"]}]
    assert expand(nav, edition()) == [{"Служащим": ["roles/zakazchik.md"]}]


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


def _told(folder: Path, line: str) -> list[str]:
    """Returns the message about a line in an otherwise correct navigation."""
    nav = f"nav:\n  - index.md\n  - Роли:\n    - {line}\n"
    (folder / "mkdocs.yml").write_text(f"hooks:\n{nav}", "utf-8")
    settings = Settings.read(folder / "mkdocs.yml", shown_from=folder)
    pages = ["index.md", "roles/sklad.md"]
    return [str(one) for one in problems(["index.md", {"Роли": [line]}], pages, settings)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("roles/skald.md", "нет страницы «roles/skald.md»; может быть, «roles/sklad.md»?"),
        (
            "role side=internel",
            "«role side=internel»: так страниц не выбрать; возможные значения «side»: internal, "
            "external, team",
        ),
        ("guide section=d0", "«guide section=d0»: так страниц не выбрать"),
        ("guide sektion=do", "«guide sektion=do»: так страниц не выбрать"),
        ("rol", "«rol»: так страниц не выбрать"),
        (
            "plain tags=охрана",
            "«plain tags=охрана»: так страниц не выбрать; «охрана» пишут латиницей, здесь и в поле "
            "«tags» самих страниц",
        ),
        ("guide section=делать", "«guide section=делать»: так страниц не выбрать; возможные знач"),
        ('https://x.example/?a="><b>', '«https://x.example/?a="><b>»: в адресе кавычка'),
        ("javascript:alert(1)", "«javascript:alert(1)»: такая ссылка не работает; нужен полный"),
    ],
)
def test_a_line_that_leads_nowhere_is_told(tmp_path: Path, line: str, told: str) -> None:
    (found,) = _told(tmp_path, line)
    assert found.startswith(f"mkdocs.yml:5: поле «nav»: {told}")


@pytest.mark.parametrize(
    "line",
    ["index.md", "role", "role side=team", "https://portal.example.org/", "/data/", "assets/a.pdf"],
)
def test_a_line_that_leads_somewhere_is_not(tmp_path: Path, line: str) -> None:
    assert _told(tmp_path, line) == []


def test_a_preview_is_left_the_lines_that_lead_somewhere() -> None:
    nav = [
        "index.md",
        {"Роли": ["nikto.md", "role"], "Пусто": [{"Никто": "nikto.md"}]},
        {"Склад": "roles/sklad.md"},
        "rol",
    ]
    kept = without_faults(nav, {"index.md", "roles/sklad.md"})
    assert kept == ["index.md", {"Роли": ["role"]}, {"Склад": "roles/sklad.md"}]
