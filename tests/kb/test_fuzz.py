"""Any page's file gives either problems with their places, or HTML that runs no code.

`make fuzz` searches longer: KB_FUZZ sets the number of inputs per property.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from markdown import Markdown

from kb.content.reading.load import load
from kb.edition import Edition, KnowledgeBase, SiteSettings
from kb.markdown import Converter
from kb.markdown.blocks import Parser
from kb.markdown.contents import Contents
from kb.markdown.inline import Inline
from kb.page import PageContext
from kb.page.frame import Frame
from kb.urls import safe
from tests.bad_input import Case, cases
from tests.bakery import bakery, configured
from tests.bases import TODAY
from tests.sites import LIBRARY, ROOT

EXAMPLES = int(os.environ.get("KB_FUZZ", "0"))
_PERMALINK = re.compile(r'<a aria-hidden="true" class="headerlink" (href="[^"]*") tabindex="-1"')
"""A heading's link as made by `Contents`, with what Markdown itself does not add."""

FUZZ = settings(
    max_examples=EXAMPLES or 120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PAGES = [path.read_text("utf-8") for path in sorted((LIBRARY / "ru").rglob("*.md"))]

_MARKS = """\
<|>|</|/>|=|"|'|&|;|#|:|-|!|[|]|(|)|{|}|{:|*|_|`|```|~~~|>>|\\|!!!|???|===|///|/// role | R01|\
/// checklist|+++|- [x] |1. |---|...|| a | b ||\n|\n\n|\n    |\n- |\n# |\t|\r|\0|\x1b|\u2028|\
\u202e|\ufeff|\ud800|ё|Бриф|бриф|срок|<b>|</b>|<i |<div>|</div>|<div markdown>|</article>|</p>|<p>|\
<!--|-->|<![CDATA[|]]>|<?|?>|<!DOCTYPE|<script>|</script>|<style>|</style>|<svg>|<math>|<a |<img |\
<iframe src=x>|<details>|<summary>|<table>|<tr>|<td>|<base href=x>|<input type=checkbox>|\
href=|src=|onclick=|onerror=alert(1)|style="|class=a|id=__config|markdown=1|javascript:alert(1)|\
data:text/html,|//e.example/|&#106;|&colon;|&lt;|[a](b)|![a](b)|[^1]|[^1]: |*[a]: |[a]: b|[TOC]|\
: a|{% raw %}|{{ 7*7 }}|wzxhzdk:0|klzzwxh:0|&x|*x|<<: |? |!!python/name:os.system |!a |%YAML 1.1|\
true|null|~|.inf|1e400|2026-02-30|type: |title: |id: |terms:|related:|  - |R01|sla|guide"""

MARKS = _MARKS.split("|")

Texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=6), max_size=24).map("".join)


@st.composite
def _mutated(draw: Any, texts: SearchStrategy[str]) -> str:
    """A good text with some parts of it replaced by others."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 12))
        text = text[:at] + draw(Texts) + text[at + gone :]
    return str(text)


HOSTILE = [case for case in cases() if "page" in case.content and not case.stops]


BODIES = [case.content["page"] for case in HOSTILE]


@FUZZ
@given(text=_mutated(st.sampled_from(PAGES)) | Texts.map("---\n{}\n---\n".format) | Texts)
def test_any_file_is_read_or_told_of(text: str, tmp_path: Path) -> None:
    path = tmp_path / "docs" / "ru" / "page.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    library, problems = load([tmp_path / "docs"], ["ru", "en"], shown_from=tmp_path, today=TODAY)
    assert problems or library.documents
    lines = re.sub("\r\n?", "\n", text).count("\n") + 1
    for one in problems:
        assert one.path == "docs/ru/page.md"
        assert 1 <= one.line <= lines
        assert re.search("[а-я]{3}", one.message)
        assert len(str(one).splitlines()) == 1
    if not [one for one in problems if one.severity == "error"]:
        kb = KnowledgeBase(library, (), (ROOT / "overrides",), SiteSettings("Пекарь"))
        _assert_harmless(_html(kb.edition("ru"), library.documents[0].source.body, "ru/page.md"))
        around = Frame(library.documents[0], kb.edition("ru"))
        assert around.related == ()  # there is no other page


@FUZZ
@given(body=_mutated(st.sampled_from([*BODIES, *PAGES]) | Texts))
def test_any_text_becomes_html_that_runs_nothing(body: str) -> None:
    _assert_harmless(_html(bakery().edition("ru"), _readable(body), "ru/about/sources.md"))


@FUZZ
@given(
    bodies=st.lists(_mutated(st.sampled_from([*BODIES, *PAGES]) | Texts), min_size=2, max_size=4)
)
def test_any_text_is_converted_as_if_no_other_had_been_before_it(bodies: list[str]) -> None:
    ours, options = configured()
    assert Converter.fits(ours, options)
    extensions = [*ours, *sorted(Converter.FORGETFUL - set(ours))]
    converter = Converter(extensions, options)
    sources = ["ru/about/sources.md", "ru/glossary/brief.md", "en/glossary/brief.md"]
    for number, body in enumerate(_readable(one) for one in bodies):
        source = sources[number % len(sources)]
        context = PageContext(source, bakery().edition(source[:2]))
        options["kb.markdown"]["context"] = context
        fresh = Markdown(extensions=extensions, extension_configs=options)
        used = converter.turned_to(context)
        assert used.convert(body) == fresh.convert(body)
        assert used.toc_tokens == fresh.toc_tokens  # type: ignore[attr-defined]


@FUZZ
@given(body=_mutated(st.sampled_from([*BODIES, *PAGES]) | Texts))
def test_any_text_has_the_markup_and_the_contents_that_markdown_itself_finds(body: str) -> None:
    extensions, options = configured()
    theirs = [one for one in extensions if one != "kb.markdown"]
    md = Markdown(extensions=theirs, extension_configs=options)
    expected = md.convert(_readable(body)), md.toc_tokens  # type: ignore[attr-defined]
    Parser.replace(md)
    Inline.replace(md)
    Contents.replace(md)
    ours = _PERMALINK.sub(r'<a class="headerlink" \1', md.reset().convert(_readable(body)))
    assert (ours, md.toc_tokens) == expected  # type: ignore[attr-defined]


def _readable(body: str) -> str:
    """Returns the body without characters that a file's text never has once it is read."""
    return re.sub("[\0-\x08\x0b-\x1f\ud800-\udfff]", "", body)


def _html(edition: Edition, body: str, source: str) -> str:
    extensions, options = configured()
    options["kb.markdown"]["context"] = PageContext(source, edition)
    return Markdown(extensions=extensions, extension_configs=options).convert(body)


def _assert_harmless(html: str) -> None:
    """Checks the HTML as a browser parses it (by the algorithm of the HTML standard)."""
    text = f"<!doctype html><main><article>{html}</article><i id='after'></i></main>"
    page = tinyhtml5.parse(text)
    (main,) = (node for node in _elements(page) if _name(node) == "main")
    assert [(_name(node), node.get("id")) for node in main] == [("article", None), ("i", "after")]
    for node in _elements(main):
        assert _name(node) not in FORBIDDEN
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on"), name
            if name in ("href", "src", "action", "formaction", "poster", "data"):
                assert safe(value), value
            if name in ("src", "srcset", "poster"):
                assert not re.match(r"\s*(?:[a-z]+:)?[/\\]{2}", value, re.IGNORECASE), value
            assert not (name == "style" and "(" in value)
            assert not (name == "id" and value in ("__config", "__search"))


FORBIDDEN = frozenset(
    "script style iframe object embed base meta link frame template noscript".split()
)


def _elements(page: Element) -> Iterator[Element]:
    return (node for node in page.iter() if "Comment" not in repr(node.tag))


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda one: one.name)
def test_known_hostile_texts_run_nothing(case: Case) -> None:
    """Texts that the fuzzer once found are kept among the cases of bad input."""
    _assert_harmless(_html(bakery().edition("ru"), case.content["page"], "ru/about/sources.md"))
