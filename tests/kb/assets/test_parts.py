"""A module is published with its parts inside it; tests/browser/test_search.py uses one."""

import pytest

from kb.assets.parts import joined

FILES = {
    "js/text.js": "export const fill = 1;\n",
    "js/search.js": (
        '// The window.\nimport { cut } from "./search/words.js";\n'
        'import { rank } from "./search/rank.js";\n'
        'import { fill } from "./text.js";\nrank(cut, fill);\n'
    ),
    "js/search/rank.js": 'import { cut } from "./words.js";\nexport const rank = () => cut;\n',
    "js/search/words.js": "export function cut() {\n}\n",
}


def test_parts_stand_in_their_module_each_once_and_before_it_is_used() -> None:
    whole = joined(FILES)
    assert whole["js/search.js"] == (
        "export function cut() {\n}\n"
        "export const rank = () => cut;\n"
        '// The window.\nimport { fill } from "./text.js";\nrank(cut, fill);\n'
    )
    assert whole["js/text.js"] == FILES["js/text.js"]
    assert sorted(whole) == ["js/search.js", "js/text.js"]


def test_a_part_loads_another_module_later_from_where_its_module_is_published() -> None:
    files = {
        "js/page.js": 'import { open } from "./page/search.js";\nopen();\n',
        "js/page/search.js": 'export const open = () => import("../dialog.js");\n',
        "js/dialog.js": "",
    }
    assert 'open = () => import("./dialog.js");' in joined(files)["js/page.js"]


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("js/search/rank.js", "const cut = 1;\nexport const rank = 2;\n", "js/search.js: cut"),
        (
            "js/search/words.js",
            'import { fill } from "../text.js";\n',
            "words.js: import",
        ),
    ],
    ids=["two of a name", "what is no part"],
)
def test_what_cannot_be_joined_is_told(path: str, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        joined({**FILES, path: text})
