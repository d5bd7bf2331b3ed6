"""Texts pasted from Word, messengers and chat assistants."""

import pytest

from kb.content.library import Document
from kb.content.model import Plain
from kb.content.yaml.front_matter import SourceText, parse
from kb.language import (
    Prose,
    Vocabulary,
    check_page,
    convert_body,
    mend,
    prose,
    with_hashtags_escaped,
    with_items_marked,
    with_items_nested,
    without_assistant_marks,
    without_pandoc_marks,
)

FRONT = "---\ntype: plain\ntitle: Слово\n---\n"


def _page(body: str) -> Prose:
    source = parse(FRONT + body)
    assert isinstance(source, SourceText)
    entry = Plain.model_validate(source.front.data)
    return prose(Document("ru", "page.md", "docs/ru/page.md", entry, source))


def _told(body: str) -> list[str]:
    found = sorted(check_page(_page(body), Vocabulary()))
    return [f"{one.line - 4}:{one.column} {one.rule}" for one in found]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("•\tраз\n•\tдва\n", "- раз\n- два\n"),
        ("Раз:\n· два\n· три\nещё\n", "Раз:\n\n- два\n- три\n\nещё\n"),
        ("•\tраз\no\tдва\no\tтри\n•\tчетыре\n", "- раз\n    - два\n    - три\n- четыре\n"),
        ("• раз\n  • два\n• три\n", "- раз\n    - два\n- три\n"),
        ("> • раз\n> • два\n", "> - раз\n> - два\n"),
        ("• раз\n• два и\nтри\n• че\nтыре\n", "- раз\n- два и\nтри\n- че\nтыре\n"),
        ('!!! note "А"\n\n    • раз\n    • два\n', '!!! note "А"\n\n    - раз\n    - два\n'),
        ('=== "А"\n\n    1) раз\n    2) два\n', '=== "А"\n\n    1. раз\n    2. два\n'),
        ("1) раз\n    • два\n    • три\n2) ещё\n", "1. раз\n    - два\n    - три\n2. ещё\n"),
        (
            "Раз:\n\n\t•\tдва\n\t\t•\tтри\n\t1.\tчетыре\nПять\n",
            "Раз:\n\n- два\n    - три\n1. четыре\n\nПять\n",
        ),
        ("Раз:\n\t1.\tдва\n", "Раз:\n\n1. два\n"),
        ("– раз;\n– два.\n", "- раз;\n- два.\n"),
        ("–\tраз\n–\tдва\n", "- раз\n- два\n"),
        ("* раз\n** два\n*** три\n* ещё\nи\n", "- раз\n    - два\n        - три\n- ещё\n\nи\n"),
        ("Раз:\n– Паспорт\n– Диплом.\n", "Раз:\n\n- Паспорт\n- Диплом.\n"),
        ("1) раз\n2)\tдва\n", "1. раз\n2. два\n"),
        ("1) раз\n   - два\n2) три\n", "1. раз\n   - два\n2. три\n"),
        ("- раз\n    1) два\n    2) три\n", "- раз\n    1. два\n    2. три\n"),
    ],
)
def test_items_get_the_marks_that_markdown_knows(typed: str, marked: str) -> None:
    assert with_items_marked(_page(typed)) == marked


def test_a_list_between_tabs_is_told_where_it_would_be_code() -> None:
    assert "3:2 lost-lists" in _told("Раз:\n\n\t•\tдва\n\t•\tтри\n")
    assert "lost-lists" not in " ".join(_told("```\n\n\t•\tдва\n```\n"))


@pytest.mark.parametrize(
    "typed",
    [
        "• раз\n",
        "— Раз.\n— Два.\n",
        "— Раз\nи два.\n— Три\n",
        "* раз\n*** два\n",
        "* раз\n* два\n",
        "* раз\n**два** три\n",
        "* раз **два\n** три\n* ещё\n",
        "* без НДС\n** с НДС\n",
        "Раз\n— Два\n— Три\n",
        "1) раз\n\n2) два\n",
        "2) раз\n3) два\n",
        "```\n• раз\n• два\n```\n",
        "Слово.\n\n    • раз\n    • два\n",
        "```\n\t•\tраз\n```\n",
        "o  раз\nи o  два\n",
        "о  цене\nо  сроке\n",
        "| • раз |\n| --- |\n| • два |\n",
    ],
)
def test_other_lines_keep_their_signs(typed: str) -> None:
    assert with_items_marked(_page(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Раз.:contentReference[oaicite:0]{index=0}\n", "Раз.\n"),
        ("Раз【12†source】, два 【4:0†а.pdf】 три.\n", "Раз, два три.\n"),
        ("[cite_start]Раз[cite: 1, 2]. [cite_start]Два.\n", "Раз. Два.\n"),
        ("Раз.【1†а】Два «[cite_start]три»【2†б】\n", "Раз. Два «три»\n"),
        ("Раз \ue200cite\ue202turn0search1\ue201.\n", "Раз.\n"),
        ("- Раз [citation:1][citation:2]\n- Два [web:3]\n", "- Раз\n- Два\n"),
        (':::writing{variant="email" id="1"}\nРаз.\n:::\n', "\nРаз.\n\n"),
        ("```markdown\n## Раз\n\n```text\nДва\n```\n```\n", "## Раз\n\n```text\nДва\n```\n"),
    ],
)
def test_marks_of_chat_assistants_are_told_and_removed(typed: str, cleaned: str) -> None:
    assert {one.split()[1] for one in _told(typed)} >= {"assistant-marks"}
    assert without_assistant_marks(_page(typed)) == cleaned
    assert "assistant-marks" not in " ".join(_told(cleaned))


def test_what_an_assistant_says_to_the_asker_is_told() -> None:
    typed = "Конечно! Вот план.\n\nЕсли хотите, сделайте.\n\nЕсли хотите, я могу:\n\n- да\n"
    assert _told(typed) == ["1:1 assistant-marks", "5:1 assistant-marks"]
    assert _told("Слово.\n\nИ ещё.\n\nКонечно! Вот и всё.\n") == []
    assert _told("Слово.\n\nЕсли нужно, могу позвонить.\n\nС уважением, Анна\n") == []
    assert _told("> Отлично! Вот план.\n\nСлово.\n\n- Надеюсь, это поможет.\n") == []


@pytest.mark.parametrize(
    "typed",
    [
        "`【12†source】` и `[cite: 1]`\n",
        "Раз [1], [два: 2] и [web]\n",
        "```markdown\n## Раз\n```\n\nДва.\n",
        "```text\n## Раз\n```\n",
        ":::writing\nРаз.\n:::\n",
    ],
)
def test_what_only_looks_like_such_marks_stays(typed: str) -> None:
    assert "assistant-marks" not in " ".join(_told(typed))
    assert without_assistant_marks(_page(typed)) == typed


def test_formulas_are_told_once_a_paragraph() -> None:
    text = "\\[\n\\frac{а}{б} \\times 2\n\\]\n\nИли $\\frac{а}{б}$.\n\n`\\frac` и D:\\text.\n"
    assert [one for one in _told(text) if "formulas" in one] == ["2:1 formulas", "5:6 formulas"]


def test_bullets_between_numbers_make_a_list_below_a_text() -> None:
    text = f"{FRONT}Шаги:\n1. раз:\n- а\n- б\n2. два:\n- в\n"
    source = parse(text)
    assert isinstance(source, SourceText)
    mended = mend(_page(text.removeprefix(FRONT)).document, Vocabulary()).source.text
    assert mended == text.replace("Шаги:\n", "Шаги:\n\n")
    html = convert_body(mended.removeprefix(FRONT)).html
    assert html.count("<ol") == html.count("<ul") == 2
    assert '<ol start="2">' in html


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Шаги\n1. раз и\nещё\n2. два\n", "Шаги\n\n1. раз и\nещё\n2. два\n"),
        ("Шаги\n1. раз\n1. два\n", "Шаги\n\n1. раз\n1. два\n"),
        (
            "Слово `раз` и `два`\nи `три`.\n\nШаги\n- `раз` — четыре\n- `два` — пять\n",
            "Слово `раз` и `два`\nи `три`.\n\nШаги\n\n- `раз` — четыре\n- `два` — пять\n",
        ),
        ("Шаги\n1. раз\n3. два\n", "Шаги\n1. раз\n3. два\n"),
        ("Шаги:\n1.\tраз\n2.\tдва\n", "Шаги:\n\n1.\tраз\n2.\tдва\n"),
        ("Шаги:\n- раз\n- два\nПотом.\n", "Шаги:\n\n- раз\n- два\n\nПотом.\n"),
        ("В городе\n- где живут\nлюди.\n", "В городе\n- где живут\nлюди.\n"),
    ],
)
def test_a_list_may_have_a_text_at_the_margin(typed: str, mended: str) -> None:
    assert mend(_page(typed).document, Vocabulary()).source.text == FRONT + mended


def test_an_item_below_a_text_of_the_item_above_becomes_one() -> None:
    typed = "1. раз\n   * а\n   \n   Пример.\n2. два\n"
    assert with_items_nested(_page(typed)).endswith("    Пример.\n2. два\n")


@pytest.mark.parametrize(
    ("typed", "nested"),
    [
        ("1. раз\n\n   Ещё.\n\n2. два\n", "1. раз\n\n    Ещё.\n\n2. два\n"),
        ("- раз\n\n  Ещё.\n- два\n", "- раз\n\n    Ещё.\n- два\n"),
        ("- раз\n\n Слово.\n\n- два\n", "- раз\n\n Слово.\n\n- два\n"),
    ],
)
def test_a_paragraph_of_an_item_gets_the_indent_that_keeps_it_there(
    typed: str, nested: str
) -> None:
    assert with_items_nested(_page(typed)) == nested


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("#важно @ivanov\n\nСлово.\n", "\\#важно @ivanov\n\nСлово.\n"),
        ("Слово.\n\n#HR #Отпуск\n", "Слово.\n\n\\#HR #Отпуск\n"),
        ("> #важно\n", "> \\#важно\n"),
        ("#Раздел\n", "#Раздел\n"),
        ("# раздел #важно\n", "# раздел #важно\n"),
        ("##раздел\n", "##раздел\n"),
        ("```\n#важно\n```\n", "```\n#важно\n```\n"),
    ],
)
def test_hashtags_do_not_become_headings(typed: str, escaped: str) -> None:
    assert with_hashtags_escaped(_page(typed)) == escaped


def test_a_sign_of_less_hides_no_words_from_the_search_for_places() -> None:
    typed = "Типы Num<Date (раз).\n\nТри  слова.\n\nПри 7 > 5.\n\nТри слова.\n"
    assert _told(typed) == ["3:4 spaces"]


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("[[раз]{.mark}]{.underline} и []{#_Toc1 .anchor}два\n", "раз и два\n"),
        ("[[раз](a.md)]{.underline}, [[два]{.c}](b.md)\n", "[раз](a.md), [два](b.md)\n"),
        ("- [Файл -\n  Открыть]{.emph}\n", "- Файл -\n  Открыть\n"),
        ('![А](a.png){width="6in"\nheight="3in"} и\n', "![А](a.png) и\n"),
        ("`[раз]{.c}`\n\n```\n[раз]{.c}\n```\n", ""),
        ("[раз]{.c} [^1]{.c} [a](b.md){.c} ![a](b.png){width=2}\n\n[Раз]: b.md\n", ""),
        ("Слово:\n\n    [раз]{.c}\n", ""),
    ],
)
def test_marks_of_pandoc_are_removed_from_words(typed: str, bare: str) -> None:
    assert without_pandoc_marks(_page(typed)) == (bare or typed)
