"""Warnings about a glossary: definitions that explain nothing, and terms that nobody uses."""

from pathlib import Path

import pytest

from kb.lint.glossary import glossary_health, unused_terms
from tests.bases import base
from tests.disk import write


def _term(title: str, definition: str, more: str = "") -> str:
    fields = f"id: dough\ntype: term\ntitle: {title}\ngroup: basics\ndefinition: {definition}\n"
    return f"---\n{fields}---\n{more}"


DOUGH = {
    "ru/glossary/dough.md": _term("тесто", "Мука с водой и солью."),
    "en/glossary/dough.md": _term("dough", "Flour with water and salt."),
    "ru/index.md": "---\ntype: plain\ntitle: Начало\n---\n\nТеста всем хватает.\n",
    "en/index.md": "---\ntype: plain\ntitle: Start\n---\n\nThere is dough for all.\n",
}


def _told(docs: Path, pages: dict[str, str], locale: str) -> list[str]:
    write(docs, pages)
    kb = base(docs)
    assert kb.problems == ()
    edition = kb.edition(locale)
    return [str(one) for one in (*glossary_health(edition), *unused_terms(edition))]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_sound_glossary_is_not_warned_about(tmp_path: Path, locale: str) -> None:
    assert _told(tmp_path, DOUGH, locale) == []


def test_a_definition_that_names_its_term_is_told(tmp_path: Path) -> None:
    circle = {"ru/glossary/dough.md": _term("тесто", "Всё, что зовут тестом.")}
    assert _told(tmp_path, DOUGH | circle, "ru") == [
        "ru/glossary/dough.md:6: предупреждение: поле «definition»: "
        "определение объясняет термин через него самого"
    ]


def test_a_later_sentence_of_a_definition_may_name_the_term(tmp_path: Path) -> None:
    longer = {"ru/glossary/dough.md": _term("тесто", "Мука с водой. Тесто месят.")}
    assert _told(tmp_path, DOUGH | longer, "ru") == []


def test_a_definition_may_name_another_term(tmp_path: Path) -> None:
    flour = _term("мука", "Из неё месят тесто.").replace("id: dough", "id: flour")
    assert _told(tmp_path, DOUGH | {"ru/glossary/flour.md": flour}, "ru") == []


@pytest.mark.parametrize(
    ("title", "more", "told"),
    [("булки", "", True), ("«булка»", "", True), ("булки", "match: {exact: [булки]}\n", False)],
)
def test_a_name_that_is_a_form_of_another_terms_is_told(
    tmp_path: Path, title: str, more: str, told: bool
) -> None:
    bun = _term("булка", "Хлеб из пшеничной муки.").replace("id: dough", "id: bun")
    rolls = _term(title, "Сдоба к чаю.").replace("id: dough", f"{more}id: rolls")
    pages = DOUGH | {"ru/glossary/bun.md": bun, "ru/glossary/rolls.md": rolls}
    warning = (
        f"поле «title»: «{title.strip('«»')}» — форма названия, которое есть у термина "
        "ru/glossary/bun.md; оставьте у одного, у другого перенесите в see_from"
    )
    assert any(one.endswith(warning) for one in _told(tmp_path, pages, "ru")) is told


def test_a_definition_in_another_language_is_told(tmp_path: Path) -> None:
    copied = {"en/glossary/dough.md": _term("dough", "Мука с водой и солью.")}
    assert _told(tmp_path, DOUGH | copied, "en") == [
        "en/glossary/dough.md:6: предупреждение: поле «definition»: "
        "ни одного знакомого слова; это точно текст на языке «en»?"
    ]


def test_a_definition_of_figures_alone_is_in_no_language(tmp_path: Path) -> None:
    figures = {"en/glossary/dough.md": _term("dough", "5 × 7.")}
    assert _told(tmp_path, DOUGH | figures, "en") == []


def test_a_term_without_a_translation_is_told_in_its_own_language_only(tmp_path: Path) -> None:
    only_russian = {path: text for path, text in DOUGH.items() if path != "en/glossary/dough.md"}
    only_russian["ru/index.md"] = "---\ntype: plain\ntitle: Начало\n---\n"
    assert _told(tmp_path, only_russian, "en") == []
    assert _told(tmp_path, only_russian, "ru") == [
        "ru/glossary/dough.md:4: предупреждение: поле «title»: "
        "термин не встречается ни на одной странице"
    ]


def test_a_term_may_be_used_in_a_field_of_another_page(tmp_path: Path) -> None:
    field = {"ru/index.md": "---\ntype: plain\ntitle: Как месят тесто\n---\n"}
    assert _told(tmp_path, DOUGH | field, "ru") == []


def test_a_term_is_not_used_by_its_own_page(tmp_path: Path) -> None:
    alone = {
        "ru/glossary/dough.md": _term("тесто", "Мука с водой. Тесто месят.", "\nТесто ждёт.\n"),
        "ru/index.md": "---\ntype: plain\ntitle: Начало\n---\n",
    }
    (told,) = _told(tmp_path, DOUGH | alone, "ru")
    assert told.endswith("термин не встречается ни на одной странице")


FLOUR = _term("мука", "Зерно, которое смололи.").replace("id: dough", "id: flour")
NOTHING = "---\ntype: plain\ntitle: Начало\n---\n"


def test_terms_that_only_mention_each_other_are_used_by_nobody(tmp_path: Path) -> None:
    circle = {
        "ru/index.md": NOTHING,
        "ru/glossary/flour.md": f"{FLOUR}\nИз неё месят тесто.\n",
    }
    assert _told(tmp_path, DOUGH | circle, "ru") == [
        "ru/glossary/flour.md:4: предупреждение: поле «title»: термин не встречается ни на одной "
        "странице, кроме терминов, которых тоже нигде нет: dough",
        "ru/glossary/dough.md:4: предупреждение: поле «title»: термин не встречается ни на одной "
        "странице, кроме терминов, которых тоже нигде нет: flour",
    ]


def test_a_term_may_be_used_by_a_term_that_is_used(tmp_path: Path) -> None:
    chain = {"ru/glossary/flour.md": FLOUR}  # the page names dough, whose definition names flour
    assert _told(tmp_path, DOUGH | chain, "ru") == []


def test_a_term_is_used_by_a_page_that_names_it_as_its_own(tmp_path: Path) -> None:
    page = NOTHING.replace("---\n", "---\nterms:\n  - dough\n", 1)
    named = {"ru/index.md": page, "en/index.md": page.replace("Начало", "Start")}
    assert _told(tmp_path, DOUGH | named, "ru") == []
