"""The configuration of the in-browser editor, which the editor's own schema must accept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft7Validator

from kb.content.fields.messages import FieldsError
from kb.content.library import Library
from kb.content.model import TYPES
from kb.content.normal_form import field_order
from kb.content.reading.load import load
from kb.editor.config import EditorSettings, Forge, configuration
from tests.bakery import edition
from tests.bases import TODAY
from tests.sites import LIBRARY, ROOT

SCHEMA = ROOT / "editor/node_modules/@sveltia/cms/schema/sveltia-cms.json"
FORGES = [
    {"name": "gitlab", "base_url": "https://git.test", "repo": "ld/klient", "app_id": "abc"},
    {"name": "gitea", "base_url": "https://git.test/", "repo": "ld/klient"},
]


@cache
def _library() -> Library:
    """The small library, in a folder of its project."""
    library, _ = load([LIBRARY], ["ru", "en"], shown_from=LIBRARY.parent, today=TODAY)
    return library


def _configured(forge: Forge | None = None) -> dict[str, Any]:
    return configuration(_library(), edition().messages, forge=forge, folder="klient")


def _collection(kind: str) -> dict[str, Any]:
    (found,) = [one for one in _configured()["collections"] if one["filter"]["value"] == kind]
    return dict(found)


def _field(kind: str, *path: str) -> dict[str, Any]:
    found: dict[str, Any] = _collection(kind)
    for name in path:
        (found,) = [one for one in found["fields"] if one["name"] == name]
    return found


def _all(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in fields:
        yield one
        yield from _all(one.get("fields", []))


@pytest.mark.parametrize("forge", [None, *FORGES], ids=str)
def test_the_editor_s_own_schema_has_nothing_to_say(forge: dict[str, str] | None) -> None:
    wrong = Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(
        json.loads(json.dumps(_configured(Forge.model_validate(forge) if forge else None)))
    )
    assert [f"{list(one.absolute_path)}: {one.message:.200}" for one in wrong] == []


def test_every_type_of_page_has_its_form_but_tables() -> None:
    kinds = [one["filter"]["value"] for one in _configured()["collections"]]
    assert sorted([*kinds, "comparison"]) == sorted(TYPES)


@pytest.mark.parametrize("kind", sorted({*TYPES} - {"comparison"}))
def test_fields_stand_in_the_order_of_the_files_and_speak_russian(kind: str) -> None:
    fields = _collection(kind)["fields"]
    names = [one["name"] for one in fields]
    assert names[-1] == "body"
    assert names[:-1] == [name for name in field_order(kind) if name in names]
    for one in _all(fields):
        assert any("а" <= letter <= "я" for letter in one["label"]), one["name"]


def test_the_body_is_only_ever_its_own_text() -> None:
    assert _field("guide", "body")["modes"] == ["raw"]


def test_a_relation_offers_the_entries_it_may_lead_to() -> None:
    offered = {one["value"] for one in _field("role", "nearby", "role")["options"]}
    assert offered == {"R01", "R02"}
    assert {"label": "sla — соглашение об уровне сервиса", "value": "sla"} in _field(
        "role", "terms"
    )["options"]


def test_a_source_without_a_title_in_the_editors_language_is_offered_by_another() -> None:
    """A preview shows the editor while the fault is reported."""
    library = _library()
    english = library.sources["grice"].model_copy(update={"title": {"en": "Grice"}})
    library = replace(library, sources={"grice": english})
    found = configuration(library, edition().messages, forge=None, folder="klient")
    (roles,) = [one for one in found["collections"] if one["filter"]["value"] == "role"]
    (sources,) = [one for one in roles["fields"] if one["name"] == "sources"]
    assert sources["options"] == [{"label": "Grice", "value": "grice"}]


def test_a_relation_offers_each_page_that_has_an_id_once() -> None:
    offered = [one["value"] for one in _field("role", "related")["options"]]
    assert sorted(offered) == ["C01", "G01", "Q01", "R01", "R02", "T01", "X01", "brief", "sla"]


def test_a_page_of_no_type_is_edited_but_neither_made_nor_deleted() -> None:
    done = {kind: _collection(kind) for kind in ("plain", "guide")}
    assert [(one["create"], one["delete"]) for one in done.values()] == [
        (False, False),
        (True, True),
    ]


def test_a_form_of_a_company_s_folder_is_named_after_it() -> None:
    documents = tuple(
        replace(one, shown_as=f"{'company' if one.key == 'R02' else 'docs'}/{one.src_uri}")
        for one in _library().documents
    )
    library = replace(_library(), documents=documents)
    forms = configuration(library, edition().messages, forge=None, folder="klient")["collections"]
    roles = {one["folder"]: one["label"] for one in forms if one["filter"]["value"] == "role"}
    assert roles == {"docs": "Роли", "company": "Роли (company)"}


def test_what_is_the_same_in_all_languages_is_copied_and_texts_are_not() -> None:
    i18n = {one["name"]: one.get("i18n") for one in _collection("role")["fields"]}
    assert {name for name, how in i18n.items() if how == "duplicate"} >= {
        "id", "type", "side", "pair", "audience", "terms", "related", "minutes",
    }  # fmt: skip
    assert (i18n["title"], i18n["may"], i18n["reviewed"], i18n["owner"]) == (True,) * 4


def test_limits_of_the_model_are_limits_of_the_form() -> None:
    assert _field("role", "summary")["maxlength"] == 160
    assert _field("term", "definition")["maxlength"] == 300
    assert _field("checklist", "groups")["min"] == 1
    assert _field("role", "id")["pattern"] == [
        r"^[A-Z]+(-?[A-Z]+)*-?[0-9]+$",
        "Здесь нужны заглавные латинские буквы и число: G10, ACME-7",
    ]
    assert _field("role", "reviewed")["format"] == "YYYY-MM-DD"


def test_a_switch_is_written_only_where_it_says_something() -> None:
    assert _field("quiz", "questions", "options", "ok")["options"] == [
        {"label": "Да", "value": True}
    ]
    assert _field("guide", "glossary")["options"] == [{"label": "Выключено", "value": False}]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ({"publish": True}, "поле «extra.editor.forge»: назовите хранилище"),
        ({"publsh": True}, "поле «extra.editor.publsh»: неизвестное поле; может быть, «publish»?"),
        (
            {"forge": {**FORGES[0], "brnch": "main"}},
            "поле «extra.editor.forge.brnch»: неизвестное поле; может быть, «branch»?",
        ),
        ({"forge": {**FORGES[0], "name": "svn"}}, "поле «extra.editor.forge.name»: «svn» не"),
        (
            {"forge": {**FORGES[0], "base_url": "git"}},
            "поле «extra.editor.forge.base_url»: «git» не адрес; нужен полный, с https://",
        ),
    ],
)
def test_a_wrong_setting_is_told(block: dict[str, Any], told: str) -> None:
    with pytest.raises(FieldsError, match="extra") as caught:
        EditorSettings.read(block)
    assert told in str(caught.value)


def test_a_forge_s_addresses_are_the_company_s() -> None:
    backend = _configured(Forge.model_validate(FORGES[0]))["backend"]
    assert {name: one for name, one in backend.items() if "://" in one} == {
        "base_url": "https://git.test",
        "api_root": "https://git.test/api/v4",
        "graphql_api_root": "https://git.test/api/graphql",
    }
    gitea = _configured(Forge.model_validate(FORGES[1]))["backend"]
    assert gitea["api_root"] == "https://git.test/api/v1"
    assert (backend["app_id"], backend["auth_type"], backend["branch"]) == ("abc", "pkce", "main")
