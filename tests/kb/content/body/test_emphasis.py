"""Emphasis begins and ends where CommonMark says, and no letter of a text is lost."""

import time

import pytest

from kb.language.text.conversion import convert


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "**Имя *, **дата**, *код* * и *срок*",
            "**Имя *, <strong>дата</strong>, <em>код</em> * и <em>срок</em>",
        ),
        ("**раз *два* _ **три**", "**раз <em>два</em> _ <strong>три</strong>"),
        ("*а *_*_ *сто*", "*а <em>_</em>_ <em>сто</em>"),
        ("5*2**3*4", "5<em>2**3</em>4"),
        (
            "***раз** два*, ***три***",
            "<em><strong>раз</strong> два</em>, <em><strong>три</strong></em>",
        ),
        ("*раз **два** три*, а_б_в", "<em>раз <strong>два</strong> три</em>, а_б_в"),
        ("Цена*, срок**, объём*, вес**", "Цена*, срок**, объём*, вес**"),
        ("Цена* (*без НДС)", "Цена* (*без НДС)"),
        ("**Важно:**текст, а**«раз»**б", "<strong>Важно:</strong>текст, а<strong>«раз»</strong>б"),
        ("Цена*  \nСрок*\\\nвес", "Цена*<br />\nСрок*<br />\nвес"),
        ("Имя: ___  \nДата: «_» 20__ г.", "Имя: ___<br />\nДата: «_» 20__ г."),
        ("*раз  \nдва*", "<em>раз<br />\nдва</em>"),
    ],
)
def test_signs_are_paired(typed: str, shown: str) -> None:
    assert convert(typed).html == f"<p>{shown}</p>"


@pytest.mark.parametrize("typed", ["*а ", "*а*б", "**а** ", "*а **б** ", "_а *б* "])
def test_a_long_text_takes_no_longer_than_its_length(typed: str) -> None:
    started = time.process_time()
    convert(typed * 4000)
    assert time.process_time() - started < 2
