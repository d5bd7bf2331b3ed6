"""Language: every case is a body, the problems reported in it, and the corrected body.

text: Markdown of a page's body; it begins on line 5
problems: line, severity if it is a warning, message
mended: the body after the last step of `kb check --fix`, which corrects words; `text` by default
"""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.content.library import Library
from kb.language import Vocabulary, check_page, mend, prose, vocabularies
from kb.language.dictionary.words import Avoided
from kb.language.editorial.law import law
from kb.language.markup.indented_text import indented_text
from kb.language.mending.mend import _looks
from kb.language.text.sentences import readability, sentences
from kb.lint import Lint
from kb.translation import digest
from tests.bases import base, page_of
from tests.disk import write
from tests.sites import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "language").glob("*.yml"))
FRONT = "---\ntype: plain\ntitle: {title}\n---\n"
WORDS = """
ru:
  known: [Исикава, таксопарк, Семен]
  avoid:
    - words: осуществлять
      better: делать
    - words: данный
      better: этот
    - words: в рамках
      better: в
      exact: true
    - words: следует
      better: повелительное наклонение
      exact: true
      before_verb: true
    - words: играет ключевую роль
      better: скажите, что меняется
    - words: стейкхолдер
      better: заинтересованная сторона
en:
  known: [Timur]
  avoid: [{words: utilise, better: use}]
"""


def _cases() -> list[Any]:
    found = []
    for file in CASES:
        data = yaml.safe_load(file.read_text("utf-8").replace("⍽", "\u00a0"))
        for number, case in enumerate(data["cases"], 1):
            assert set(case) <= {"title", "text", "problems", "mended"}, case
            found.append(pytest.param(data["locale"], case, id=f"{file.stem}-{number}"))
    return found


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    (folder / "words.yml").write_text(WORDS, "utf-8")
    return folder


@pytest.mark.parametrize(("locale", "case"), _cases())
def test_a_text_has_the_problems_that_its_case_names(
    locale: str, case: dict[str, Any], words: Path
) -> None:
    front = FRONT.format(title=case.get("title", "Слово" if locale == "ru" else "Word"))
    text = front + case["text"]
    document = page_of(text, locale)
    library = Library((document,), {}, ("ru", "en"))
    start = f"docs/{locale}/page.md:"
    known, _ = vocabularies([words], library, shown_from=words)
    problems = check_page(prose(document), known[locale])
    told = {dataclasses.replace(one, column=0, rule="") for one in problems}
    found = [str(one).removeprefix(start) for one in sorted(told)]
    assert found == case.get("problems", [])

    mended = mend(document, known[locale]).source.text
    assert mended.removeprefix(front) == case.get("mended", case["text"])
    again = page_of(mended, locale)
    assert mend(again, known[locale]).source.text == mended, "nothing is left to mend"
    assert digest(again) == digest(document), "no translation falls behind"


PAGE = """---
id: G90
type: guide
title: Гайд
summary: Учет клиентов - дело общее.
section: do
audience:
  - employee
reviewed: 2026-11-23
---

Первая строка
и вторая с опечааткой.

!!! abstract "Коротко"

    1. Пункт.
    2. Пункт с опечааткой[^1].

> **Ольга:** Реплика.
>
> - пункт с [опечааткой](../roles/opechaatka.md)

| Вместо | Лучше |
| --- | --- |
| «Опечаатка» | слово |

/// checklist | C02
///

```text
опечаатка в коде
```

Последняя опечаатка.

[^1]: Сноска с опечааткой.
"""


def _faults(text: str, folder: Path) -> list[str]:
    write(folder, {"ru/page.md": text})
    kb = base(folder)
    lint = Lint(kb)
    found = [*lint.words_problems, *(one for it in kb.library.documents for one in lint.page(it))]
    return [str(one) for one in found]


def test_every_problem_names_the_line_it_stands_on(tmp_path: Path) -> None:
    lines = PAGE.split("\n")
    found = [one for one in _faults(PAGE, tmp_path) if "нет в словаре" in one]
    named = [int(one.split(":")[1]) for one in found]
    in_prose = {n for n, line in enumerate(lines, 1) if "чаатк" in line.lower()}
    assert set(named) == in_prose - {lines.index("опечаатка в коде") + 1}


def test_a_word_is_told_where_it_stands_and_not_where_code_has_it() -> None:
    text = FRONT.format(title="Слово") + "Файл `отчет` — [отчет](отчет.md).\n"
    (found,) = check_page(prose(page_of(text)), Vocabulary())
    assert (found.line, found.column) == (5, text.split("\n")[4].index("[отчет]") + 2)


def test_fields_are_mended_and_written_in_the_normal_form(tmp_path: Path) -> None:
    wrong, right = "summary: Учет клиентов - дело", "summary: Учёт клиентов — дело"
    text = PAGE.replace("id: G90\ntype: guide\n", "type: guide\nid: 'G90'\n")
    text = text.replace(wrong, f'{wrong} "Склада"')
    _faults(text, tmp_path)
    mended = mend(base(tmp_path).library.documents[0], Vocabulary()).source.text
    assert mended == PAGE.replace(wrong, f"{right} «Склада»")


def test_code_keeps_its_trailing_spaces() -> None:
    text = FRONT.format(title="Слово") + "Раз. \n\n```diff\n \n+раз \n```\n"
    mended = mend(page_of(text), Vocabulary()).source.text
    assert mended == text.replace("Раз. ", "Раз.")


def test_a_correction_that_would_do_harm_is_found_without_trying_each() -> None:
    body = "Раз - два.\n\n" * 200 + "Раз\\... два.\n"  # without dots there is nothing to escape
    text = FRONT.format(title="Слово") + body
    before = _looks.cache_info().misses
    mended = mend(page_of(text), Vocabulary()).source.text
    assert mended == text.replace(" - ", " — ")
    assert _looks.cache_info().misses - before < 60


def test_comments_of_fields_are_kept() -> None:
    text = "---\n# мой порядок\ntitle: 'Слово'\ntype: plain\n---\n\nУчет.\n"
    mended = mend(page_of(text), Vocabulary()).source.text
    assert mended == text.replace("Учет", "Учёт")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("ru:\n  knwon:\n    - слово\n", "words.yml:2: поле «ru.knwon»: неизвестное поле"),
        (
            "ru:\n  word: слово\n",
            "words.yml:2: поле «ru.word»: неизвестное поле; проверьте, нет ли опечатки",
        ),
        (
            "ru:\n  avoid:\n    - {words: ихний, better: их, exat: true}\n",
            "words.yml:3: поле «ru.avoid[1].exat»: неизвестное поле; может быть, «exact»?",
        ),
        ("ru:\n  known: слово\n", "words.yml:2: поле «ru.known»: нужен список"),
        (
            "ru:\n  avoid:\n    - words: да\n",
            "words.yml:3: поле «ru.avoid[1].better»: обязательное",
        ),
        ("- слово\n", "words.yml:1: здесь нужны поля"),
        (
            "рус:\n  known: [слово]\n",
            "words.yml:1: поле «рус»: такого языка нет; напишите «ru» или «en»",
        ),
        (
            "rus:\n  known: [слово]\n",
            "words.yml:1: поле «rus»: такого языка нет; напишите «ru» или «en»",
        ),
        ("ru: [\n", "words.yml:2: ошибка в записи полей"),
    ],
)
def test_fault_in_the_word_list_is_told(words: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text(words, "utf-8")
    # A word that no dictionary has may be in the list that could not be read.
    found = _faults("---\ntype: plain\ntitle: Каравайчик\n---\n\nСлово.\n", tmp_path)
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_words_of_the_glossary_are_known(tmp_path: Path) -> None:
    term = "id: faber\ntype: term\ntitle: фаберовщина\ngroup: basics\ndefinition: Слово.\n"
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru" / "faber.md").write_text(f"---\n{term}---\n", "utf-8")
    page = "---\ntype: plain\ntitle: Слово\n---\n\nБез фаберовщины никак.\n"
    assert _faults(page, tmp_path) == []


def test_company_adds_words_of_its_own(tmp_path: Path, words: Path) -> None:
    (tmp_path / "words.yml").write_text("ru:\n  known:\n    - Каравайчик Бубликов\n", "utf-8")
    library = Library((), {}, ("ru", "en"))
    found, problems = vocabularies([words, tmp_path], library, shown_from=tmp_path)
    assert problems == []
    assert {"каравайчик", "бубликов", "исикава"} <= found["ru"].known


@given(words=st.text(alphabet="абеё -«»„“”\"'.…%0129*_`[]()\n#>|~—–", max_size=60))
def test_no_text_is_too_strange(words: str) -> None:
    text = FRONT.format(title="Слово") + words
    document = page_of(text)
    vocabulary = Vocabulary(avoid=(Avoided(words="а б", better="в"),))
    mended = mend(document, vocabulary).source.text
    again = page_of(mended)
    assert mend(again, vocabulary).source.text == mended


def test_a_name_of_any_length_stops_nothing() -> None:
    text = FRONT.format(title="Слово") + "Ждём А" + "бракадабры" * 500 + "\n"
    found = [one.rule for one in check_page(prose(page_of(text)), Vocabulary())]
    assert found == ["unknown-russian"]


def test_an_indented_line_of_any_length_stops_nothing() -> None:
    text = FRONT.format(title="Слово") + "    Вот " + "слово " * 20_000 + "\n"
    assert list(indented_text(prose(page_of(text)))) == []


def test_a_page_about_a_law_has_a_day_to_be_read_again() -> None:
    text = "---\ntype: plain\ntitle: Слово\n{}---\nЗакон № 152-ФЗ требует цели.\n"
    assert [one.rule for one in law(prose(page_of(text.format(""))))] == ["law"]
    assert [*law(prose(page_of(text.format("recheck: 2027-05-23\n"))))] == []


def test_sentences_end_where_a_reader_stops() -> None:
    text = "Н. Кано придумал это, т. е. почти. Ст. 5 закона № 1. «Да. Нет?» Вот… Так. Где? 5 дней."
    assert [sentence for _, sentence in sentences(text)] == [
        "Н. Кано придумал это, т. е. почти.",
        "Ст. 5 закона № 1.",
        "«Да.",
        "Нет?»",
        "Вот…",
        "Так.",
        "Где?",
        "5 дней.",
    ]


def test_readability_is_that_of_the_formula() -> None:
    found = readability(["Клиент просит 2 отчёта о NPS. Вы шлёте его завтра.", "Заголовок"])
    assert (found.sentences, found.words, found.russian_words) == (2, 10, 8)
    assert found.syllables == 2 + 2 + 3 + 1 + 1 + 2 + 2 + 2
    assert found.ease == pytest.approx(206.835 - 1.3 * 10 / 2 - 60.1 * 15 / 8)


def test_fewer_than_five_sentences_make_no_average() -> None:
    assert not readability(["Да. Нет. Да. Нет."]).is_meaningful
    assert readability(["Да. Нет. Да. Нет. Да."]).is_meaningful


@pytest.mark.parametrize("word", ["пофикси", "пофиксите", "задеплой", "трекайте", "дебажь"])
def test_imperative_of_a_known_verb_is_known(word: str) -> None:
    known = Vocabulary(frozenset({"пофиксить", "задеплоить", "трекать", "дебажить"}))
    assert known.has_russian(word)
    assert not Vocabulary().has_russian(word)
