"""Our modules as scripts loaded from a disk; tests/browser/test_offline.py shows that they run."""

import pytest

from kb.assets.classic import classic
from kb.assets.parts import joined
from tests.sites import ROOT

FILES = {
    "js/store.js": "const secret = 1;\nexport const name = 2;\nexport function load() {\n}\n",
    "js/page.js": 'import { load, name as called } from "./store.js";\nconst secret = called;\n',
}


def test_what_is_imported_stands_in_the_script_in_a_scope_of_its_own() -> None:
    assert classic("js/page.js", FILES) == (
        '(async () => {\n"use strict";\n'
        'const { load, name: called } = (() => {\n"use strict";\n'
        "const secret = 1;\nconst name = 2;\nfunction load() {\n}\n"
        "\nreturn { name, load };\n})();\n"
        "const secret = called;\n})();\n"
    )


@pytest.mark.parametrize(
    "line", ['import all from "./store.js";', "export default 1;", "export { a };"]
)
def test_other_ways_to_import_and_export_are_told(line: str) -> None:
    with pytest.raises(ValueError, match="js/page"):
        classic("js/page.js", {**FILES, "js/page.js": f"{line}\n"})


def test_all_our_modules_can_be_scripts() -> None:
    folder = ROOT / "overrides" / "assets" / "js"
    paths = folder.rglob("*.js")
    files = joined({one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in paths})
    assert files
    for name in files:
        assert classic(name, files).startswith("(async () => {")
