"""What `make wheelhouse` says about its packages; `tools/wheelhouse.py` is tested by hand."""

import importlib
import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.sites import ROOT

METADATA = """Metadata-Version: 2.4
Name: Flour_Mill
Version: 1.2
Summary: Мелет.
License-Expression: MIT
Requires-Dist: salt>=1; extra == "sea"
Requires-Dist: pepper

License: это уже описание
"""


@pytest.fixture
def wheelhouse(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, which is no part of a package."""
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("wheelhouse")


@pytest.fixture
def wheels(wheelhouse: ModuleType, tmp_path: Path) -> list[Any]:
    found = []
    for name, metadata, files in (
        ("flour_mill", METADATA, {"licenses/LICENSE.txt": "Можно.", "licenses/": ""}),
        ("salt", "Name: salt\nVersion: 2\nLicense: BSD\n  3-Clause\n", {}),
    ):
        path = tmp_path / f"{name}-1-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{name}-1.dist-info/METADATA", metadata)
            for inner, content in files.items():
                archive.writestr(f"{name}-1.dist-info/{inner}", content)
        found.append(wheelhouse.Wheel.read(path))
    return found


def test_a_licence_that_an_old_tool_left_unknown_is_the_one_of_the_classifiers(
    wheelhouse: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "yeast-1-py3-none-any.whl"
    lines = ["Name: yeast", "Version: 1", "License: UNKNOWN"]
    lines += ["Classifier: License :: OSI Approved :: MIT License", ""]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("yeast-1.dist-info/METADATA", "\n".join(lines))
    assert wheelhouse.Wheel.read(path).licence == "MIT License"


def test_every_package_has_the_text_or_the_name_of_its_licence(
    wheelhouse: ModuleType, wheels: list[Any], tmp_path: Path
) -> None:
    wheelhouse.write_licences(wheels, tmp_path / "licenses")
    texts = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "licenses").rglob("*")
        if path.is_file()
    }
    assert texts == {
        "licenses/flour-mill-1.2/licenses-LICENSE.txt": "Можно.",
        "licenses/salt-2/LICENSE": "BSD\n",
    }


def test_bill_of_materials_names_packages_hashes_and_who_needs_whom(
    wheelhouse: ModuleType, wheels: list[Any]
) -> None:
    bill = wheelhouse.bill_of_materials(wheels, "0.1.0")
    flour, salt = bill["components"]
    assert (flour["name"], flour["version"]) == ("flour-mill", "1.2")
    assert flour["purl"] == "pkg:pypi/flour-mill@1.2"
    assert flour["licenses"] == [{"expression": "MIT"}]
    assert salt["licenses"] == [{"license": {"name": "BSD"}}]
    assert len(flour["hashes"][0]["content"]) == 64
    assert bill["dependencies"][1]["dependsOn"] == ["pkg:pypi/salt@2"]
    assert json.loads(json.dumps(bill)) == bill
