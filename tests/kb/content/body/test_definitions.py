"""Only what may be an address defines a link; a text in the same form stays on the page."""

import time

import pytest

from kb.language.text.conversion import convert

ADDRESSES = (
    "https://a.example/б",
    "mailto:a@b.example",
    "<a.md>",
    "a.md#b",
    "../папка/файл.md",
    "#место",
    "/a/",
    "папка/",
    "a.example",
    "имя@пример.рф",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("title", ["", ' "Два"', "\n    (Два)"])
def test_an_address_defines_a_link(address: str, title: str) -> None:
    html = convert(f"[Раз][a].\n\n[a]: {address}{title}\n").html
    assert html.startswith(f'<p><a href="{address.strip("<>")}"')
    assert "[a]" not in html


@pytest.mark.parametrize(
    "typed", ["[Иван]: Привет", "[Важно]: да/нет", "[10:15]: Да.", "[Срок]: 10:15", "[Итог]: 5.5"]
)
def test_words_stay_a_text(typed: str) -> None:
    assert convert(typed).html == f"<p>{typed}</p>"
    assert convert(f"- {typed}\n- раз").html == f"<ul>\n<li>{typed}</li>\n<li>раз</li>\n</ul>"


def test_a_long_word_takes_no_longer_than_its_length() -> None:
    started = time.process_time()
    convert("[a]: " + "а." * 100_000 + "\n\n" + "[" * 1000 + "]: а")
    assert time.process_time() - started < 3
