"""A page has one first-level heading, its title, whatever headings its text has."""

from typing import Any

import pytest

from tests.bakery import changed, convert, document, page, tree, with_entry, words

SOURCE = "ru/guides/kak-prosit.md"
"""Its title is «Как просить»."""


def _parts(text: str, source: str = SOURCE) -> list[tuple[Any, str]]:
    """The tags of the page's text, and the words in each."""
    ours = page(source)
    return [(one.tag, "".join(one.itertext()).strip()) for one in tree(convert(ours, text))]


@pytest.mark.parametrize(
    "heading",
    [
        "# Как просить",
        "# как  просить #",
        "# Как *просить*",
        "Как просить\n===========",
        "<h1>Как просить</h1>",
        '<H1 align="center">Как <em>просить</em></H1>',
    ],
)
def test_a_title_that_the_text_repeats_is_shown_once(heading: str) -> None:
    text = f"{heading}\n\nСлова.\n\n## Часть"
    assert _parts(text) == [("p", "Слова."), ("h2", "Часть")]


@pytest.mark.parametrize(
    "heading", ["# Иначе", "Иначе\n=====", "<h1>Иначе</h1>", '<h1 class="a">Иначе</h1>']
)
def test_another_heading_stays_a_level_lower_with_all_below_it(heading: str) -> None:
    text = f"{heading}\n\nСлова.\n\n## Часть\n\n<h3>Мелочь</h3>\n\n###### Предел"
    levels = [("h2", "Иначе"), ("p", "Слова."), ("h3", "Часть"), ("h4", "Мелочь"), ("h6", "Предел")]
    assert _parts(text) == levels


def test_sections_of_the_first_level_become_sections() -> None:
    text = "# Как просить\n\n# Раз\n\n## Один\n\n# Два\n\n# Как просить"
    sections = [("h2", "Раз"), ("h3", "Один"), ("h2", "Два"), ("h2", "Как просить")]
    assert _parts(text) == sections


@pytest.mark.parametrize(
    "heading",
    [
        "# Как просить {: #kak }",
        "# [Как просить](../index.md)",
        "# Как просить ![](../../assets/a.png)",
        '<h1 id="kak">Как просить</h1>',
        '<h1><a href="../index.md">Как просить</a></h1>',
    ],
)
def test_a_repeated_title_that_is_a_place_or_leads_to_one_stays(heading: str) -> None:
    assert [tag for tag, _ in _parts(heading)] == ["h2"]


def test_a_heading_is_lowered_wherever_it_stands() -> None:
    text = "- # В списке\n\n> # В цитате\n\n<div markdown>\n\n# В HTML\n\n</div>\n\nИ <h1>тут</h1>"
    html = convert(page(SOURCE), text)
    assert "<h1" not in html
    shown = [words(f"<p>{one.text}</p>") for one in tree(html).xpath("//h2")]
    assert shown == ["В списке", "В цитате", "В HTML", "тут"]


def test_code_and_words_stay_as_they_are() -> None:
    html = convert(page(SOURCE), "# Иначе\n\nТег `<h1>` и &lt;h1&gt;.\n\n    <h1>Код</h1>")
    assert words(html) == "Иначе Тег <h1> и <h1>. <h1>Код</h1>"


def test_an_embed_stands_below_the_heading_as_it_is_shown() -> None:
    html = convert(page(SOURCE), "# Иначе\n\n/// role | R01\n///")
    assert tree(html).xpath("//*[@data-role]/h3/@class") == ["kb-embed__title"]


def test_a_heading_of_a_document_to_fill_in_is_none_of_the_page() -> None:
    entry = changed(document("T01").entry, ("document",), "# Записка\n\n## Что\n\n{what} {hour}")
    ours = page("ru/templates/zapiska.md", with_entry("T01", entry))
    root = tree(convert(ours))
    assert root.xpath("//h1") == []
    assert root.xpath("//*[@data-part='document']/*[self::h2 or self::h3]/text()") == [
        "Записка",
        "Что",
    ]


def test_a_page_of_a_frame_of_its_own_has_its_title_in_its_text() -> None:
    entry = document("index.md").entry.model_copy(update={"template": "home.html"})
    home = page("ru/index.md", with_entry("index.md", entry))
    assert convert(home, "# У каждой работы есть клиент").startswith("<h1>")
