"""Texts pasted from Word, messengers and chat assistants."""

import pytest

from kb.language import Prose, Vocabulary, check_page, convert_body, prose
from kb.language.mending.assistant_marks import without_assistant_marks
from tests.bases import page_of

FRONT = "---\ntype: plain\ntitle: Слово\n---\n"


def _page(body: str) -> Prose:
    return prose(page_of(FRONT + body))


def _told(body: str) -> list[str]:
    found = sorted(check_page(_page(body), Vocabulary()))
    return [f"{one.line - 4}:{one.column} {one.rule}" for one in found]


def test_a_list_between_tabs_is_told_where_it_would_be_code() -> None:
    assert "3:2 lost-lists" in _told("Раз:\n\n\t•\tдва\n\t•\tтри\n")
    assert "lost-lists" not in " ".join(_told("```\n\n\t•\tдва\n```\n"))


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


def test_bullets_between_numbers_make_lists_of_their_own() -> None:
    html = convert_body("1. раз:\n- а\n- б\n2. два:\n- в\n").html
    assert html.count("<ol") == html.count("<ul") == 2
    assert '<ol start="2">' in html


def test_a_sign_of_less_hides_no_words_from_the_search_for_places() -> None:
    typed = "Типы Num<Date (раз).\n\nТри  слова.\n\nПри 7 > 5.\n\nТри слова.\n"
    assert _told(typed) == ["3:4 spaces"]
