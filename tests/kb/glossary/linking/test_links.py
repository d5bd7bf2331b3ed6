"""How terms are linked in a page's Markdown tree."""

import re
from collections.abc import Collection
from typing import Literal

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from kb.glossary import GlossaryLinks, Matcher, Occurrence, TermForms
from kb.markdown.extension import GLOSSARY

MATCHER = Matcher(
    [
        TermForms("client", ["клиент"]),
        TermForms("internal", ["внутренний клиент"]),
        TermForms("ld", [], ["L&D"]),
        TermForms("toc", [], ["TOC"]),
    ]
)
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.keys",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]


def convert(
    text: str,
    link: Literal["first", "section", "all"] = "all",
    own: Collection[str] = (),
    extensions: Collection[str] = EXTENSIONS,
) -> tuple[str, list[Occurrence]]:
    md = Markdown(
        extensions=[*extensions], extension_configs={"pymdownx.arithmatex": {"generic": True}}
    )
    links = GlossaryLinks(md, MATCHER, "/{}/".format, link=link, own=own)
    md.treeprocessors.register(links, "kb-glossary", GLOSSARY)
    return md.convert(text), links.occurrences


def linked(html: str) -> list[str]:
    return [str(link.get_text()) for link in BeautifulSoup(html, "html.parser").select("a.kb-term")]


def test_link_has_the_term_and_its_address() -> None:
    html, _ = convert("Наш клиент.")
    assert html == '<p>Наш <a class="kb-term" data-term="client" href="/client/">клиент</a>.</p>'


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("внутренний **клиент**", "внутренний <strong>клиент</strong>"),
        ("**внутренний** клиент", "<strong>внутренний</strong> клиент"),
        ("**внутренний** *клиент*", "<strong>внутренний</strong> <em>клиент</em>"),
        ("***внутренний** клиент*", "<strong>внутренний</strong> клиент"),
        ("***внутренний клиент***", "внутренний клиент"),
        ("внутренний&nbsp;клиент", "внутренний&nbsp;клиент"),
        ("внутренний  \nклиент", "внутренний<br />\nклиент"),
        ("внутренний\nклиент", "внутренний\nклиент"),
        ("L&D", "L&amp;D"),
        ("L&amp;D", "L&amp;D"),
        (r"внутренний кли**ент**", "внутренний кли<strong>ент</strong>"),
        ("внутренний <b>клиент</b>", "внутренний <b>клиент</b>"),
        ("<u>внутренний</u> клиент", "<u>внутренний</u> клиент"),
        ('<i>внутренний</i> <span class="x">клиент</span>', None),
        ("<em>внутренний</em> **клиент**", "<em>внутренний</em> <strong>клиент</strong>"),
        ("внутренний <b>**кли**ент</b>", "внутренний <b><strong>кли</strong>ент</b>"),
        ("внутренний <b><i>клиент</i></b>", "внутренний <b><i>клиент</i></b>"),
        ("<b><i>внутренний</i> клиент</b>", "<i>внутренний</i> клиент"),
        ("внутренний <sup>клиент</sup>", "внутренний <sup>клиент</sup>"),
        ('<font color="red">внутренний</font> клиент', None),
        ("внут<wbr>ренний <b>к</b>лиент", "внут<wbr>ренний <b>к</b>лиент"),
        ("внутренний<!-- всегда --> клиент", "внутренний<!-- всегда --> клиент"),
        ("внутренний<br>клиент", "внутренний<br>клиент"),
        ("внутренний <br/>\nклиент", "внутренний <br/>\nклиент"),
        ("L&amp;<b>D</b>", "L&amp;<b>D</b>"),
    ],
)
def test_inline_elements_that_are_covered_go_inside(text: str, inside: str | None) -> None:
    html, _ = convert(f"До {text} после")
    assert f'/">{inside or text}</a>' in html


def test_raw_line_break_in_a_cell_is_one_too() -> None:
    html, _ = convert("| а |\n| - |\n| внутренний<br>клиент |")
    assert '/">внутренний<br>клиент</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "**тот внутренний** клиент",
        "внутренний **клиент и** друг",
        "*тот **внутренний*** клиент",
        "<b>тот внутренний</b> клиент",
        "внутренний <b>клиент и</b> друг",
        "внутренний <b>клиент",
        "внутренний</b> клиент",
        "внутренний <b><i>клиент</b></i>",
        "<b>внутренний</i> клиент</b>",
        "внутренний <b>клиент **и**</b>",
    ],
)
def test_occurrence_that_would_cut_an_element_is_not_linked_but_recorded(text: str) -> None:
    html, occurrences = convert(text)
    assert linked(html) == []
    assert [(o.term_id, o.linked) for o in occurrences] == [("internal", False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("внутренний<br><br>клиент", ["клиент"]),
        ("внутренний  \n<br>клиент", ["клиент"]),
        ("внутренний <q>клиент</q>", ["клиент"]),
        ("внутренний<sup>1</sup> клиент<sup>2</sup>", ["клиент"]),
        ("<b>клиент</b><sup>2</sup>, <sup>2</sup>клиент", ["клиент", "клиент"]),
        ("внутренний <kbd>и</kbd> клиент", ["клиент"]),
        ('внутренний <b class="no-glossary">клиент</b> и клиент', ["клиент"]),
        ("<i>внутренний</i>, <i>клиент</i>", ["клиент"]),
        ("<b>клиент</b>ы", ["клиенты"]),
        ("<b>клиент</b>-сервер, <b>интернет</b>-клиент", []),
        ("интернет&#45;клиент, https://x.ru/<b>клиент</b>", []),
    ],
)
def test_text_is_read_as_raw_tags_show_it(text: str, words: list[str]) -> None:
    assert linked(convert(f"Наш {text}")[0]) == words


TAG = re.compile(r"<(/?)(\w+)[^>]*>")


@given(
    st.lists(
        st.sampled_from(
            "внутренний |клиент| |<b>|</b>|<i>|</i>|<sup>|</sup>|<br>|<!-- x -->|**|*|&nbsp;".split(
                "|"
            )
        ),
        max_size=14,
    ).map("".join)
)
@example("**внутренний <b>клиент**</b>")
@example("<b>**внутренний</b> клиент**")
def test_link_cuts_no_raw_element(source: str) -> None:
    html, _ = convert(f"До {source}")
    for inside in re.findall(r'<a class="kb-term"[^>]*>(.*?)</a>', html, re.DOTALL):
        for names in ({"b", "i", "sup"}, {"strong", "em"}):  # whoever mixes them cuts them
            begun: list[str] = []
            for closes, name in TAG.findall(inside):
                if name in names and not closes:
                    begun.append(name)
                elif name in names:
                    assert begun.pop() == name
            assert begun == []


@pytest.mark.parametrize(
    "text",
    [
        "# Клиент",
        "###### Клиент",
        "Клиент\n======",
        "[о клиенте](x.md)",
        "`клиент`",
        "    клиент",
        "```\nклиент\n```",
        "![клиент](x.png)",
        '<span title="клиент">x</span>',
        "<kbd>клиент</kbd>, <samp>клиент</samp>, <var>клиент</var>, <button>клиент</button>",
        '<a href="x">клиент</a>',
        '<span class="no-glossary">клиент <span>клиент</span> клиент</span>',
        '<div markdown class="no-glossary">\nклиент\n</div>',
        '<p>клиент</p>\n\n<script>"клиент"</script>',
        "Клиент\n{: .no-glossary }",
        '!!! note "Клиент"\n    текст',
        '??? note "Клиент"\n    текст',
        '=== "Клиент"\n    текст',
        "$клиент$",
        "$$\nклиент\n$$",
        "++ctrl++",
        "<https://example.com/клиент>",
        "[TOC]",
    ],
)
def test_nothing_is_linked_where_no_prose_is(text: str) -> None:
    assert linked(convert(text)[0]) == []


def test_raw_element_that_is_closed_ends_where_it_ends() -> None:
    html, _ = convert('<span class="x no-glossary">клиент <i>клиент</i></span> клиент <br> клиент')
    assert len(linked(html)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "- клиент",
        "1. клиент\n    - текст",
        "> **Ольга:** клиент",
        "| а |\n| - |\n| клиент |",
        "| клиент |\n| - |\n| а |",
        "!!! note\n    клиент",
        "??? note\n    клиент",
        '=== "Имя"\n    клиент',
        "текст[^1]\n\n[^1]: клиент",
        "Слово\n: клиент",
        '<div markdown="1">\nклиент\n</div>',
        "<b>клиент</b>",
        "клиент[^1]\n\n[^1]: текст",
        "клиент `код`",
        r"\*клиент\*",
    ],
)
def test_prose_is_linked_wherever_it_stands(text: str) -> None:
    assert linked(convert(text)[0]) == ["клиент"]


PAGE = """
клиент, клиенты

## Раз

клиента и внутренний клиент

### Два

клиенту

#### Три

клиентом[^1]

[^1]: о клиенте и клиентах
"""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("first", ["клиент", "внутренний клиент"]),
        ("section", ["клиент", "клиента", "внутренний клиент", "клиенту", "клиенте"]),
        (
            "all",
            [
                *["клиент", "клиенты", "клиента", "внутренний клиент", "клиенту", "клиентом"],
                *["клиенте", "клиентах"],
            ],
        ),
    ],
)
def test_the_policy_says_which_occurrences_are_links(
    link: Literal["first", "section", "all"], expected: list[str]
) -> None:
    assert linked(convert(PAGE, link)[0]) == expected


def test_occurrence_that_cannot_be_linked_leaves_the_first_link_to_the_next() -> None:
    html, _ = convert("**наш внутренний** клиент, внутренний клиент", "first")
    assert linked(html) == ["внутренний клиент"]


def test_occurrences_know_their_heading_and_its_later_id() -> None:
    _, occurrences = convert(PAGE, "first")
    places = [
        (o.term_id, None if o.heading is None else o.heading.get("id"), o.linked)
        for o in occurrences
    ]
    assert places == [
        ("client", None, True),
        ("client", None, False),
        ("client", "_1", False),
        ("internal", "_1", True),
        ("client", "_2", False),
        ("client", "_3", False),
        ("client", None, False),
        ("client", None, False),
    ]


def test_a_heading_inside_a_block_ends_with_the_block() -> None:
    text = '## A\n\n=== "tab"\n\n    ### B\n\n    клиент\n\nклиент *x* клиент\n'
    _, occurrences = convert(text)
    assert [one.heading is not None and one.heading.get("id") for one in occurrences] == [
        "b",
        "a",
        "a",
    ]


def test_own_term_is_neither_linked_nor_recorded_nor_found_in_parts() -> None:
    html, occurrences = convert("внутренний клиент и клиент", own={"internal"})
    assert linked(html) == ["клиент"]
    assert [o.term_id for o in occurrences] == ["client"]


def test_linker_can_run_again_on_another_page() -> None:
    md = Markdown()
    links = GlossaryLinks(md, MATCHER, str, link="first")
    md.treeprocessors.register(links, "kb-glossary", GLOSSARY)
    assert md.convert("клиент") == md.reset().convert("клиент")
    assert len(links.occurrences) == 1
