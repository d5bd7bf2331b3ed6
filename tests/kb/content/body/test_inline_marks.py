"""Marks of other Markdown dialects have the meaning that they have there."""

import sys
import time

import pytest

from kb.language.text.conversion import convert
from tests.bakery import convert as page_of
from tests.bakery import page


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Было ~~раз и **два**~~.", "Было <del>раз и <strong>два</strong></del>."),
        ("**~~Раз~~**, [~~два~~](#a)", "<strong><del>Раз</del></strong>, "),
        ("Это ==главное==, и *==это==*.", "Это <mark>главное</mark>, и <em><mark>это</mark></em>."),
        ("Готово :+1: (:warning:{раз})", "Готово 👍 (⚠️{раз})"),
        ("Раз\\\nдва", "Раз<br />\nдва"),
        (r"\~5 минут, \$10, \@имя, \"раз\", \=\=два\=\=", '~5 минут, $10, @имя, "раз", ==два=='),
        (r"\:smile:", ":smile:"),
        ("H~2~O, f(x)~i~, 10^-6^", "H<sub>2</sub>O, f(x)<sub>i</sub>, 10<sup>-6</sup>"),
        ("Жмите ++ctrl+s++ :material-content-save:.", "Жмите <kbd>ctrl+s</kbd> ."),
        ("Шаг :material-home:{ .lg .middle } раз", "Шаг  раз"),
        ("Слово\n#123, а\n#метка.\n## Язык C#", "#метка.</p>\n<h2>Язык C#</h2>"),
        ("## Раз ##\n## F##\n", "<h2>Раз</h2>\n<h2>F##</h2>"),
        ("Слово\n   ## Раз\n - три\n", "<p>Слово</p>\n<h2>Раз</h2>\n<ul>\n<li>три</li>"),
        ("1. Раз\n   ## Два\n2. Три", "<li>Раз<h2>Два</h2>\n</li>\n<li>Три</li>"),
        ("- Раз\n---\nДва", "<li>Раз</li>\n</ul>\n<hr />\n<p>Два</p>"),
        ("> Раз\n---", "<p>Раз</p>\n</blockquote>\n<hr />"),
        ("1. Раз\n===", ">1. Раз</h"),
        ("-5 р.\n---", "-5 р.</h2>"),
    ],
)
def test_mark_becomes_what_it_means(typed: str, shown: str) -> None:
    assert shown in convert(typed).html
    assert shown in page_of(page("ru/about/sources.md"), typed).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "От ~5 до ~~ 6 ~~ минут, ~~~7~~~",
        "a==b, c==d, x == y и == z ==, ====",
        "12:30:45, HH:mm:ss, :нет:, :no-such-sign:, host:8080:x:y",
        "5~10~15, a ~b~, C++ и ++i, ^а^, x^2+y^2=z^2, ура^_^",
        ":material-check:",
        "#важно #сервис",
        "##########",
        r"C:\Docs\отчёт, C:\%TEMP%, раз\два",
    ],
)
def test_other_text_stays_as_it_is_typed(typed: str) -> None:
    assert convert(typed).html == f"<p>{typed}</p>"


def test_code_stays_as_it_is_typed() -> None:
    assert "<code>~~a~~ ==b== :smile: \\~</code>" in convert("`~~a~~ ==b== :smile: \\~`").html
    assert ":smile: ~~a~~\\\n" in convert("```\n:smile: ~~a~~\\\nb\n```").html


def test_signs_are_not_read_for_a_text_without_their_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.content.body import inline_marks

    inline_marks._emoji.cache_clear()
    monkeypatch.setitem(sys.modules, "pymdownx.gemoji_db", None)
    monkeypatch.delattr("pymdownx.gemoji_db", raising=False)
    assert convert("Начало: 9:00, `:smile:`").html


@pytest.mark.parametrize(
    "sign", ["~~a ", "==a ", ":a ", "\\\n", "~~", "a~~b==", "a~1a^1", "++a+", "# ", "####"]
)
def test_hostile_text_takes_no_time(sign: str) -> None:
    begun = time.perf_counter()
    convert(f"{sign * 5_000}x")
    assert time.perf_counter() - begun < 5
