"""Embeds: the check and the page agree on where blocks are."""

import pytest
from markdown import Markdown

from kb.content.body.dialect import EXTENSIONS
from kb.content.body.embeds import embeds
from kb.markdown import KnowledgeBaseExtension
from tests.bakery import page, tree, words

STANDS = {
    "by itself": "/// role | R01\n///",
    "before text": "/// role | R01\n///\nслова",
    "after text": "слова\n/// role | R01\n///",
    "under a heading": "## Часть\n/// role | R01\n///",
    "in capitals and with spaces": "  ///  Role  |  R01  \n  ///",
    "left open": "/// role | R01\n\nслова",
    "with text in it": "/// role | R01\nслова\n///",
    "with attributes": "/// role | R01\n    attrs: {name: quiz}\n///",
    "a list": "- слова\n\n    /// role | R01\n    ///\n\n- слова",
    "the beginning of an item": "- /// role | R01\n  ///\n- слова",
    "a nested list": "1. слова\n    - слова\n\n        /// role | R01\n        ///",
    "a quotation": "> слова\n>\n> /// role | R01\n> ///",
    "a quotation in a list": "- слова\n\n    > /// role | R01\n    > ///",
    "a quotation that is not marked on": "> слова\n/// role | R01\n///",
    "an admonition": "!!! note\n\n    /// role | R01\n    ///",
    "details": '??? note "Ещё"\n\n    /// role | R01\n    ///',
    "a tab": '=== "Первая"\n\n    /// role | R01\n    ///',
    "a footnote": "слова[^1]\n\n[^1]: слова\n\n    /// role | R01\n    ///",
    "the beginning of a footnote": "слова[^1]\n\n[^1]: /// role | R01\n    ///",
    "a definition": "Слово\n:   /// role | R01\n    ///",
    "HTML that holds Markdown": "<div markdown>\n\n/// role | R01\n///\n\n</div>",
    "HTML with an empty line": "<details>\n\n/// role | R01\n///\n\n</details>",
    "after a fence that is not closed": "```\n/// role | R01\n///",
    "after a comment": "<!-- нет -->\n\n/// role | R01\n///",
    "between backticks of two paragraphs": "`слова\n\n/// role | R01\n///\n\nслова`",
}

EXAMPLES = {
    "a fence": "```\n/// role | R01\n///\n```",
    "a fence of waves": "~~~\n/// role | R01\n///\n~~~",
    "a longer fence": "````\n```\n/// role | R01\n///\n```\n````",
    "a fence in a list": "- слова\n\n    ```\n    /// role | R01\n    ///\n    ```",
    "a fence in a list close by": "- слова\n    ~~~\n    /// role | R01\n    ///\n    ~~~",
    "a fence deep in a list": "- а\n    - б\n\n        ```\n        /// role | R01\n        ```",
    "a fence in a quotation": "> ```\n> /// role | R01\n> ///\n> ```",
    "a fence in an admonition": "!!! note\n\n    ```\n    /// role | R01\n    ///\n    ```",
    "a fence in details": '??? note "Ещё"\n\n    ~~~\n    /// role | R01\n    ///\n    ~~~',
    "a fence in a tab": '=== "Первая"\n\n    ```\n    /// role | R01\n    ///\n    ```',
    "a fence in a footnote": "а[^1]\n\n[^1]: б\n\n    ```\n    /// role | R01\n    ///\n    ```",
    "indented code": "слова\n\n    /// role | R01\n    ///",
    "code indented by a tab": "\t/// role | R01\n\t///",
    "indented code in a list": "- слова\n\n        /// role | R01\n        ///",
    "code in a line": "Так: `/// role | R01`",
    "a comment": "<!--\n/// role | R01\n///\n-->",
    "a comment of several paragraphs": "<!-- слова\n\n/// role | R01\n///\n\n-->\n\nслова",
    "a comment of one line": "<!-- /// role | R01 -->",
    "pre": "<pre>\n/// role | R01\n///\n</pre>",
    "pre with blank lines": "<pre><code>\n\n/// role | R01\n///\n\n</code></pre>",
    "HTML": "<div>\n/// role | R01\n///\n</div>",
    "a cell": "| Так |\n| --- |\n| /// role | R01 |",
    "the middle of a line": "Ставят /// role | R01",
}


def _html(text: str) -> str:
    ours = KnowledgeBaseExtension(context=page("ru/about/sources.md"))
    return Markdown(extensions=[*EXTENSIONS, ours]).convert(text)


@pytest.mark.parametrize("text", STANDS.values(), ids=STANDS)
def test_what_the_page_shows_is_found_in_its_line(text: str) -> None:
    assert _html(text).count('data-role="R01"') == 1
    (found,) = embeds(text)
    assert (found.type, found.id) == ("role", "R01")
    assert "R01" in text.split("\n")[found.line]


@pytest.mark.parametrize("text", EXAMPLES.values(), ids=EXAMPLES)
def test_what_the_page_has_as_an_example_is_not_found(text: str) -> None:
    assert "data-role" not in _html(text)
    assert list(embeds(text)) == []


@pytest.mark.parametrize("text", ["/// rolle | R01\n///", "> /// rolle | R01\n> ///"])
def test_a_slip_in_the_name_is_found_where_the_block_would_stand(text: str) -> None:
    assert [one.type for one in embeds(text)] == ["rolle"]


@pytest.mark.parametrize("name", ["details", "role-5", "рол"])
def test_a_block_of_somebody_else_is_none_of_ours(name: str) -> None:
    assert list(embeds(f"> /// {name} | R01\n> ///")) == []


def test_blocks_come_in_the_order_of_their_lines() -> None:
    text = "[^1]: /// role | R01\n    ///\n\nслова[^1]\n\n/// role | R02\n///"
    assert [(one.line, one.id) for one in embeds(text)] == [(0, "R01"), (5, "R02")]


def test_nothing_is_lost_below_a_block_that_is_left_open() -> None:
    html = _html("/// term | sla\n\nСлова.\n\n- раз\n\n/// role | R02\n\n## Часть\n\nЕщё слова.")
    root = tree(html)
    assert [one.tag for one in root] == ["div", "p", "ul", "div", "h2", "p"]
    assert words(html).endswith("раз " + words(_html("/// role | R02\n///")) + " Часть Ещё слова.")


def test_text_in_a_block_stands_below_it() -> None:
    assert words(_html("/// term | sla\nСлова.\n///\nЕщё.")).endswith(" Слова. Ещё.")
    assert words(_html("//// term | sla\n///\n////\nЕщё.")).endswith(" /// Ещё.")


def test_blocks_left_open_in_a_list_come_to_an_end() -> None:
    html = _html("1. /// role | R01\n1. ///\n/// role | R02\n\n///\n\n///\n")
    assert tree(html).xpath("//@data-role") == ["R01", "R02"]
