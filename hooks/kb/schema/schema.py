"""Turns the content model into JSON Schemas, so that an editor completes and explains fields."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from kb.content.fields.descriptions import describe
from kb.content.model import TYPES, Source
from kb.content.reading.synonyms import CONTENT as SYNONYMS
from kb.language.dictionary.words import CONTENT as WORDS
from kb.schema.snippets import snippets

_DRAFT = "http://json-schema.org/draft-07/schema#"
"""What VS Code's YAML extension and most others read; our schemas use nothing newer."""


def files() -> Mapping[str, str]:
    """Returns the files to be kept in the project, by their paths: schemas and snippets."""
    found: dict[str, Any] = {f"schemas/{kind}.json": _page(kind) for kind in TYPES}
    found["schemas/sources.json"] = _file(TypeAdapter(dict[str, Source]), "docs/sources.yml")
    found["schemas/synonyms.json"] = _file(SYNONYMS, "docs/synonyms.yml")
    found["schemas/words.json"] = _file(WORDS, "docs/words.yml")
    found[".vscode/kb.code-snippets"] = snippets()
    return {
        path: json.dumps(data, ensure_ascii=False, indent=2) + "\n" for path, data in found.items()
    }


def _page(kind: str) -> dict[str, Any]:
    model = TYPES[kind]
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": _DRAFT, **_told(schema, model.__name__), "title": kind}


def _file(of: TypeAdapter[Any], name: str) -> dict[str, Any]:
    schema = of.json_schema(by_alias=True)
    return {"$schema": _DRAFT, **_told(schema, ""), "title": name}


def _told(schema: dict[str, Any], part: str) -> dict[str, Any]:
    """A schema whose fields say in Russian what they are for; our docstrings are for developers."""
    told = {
        name: _fields(value, part) if name == "properties" else value
        for name, value in schema.items()
        if name not in ("title", "description", "$defs")
    }
    if "$defs" in schema:
        told["definitions"] = {
            name: _told(one, name) for name, one in sorted(schema["$defs"].items())
        }
    renamed: dict[str, Any] = _renamed(told)
    return renamed


def _fields(properties: Mapping[str, Any], part: str) -> dict[str, Any]:
    return {
        name: {"description": describe(part, name), **_field(one)}
        for name, one in properties.items()
    }


def _field(schema: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in schema.items() if name != "title"}
    # Draft 7 ignores whatever is beside a reference.
    return {"allOf": [{"$ref": told.pop("$ref")}], **told} if "$ref" in told else told


def _renamed(value: Any) -> Any:
    """The same schema, with references to where draft 7 keeps definitions."""
    if isinstance(value, dict):
        return {
            name: one.replace("#/$defs/", "#/definitions/") if name == "$ref" else _renamed(one)
            for name, one in value.items()
        }
    return [_renamed(one) for one in value] if isinstance(value, list) else value
