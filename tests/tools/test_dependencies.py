"""What the code imports is pinned in pyproject.toml by its own name, not only through others."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.sites import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_OPTIONAL = _PROJECT["optional-dependencies"]
_OF_SITE = [*_PROJECT["dependencies"], *_OPTIONAL["pdf"], *_OPTIONAL["docx"]]


def _imported(folder: str) -> dict[str, Path]:
    """The modules that a folder's code imports from elsewhere, each with a file that does."""
    found: dict[str, Path] = {}
    own = {folder, "kb", "tests", "bench"}
    for path in (ROOT / folder).rglob("*.py"):
        own.add(path.stem)  # tools import each other without a package
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0]: path for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module.partition(".")[0]] = path
    return {name: found[name] for name in found.keys() - own - sys.stdlib_module_names}


def _name(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def _names(requirement: str) -> set[str]:
    """The distributions that a requirement names: `pagefind[bin]` is pagefind and pagefind-bin."""
    name, *extras = re.split(r"[\[\],]+", requirement.partition("==")[0].rstrip("]"))
    return {_name(name), *(_name(f"{name}-{extra}") for extra in extras)}


@pytest.mark.parametrize(
    ("folder", "pinned"),
    [
        ("hooks", _OF_SITE),
        ("tools", [*_OF_SITE, *_OPTIONAL["test"]]),
        ("tests", [*_OF_SITE, *_OPTIONAL["test"]]),
        ("bench", [*_OF_SITE, *_OPTIONAL["test"]]),
    ],
)
def test_every_import_is_a_dependency_of_ours(folder: str, pinned: list[str]) -> None:
    names = set().union(*map(_names, pinned))
    provided = packages_distributions()
    strangers = {
        module: path.relative_to(ROOT).as_posix()
        for module, path in _imported(folder).items()
        if names.isdisjoint(map(_name, provided.get(module, ())))
    }
    assert strangers == {}
