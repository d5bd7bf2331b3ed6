"""Words in braces, and lists of attributes."""

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
        ("Раз\n{: .no-glossary }\n", 'class="no-glossary"'),
        ('[раз](https://a.example/){ title="Два" }\n', 'title="Два"'),
    ],
)
def test_attributes_are_taken_as_before(typed: str, made: str) -> None:
    html = convert(typed).html
    assert made in html
    assert "{" not in html
