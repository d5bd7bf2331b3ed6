"""Styles, scripts and fonts are named after their content."""

import re
from typing import Any

import pytest
import tinycss2

from kb.assets.fingerprints import publish
from tests.sites import ROOT

FILES = {
    "assets/css/kb.css": b'@font-face { src: url("../fonts/onest.woff2") }\n/* why */\n',
    "assets/fonts/onest.woff2": b"wOF2 as it is",
    "assets/js/store.js": b"export const load = () => 1; // not shown\n",
    "assets/js/list.js": b'import { load } from "./store.js";\nload();\n',
    "assets/js/lazy.js": b'await import("./store.js");\nfetch("./data.json");\n',
    "assets/paper/book.css": b'@font-face { src: url("../fonts/onest.woff2") }',
}


def text(path: str, **changed: bytes) -> str:
    return publish({**FILES, **changed})[path].content.decode()


def name(path: str, **changed: bytes) -> str:
    return publish({**FILES, **changed})[path].path


def test_a_name_tells_the_content() -> None:
    before = name("assets/fonts/onest.woff2")

    assert re.fullmatch(r"assets/fonts/onest\.[0-9a-f]{8}\.woff2", before)
    assert name("assets/fonts/onest.woff2", **{"assets/fonts/onest.woff2": b"other"}) != before
    assert name("assets/fonts/onest.woff2", **{"assets/js/store.js": b"1"}) == before


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("assets/css/kb.css", "assets/fonts/onest.woff2"),
        ("assets/js/list.js", "assets/js/store.js"),
        ("assets/js/lazy.js", "assets/js/store.js"),
    ],
)
def test_a_file_that_refers_to_another_follows_it(path: str, target: str) -> None:
    assert name(target).rpartition("/")[2] in text(path)
    assert name(path, **{target: b"export const load = 2"}) != name(path)


def test_what_is_no_asset_is_still_called_as_before() -> None:
    assert '"./data.json"' in text("assets/js/lazy.js")


def test_what_others_read_keeps_its_name_and_finds_its_font() -> None:
    assert name("assets/paper/book.css") == "assets/paper/book.css"
    assert name("assets/fonts/onest.woff2").removeprefix("assets/") in text("assets/paper/book.css")


def test_comments_are_not_published() -> None:
    assert "why" not in text("assets/css/kb.css")
    assert "not shown" not in text("assets/js/store.js")


def test_a_font_is_published_as_it_is() -> None:
    assert text("assets/fonts/onest.woff2") == "wOF2 as it is"


def test_files_that_refer_to_each_other_in_a_circle_cannot_be_named() -> None:
    with pytest.raises(ValueError, match=r"a\.js → assets/js/b\.js → assets/js/a\.js"):
        publish({"assets/js/a.js": b'import "./b.js"', "assets/js/b.js": b'import "./a.js"'})


SHEETS = sorted((ROOT / "overrides" / "assets").rglob("*.css"))


@pytest.mark.parametrize("sheet", [one.name for one in SHEETS])
def test_a_style_sheet_still_says_the_same(sheet: str) -> None:
    """Guards against rcssmin: it takes `attr(href url), page` for an address and loses `)`."""
    (path,) = (one for one in SHEETS if one.name == sheet)
    asset = path.relative_to(ROOT / "overrides").as_posix()
    published = publish({asset: path.read_bytes()})[asset].content.decode()
    assert _tokens(published) == _tokens(path.read_text("utf-8"))


def _tokens(css: str) -> str:
    """Returns a style sheet without comments, spaces, and semicolons before a closing brace."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return re.sub(r"\s+|;(?=\s*})", "", tinycss2.serialize(_bare(rules)))


def _bare(nodes: list[Any]) -> list[Any]:
    for node in nodes:
        assert node.type != "error", node.message
        for part in ("prelude", "content", "arguments"):
            if getattr(node, part, None):
                setattr(node, part, _bare(getattr(node, part)))
    return [node for node in nodes if node.type != "comment"]


def test_no_script_has_a_template_within_a_template() -> None:
    """Guards against rjsmin: it takes the inner one for code, and loses its spaces."""
    within = re.compile(r"`[^`]*\$\{[^}`]*`")
    assert within.search("`${list(one, `  ${indent}`)}`")
    for path in (ROOT / "overrides").rglob("*.js"):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            assert not within.search(line), f"{path.name}:{number}"
