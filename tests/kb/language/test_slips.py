"""Slips in Markdown that spoil a page silently: where they are reported, and how fast.

What is reported, and what is not, is in tests/cases/language.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kb.language import Vocabulary, check_page, prose
from kb.language.markup.lost_links import lost_links
from tests.bases import page_of

FRONT = "---\ntype: plain\ntitle: Слово\n---\n"
SLIPS = frozenset(
    "address blanks empty-boxes entities lost-links lost-lists mixed-letters same-id shown-blocks"
    " unclosed-bold unclosed-code unclosed-fences unclosed-tags".split()
)


def _told(body: str, front: str = FRONT) -> Iterator[str]:
    page = prose(page_of(front + body))
    for one in sorted(check_page(page, Vocabulary()), key=lambda one: (one.line, one.column)):
        if one.rule in SLIPS:
            yield f"{one.line}:{one.column} {one.rule}"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Слово.\n\n> /// checklist C02\n> ///\n", "7:3 shown-blocks"),
        ("Слово\n\n  <div>\n\nДальше.\n", "7:3 unclosed-tags"),
        ("- Раз\n\n    ```sh\n    ls\n\n- Два\n", "7:5 unclosed-fences"),
        ("Раз\nи **два.\n", "6:5 unclosed-bold"),
        ("Раз\nи `два.\n", "6:4 unclosed-code"),
        ("> Раз.\n>\n> !!! note «Важно»\n>\n>     Текст.\n", "7:3 empty-boxes"),
        ("Раз\nи [слово] (../a.md).\n", "6:4 lost-links"),
        ("Раз\n![схема зала] (../a.png)\n", "6:3 lost-links"),
        ("Раз и\n[слово](file:///a).\n", "6:9 address"),
        ("- раз\n  - два\n", "6:3 lost-lists"),
        ("Нужны:\n• раз\n• два\n", "6:1 lost-lists"),
        ("Раз\nи cрок.\n", "6:3 mixed-letters"),
        ("Раз\nи дата __.__.____ г.\n", "6:8 blanks"),
        ("## Раз {#a}\n\nСлово.\n\n## Два { .b #a }\n", "9:13 same-id"),
    ],
)
def test_slip_is_told_where_it_stands(body: str, place: str) -> None:
    assert list(_told(body)) == [place]


def test_slip_in_a_field_is_told_there() -> None:
    front = (
        "---\nid: G90\ntype: guide\ntitle: Гайд\nsummary: Раз [слово] (../a.md), **два и cрок.\n"
        "section: do\naudience:\n  - employee\nreviewed: 2026-11-23\n---\n"
    )
    assert list(_told("Слово.\n", front)) == [
        "5:15 lost-links",
        "5:35 unclosed-bold",
        "5:41 mixed-letters",
    ]


def test_entity_in_a_field_is_told_with_what_to_write() -> None:
    front = (
        "---\nid: G90\ntype: guide\ntitle: Раз&nbsp;два\n"
        "summary: Раз &mdash; R&D; AT&T; `&lt;` &#173;два.\n"
        "section: do\naudience:\n  - employee\nreviewed: 2026-11-23\n---\n"
    )
    page = prose(page_of(front + "Раз&nbsp;два &mdash; три.\n"))
    told = [
        (one.line, one.column, one.message)
        for one in check_page(page, Vocabulary())
        if one.rule == "entities"
    ]
    shown = "в поле так и покажут"
    assert told == [
        (
            4,
            11,
            f"поле «title»: «&nbsp;» {shown}; "
            "поставьте обычный пробел: неразрывные сайт ставит сам",
        ),
        (5, 14, f"поле «summary»: «&mdash;» {shown}; напишите сам знак: —"),
        (5, 40, f"поле «summary»: «&#173;» {shown}; уберите: знак невидим"),
    ]


def test_unclosed_tag_is_told_once() -> None:
    assert list(_told("<div>\n\n<b>Слово\n\n<div>\n\n## Раздел\n")) == ["5:1 unclosed-tags"]


@pytest.mark.parametrize(
    "body",
    [
        "[" * 1_000 + "\n",
        "[[" + "a" * 20_000 + "\n",
        "[" + "слово " * 5_000 + "](../a.md\n",
        "сc" * 10_000 + "\n",
        "• " + "раз " * 5_000 + "\n",
        "— раз;" * 5_000 + "\n",
        "- слово\n" * 2_000,
        "2. слово\n\nЕщё.\n\n" * 400,
        "<b " * 500 + "\n",
        "!!! " + "note " * 5_000 + "«\n",
        "{ #" * 5_000 + "\n",
        "```x,y\n\n" * 400,
        "слово ^" + "a" * 20_000 + "!\n",
        "**раз:** два\n" * 2_000,
        "раз\tдва\n" * 2_000,
        "import " * 3_000 + "\n",
        "." * 20_000 + "\n",
    ],
)
def test_long_text_takes_little_longer_to_check_than_to_read(body: str) -> None:
    begin = time.process_time()
    list(_told(body))
    told = time.process_time() - begin
    begin = time.process_time()
    prose(page_of(FRONT + body))
    assert told < 10 * (time.process_time() - begin) + 2


def test_many_open_brackets_are_looked_at_once() -> None:
    # Not a whole page of them: Python-Markdown itself looks through all that follows each.
    passage = prose(page_of(FRONT + "Слово.\n")).passages[-1]
    brackets = replace(passage, text="[" * 20_000)
    begin = time.process_time()
    assert list(lost_links(brackets, Vocabulary())) == []
    assert time.process_time() - begin < 1


def test_a_tag_in_a_field_is_told() -> None:
    front = "---\ntype: plain\ntitle: <b>Раз</b> <id> <Name> `<i>` < 5\n---\n"
    page = prose(page_of(front + "<b>Слово</b>\n"))
    told = [str(one) for one in check_page(page, Vocabulary()) if one.rule == "entities"]
    assert told == [
        "docs/ru/page.md:3:8: предупреждение: поле «title»: «<b>» в поле так и покажут; уберите "
        "тег; выделяют так: **важное**, *термин*"
    ]


@pytest.mark.parametrize(("body", "told"), [("\n  \n", ["3"]), ("/// catalogue | role\n///\n", [])])
def test_a_page_without_a_text_is_told(body: str, told: list[str]) -> None:
    page = prose(page_of(FRONT + body))
    found = [one for one in check_page(page, Vocabulary()) if one.rule == "empty-page"]
    assert [str(one.line) for one in found] == told
