"""Words in braces and lists of attributes, and pipes in the cells of tables."""

import pytest

from kb.language.text.conversion import convert
from tests.bakery import convert as page_of
from tests.bakery import page


@pytest.mark.parametrize(
    "typed",
    [
        "## Шаг 1. {Что делаем}\n",
        "**Здравствуйте,** {имя}! `код`{слово}\n",
        "Уважаемый\n{имя и отчество}\n",
        "| Раз {имя} | Два |\n| --- | --- |\n| Три {дата: день} | Четыре |\n",
        "- Раз {имя}\n    - Два\n",
    ],
)
def test_words_in_braces_are_text(typed: str) -> None:
    for html in (convert(typed).html, page_of(page("ru/about/sources.md"), typed)):
        assert html.count("{") == html.count("}") == typed.count("{")


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("## Раз { #raz }\n", 'id="raz"'),
        ("[раз](a.docx){ download .md-button }\n", '<a class="md-button" download'),
        ("Раз\n{: .no-glossary }\n", 'class="no-glossary"'),
        ('[раз](https://a.example/){ title="Два" }\n', 'title="Два"'),
    ],
)
def test_attributes_are_taken_as_before(typed: str, made: str) -> None:
    html = convert(typed).html
    assert made in html
    assert "{" not in html


def test_a_pipe_in_code_in_a_cell_has_no_backslash() -> None:
    typed = "| Раз | `а \\| б` |\n| --- | --- |\n| Два | `д \\\\\\| е` |\n"
    for html in (convert(typed).html, page_of(page("ru/about/sources.md"), typed)):
        assert "<code>а | б</code>" in html
        assert "\\\\\\|" in html
        assert html.count("<td") == 2
