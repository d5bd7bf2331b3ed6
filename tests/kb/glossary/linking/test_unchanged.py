"""The linker changes nothing but its links, whatever the Markdown."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from kb.glossary import GlossaryLinks, Matcher, TermForms
from kb.markdown import extension
from tests.sites import ROOT

EXAMPLES = json.loads(
    (ROOT / "tests" / "cases" / "glossary" / "commonmark-0.31.2.json").read_text("utf-8")
)
LINK = re.compile(r'<a class="kb-term" data-term="[^"]*" href="[^"]*">(.*?)</a>', re.DOTALL)
PLAIN: list[str] = []
RICH = [
    "extra",
    "admonition",
    "sane_lists",
    "smarty",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]


def words_of_the_examples() -> list[TermForms]:
    found: dict[str, int] = {}
    for example in EXAMPLES:
        for word in re.findall(r"[A-Za-zА-Яа-яЁё]+", example["markdown"]):
            found[word.lower()] = found.get(word.lower(), 0) + 1
    common = sorted(found, key=lambda word: -found[word])[:400]
    pairs = ["foo bar", "foo bar baz", "bar baz", "a paragraph", "link text", "two spaces"]
    return [TermForms(name, [name]) for name in (*common, *pairs)]


COMMON = Matcher(words_of_the_examples())
GLOSSARY = Matcher(
    [
        TermForms("client", ["клиент", "client"]),
        TermForms("internal", ["внутренний клиент", "internal client"]),
        TermForms("chain", ["цепочка «сервис — прибыль»"]),
        TermForms("ld", [], ["L&D", "SLA"]),
        TermForms("amp", ["amp", "lt", "nbsp"]),
    ]
)


def assert_unchanged(source: str, matcher: Matcher, extensions: list[str]) -> int:
    plain = Markdown(extensions=extensions).convert(source)
    md = Markdown(extensions=extensions)
    links = GlossaryLinks(md, matcher, "/{}/".format, link="all")
    md.treeprocessors.register(links, "kb-glossary", extension.GLOSSARY)
    with_links, number = LINK.subn(r"\1", md.convert(source))
    assert with_links == plain
    assert number == sum(occurrence.linked for occurrence in links.occurrences)
    return number


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
def test_commonmark_examples_only_gain_links(extensions: list[str]) -> None:
    links = [assert_unchanged(e["markdown"], COMMON, extensions) for e in EXAMPLES]
    assert len(links) > 600
    assert sum(links) > 500


WORDS = st.sampled_from(
    [
        *[
            "клиент",
            "клиента",
            "внутренний",
            "внутренний клиент",
            "внутренними клиентами",
            "client",
        ],
        *[
            "internal",
            "client’s",
            "цепочке «сервис — прибыль»",
            "L&D",
            "SLA",
            "L&amp;D",
            "amp",
            "и",
        ],
        *["&nbsp;", "&copy;", "&", "<", "AT&T", "`", "``", "*", "**", "_", "__", "~~", "==", "$"],
        *["[", "]", "](x)", "![", "\\", "\\*", "<b>", "</b>", "<a>", "</a>", "<code>", "</code>"],
        *["<!-- ", "-->", "<span class='no-glossary'>", "</span>", "<br>", "{: .x }", "{ .y }"],
        *[
            "[^1]",
            "++ctrl++",
            "https://client.ru",
            "<client@x.ru>",
            "\u00a0",
            "\u00ad",
            "  \n",
            "\n",
        ],
        *[":", "|", "“", "”", "'", '"', "--", "...", "\u2011", "-", "—", "1.", "[ ]", "\ue000"],
    ]
)
LINES = st.lists(st.tuples(WORDS, st.sampled_from(["", " "])), max_size=12).map(
    lambda pieces: "".join(word + space for word, space in pieces)
)
STARTS = st.sampled_from(
    [
        *["", "", "", "# ", "## ", "> ", "- ", "1. ", "    ", "```\n", "| ", ": ", "[^1]: "],
        *[
            '!!! note "клиент"\n    ',
            "??? note\n    ",
            '=== "клиент"\n    ',
            "- [ ] ",
            "***",
            "---\n",
        ],
        *["<div markdown>\n", "</div>\n", "<div>\n", "*[SLA]: ", "[TOC]", "$$\n", "|-|-|\n| "],
    ]
)
DOCUMENTS = st.lists(st.tuples(STARTS, LINES, st.sampled_from(["\n", "\n\n"])), max_size=10).map(
    lambda blocks: "".join("".join(block) for block in blocks)
)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS, st.sampled_from([PLAIN, RICH]))
def test_generated_documents_only_gain_links(source: str, extensions: list[str]) -> None:
    assert_unchanged(source, GLOSSARY, extensions)


@given(st.text(max_size=200))
def test_matches_are_in_order_inside_the_text_and_apart(text: str) -> None:
    at = 0
    for match in COMMON.find(text + " foo bar " + text):
        assert at <= match.start < match.end <= 2 * len(text) + 9
        at = match.end
