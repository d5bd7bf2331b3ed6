"""Data for other tools: one file per type, the same bytes each time."""

import json
from dataclasses import replace
from typing import Any

import pytest

from kb.edition import SiteSettings
from kb.edition.occupied import exported
from kb.exports import export, subjects
from tests.bakery import bakery, document, edition


def _records(subject: str, locale: str = "ru") -> dict[str, dict[str, Any]]:
    (content,) = export(subject, edition(locale)).values()
    return {record["id"]: record for record in json.loads(content)}


@pytest.mark.parametrize(
    ("subject", "name", "ids"),
    [
        ("term", "glossary.json", ["brief", "sla"]),
        ("role", "roles.json", ["R01", "R02"]),
        ("checklist", "checklists.json", ["C01"]),
        ("comparison", "comparisons.json", ["X01"]),
    ],
)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_entry_is_there_in_its_language(
    locale: str, subject: str, name: str, ids: list[str]
) -> None:
    assert list(export(subject, edition(locale))) == [name]
    records = _records(subject, locale)
    assert sorted(records) == ids
    assert {record["locale"] for record in records.values()} == {locale}


def test_a_record_holds_the_fields_under_the_names_an_editor_knows() -> None:
    role = _records("role")["R01"]
    assert role["answers"] == {
        "for": ["Сказать, **зачем** нужна мука"],
        "not_for": ["Как её довезут"],
    }
    assert role["reviewed"] == "2026-11-23"
    assert role["url"] == "roles/zakazchik/"


def test_addresses_are_those_of_files_where_the_site_has_no_folders() -> None:
    settings = SiteSettings(address="https://a.test/", directories=False)
    flat = replace(bakery(), settings=settings, _editions={}).edition("en")
    for subject in ("pages", "role"):
        (content,) = export(subject, flat).values()
        urls = {one["id"]: one["url"] for one in json.loads(content)}
        assert urls["R01"] == "roles/zakazchik.html"
    assert flat.published(document("R01", "en")) == "https://a.test/en/roles/zakazchik.html"


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_names_of_all_files_are_known_without_making_them(locale: str) -> None:
    base = edition(locale)
    made = {name for subject in subjects(base) for name in export(subject, base)}
    assert set(exported(base.library)) == made


def test_what_only_steers_our_pages_is_left_out() -> None:
    for subject in ("term", "role", "checklist", "comparison"):
        for record in _records(subject).values():
            assert not {"hide", "glossary", "match", "search", "slug"} & set(record)


def test_a_link_of_an_item_is_no_steering() -> None:
    item = _records("checklist")["C01"]["groups"][0]["items"][0]
    assert (item["link"], item["role"], item["critical"]) == ("G01", "R01", True)


def test_russian_is_written_as_it_is() -> None:
    assert "бриф".encode() in export("term", edition())["glossary.json"]


def test_the_same_library_gives_the_same_files() -> None:
    again = bakery.__wrapped__().edition("ru")
    assert subjects(again) == subjects(edition())
    for subject in subjects(again):
        files = export(subject, again)
        assert [*files.items()] == [*export(subject, edition()).items()]
        assert files
