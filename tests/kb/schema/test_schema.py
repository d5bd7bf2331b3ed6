"""Schemas and snippets follow the model, and judge every real page as the model does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from kb.content.model import TYPES
from kb.content.yaml.front_matter import SourceText, parse
from kb.content.yaml.yaml_document import YamlDocument, parse_yaml
from kb.schema import files
from tests.command import kb
from tests.disk import room
from tests.sites import LIBRARY, ROOT

DOCS = ROOT / "docs"


@pytest.mark.parametrize("path", list(files()))
def test_file_is_in_step_with_the_model(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == files()[path], "run: .venv/bin/python -m kb schema"


def test_no_other_file_lies_among_them() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "schemas").iterdir()}
    assert there == {path for path in files() if path.startswith("schemas/")}


def _schema(name: str) -> Draft7Validator:
    schema = json.loads((ROOT / f"schemas/{name}.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft7Validator]:
    return {name: _schema(name) for name in (*TYPES, "sources", "words")}


def test_every_page_fits_its_schema(schemas: dict[str, Draft7Validator]) -> None:
    for path in [*DOCS.rglob("*.md"), *LIBRARY.rglob("*.md")]:
        source = parse(path.read_text("utf-8"))
        assert isinstance(source, SourceText)
        found = list(schemas[source.front.data["type"]].iter_errors(source.front.data))
        assert not found, (path, found[0].message)


@pytest.mark.parametrize("name", ["sources", "words"])
def test_data_files_fit_their_schemas(name: str, schemas: dict[str, Draft7Validator]) -> None:
    document = parse_yaml((DOCS / f"{name}.yml").read_text("utf-8"))
    assert isinstance(document, YamlDocument)
    assert not list(schemas[name].iter_errors(document.data))


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"side": "teem"}, "side"),
        ({"when": "однажды"}, "when"),
        ({"id": "r1"}, "id"),
        ({"sidee": "team"}, ""),
        ({"glossary": "no"}, "glossary"),
    ],
)
def test_mistakes_are_seen(
    change: dict[str, Any], at: str, schemas: dict[str, Draft7Validator]
) -> None:
    source = parse((DOCS / "ru/roles/zakazchik.md").read_text("utf-8"))
    assert isinstance(source, SourceText)
    (found,) = schemas["role"].iter_errors({**source.front.data, **change})
    assert ".".join(map(str, found.path)) == at


def _properties(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [one for item in schema for one in _properties(item)]
    if not isinstance(schema, dict):
        return []
    own = list(schema["properties"].values()) if isinstance(schema.get("properties"), dict) else []
    return own + [one for value in schema.values() for one in _properties(value)]


def test_every_field_is_explained_in_russian() -> None:
    for path, text in files().items():
        if path.startswith("schemas/"):
            for field in _properties(json.loads(text)):
                assert re.search("[а-яё]", field["description"]), (path, field)
            assert "$defs" not in text


def test_snippets_make_pages_of_every_type_and_blocks_that_exist() -> None:
    snippets = json.loads((ROOT / ".vscode/kb.code-snippets").read_text("utf-8"))
    for kind in set(TYPES) - {"plain"}:
        body = "\n".join(snippets[f"Страница: {kind}"]["body"])
        numbers = [int(one) for one in re.findall(r"\$\{(\d+)[:}]", body)]
        assert numbers == list(range(1, len(numbers) + 1))
        filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body).replace("id: номер", "id: A1")
        filled = re.sub(r"reviewed: \$.*", "reviewed: 2026-11-23", filled)
        source = parse(filled.replace("id: A1", "id: slovo") if kind == "term" else filled)
        assert isinstance(source, SourceText), source
        TYPES[kind].model_validate(source.front.data)
    prefixes = [one["prefix"] for one in snippets.values()]
    assert len(prefixes) == len(set(prefixes))


def test_settings_name_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for schema, paths in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / paths[0]).is_file()
    assert yaml.safe_load((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert Path(ROOT / ".vscode/tasks.json").is_file()


def test_the_command_writes_what_changed_and_tells_what_it_cannot(tmp_path: Path) -> None:
    def schema() -> tuple[int, list[str]]:
        result = kb("schema", "--into", str(tmp_path))
        return result.exit_code, result.output.splitlines()

    assert schema() == (0, [f"{path}: записано" for path in files()])
    assert schema() == (0, [])
    path = next(iter(files()))
    (tmp_path / path).write_text("прежний", "utf-8")
    with room(10):
        told = f"{tmp_path / path}: на диске кончилось место; освободите его"
        assert schema() == (1, [told])
    assert (tmp_path / path).read_text("utf-8") == "прежний"
    assert len(list((tmp_path / path).parent.iterdir())) == len(
        [one for one in files() if Path(one).parent == Path(path).parent]
    )
