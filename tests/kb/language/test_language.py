"""Language: every case is a body, the problems reported in it, and the corrected body.

text: Markdown of a page's body; it begins on line 5
problems: line, severity if it is a warning, message
mended: the body after `kb check --fix`; `text` by default
"""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.content.library import Document, Library
from kb.content.model import Plain
from kb.content.yaml.front_matter import SourceText, parse
from kb.language import (
    Prose,
    Vocabulary,
    check_page,
    mend,
    prose,
    vocabularies,
    with_boxes,
    with_fenced_boxes,
    with_items_nested,
    with_lines_broken,
    with_quotes_set,
    with_rows_joined,
    with_tables_parted,
    with_tables_ruled,
)
from kb.language.dictionary.words import Avoided
from kb.language.editorial.law import law
from kb.language.markup.indented_text import indented_text
from kb.language.mending.mend import _looks
from kb.language.text.sentences import readability, sentences
from kb.lint import Lint
from kb.translation import digest
from tests.bases import base
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


def _document(text: str, locale: str) -> Document:
    source = parse(text)
    assert isinstance(source, SourceText)
    entry = Plain.model_validate(source.front.data)
    return Document(locale, "page.md", f"docs/{locale}/page.md", entry, source)


def _page(body: str, locale: str = "ru") -> Prose:
    """A page with a title and this body, as the steps of mending take it."""
    return prose(_document(FRONT.format(title="Слово") + body, locale))


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
    document = _document(text, locale)
    library = Library((document,), {}, ("ru", "en"))
    start = f"docs/{locale}/page.md:"
    known, _ = vocabularies([words], library, shown_from=words)
    problems = check_page(prose(document), known[locale])
    told = {dataclasses.replace(one, column=0, rule="") for one in problems}
    found = [str(one).removeprefix(start) for one in sorted(told)]
    assert found == case.get("problems", [])

    mended = mend(document, known[locale]).source.text
    assert mended.removeprefix(front) == case.get("mended", case["text"])
    again = _document(mended, locale)
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
    (found,) = check_page(prose(_document(text, "ru")), Vocabulary())
    assert (found.line, found.column) == (5, text.split("\n")[4].index("[отчет]") + 2)


def test_fields_are_mended_and_written_in_the_normal_form(tmp_path: Path) -> None:
    text = PAGE.replace("id: G90\ntype: guide\n", "type: guide\nid: 'G90'\n")
    _faults(text, tmp_path)
    mended = mend(base(tmp_path).library.documents[0], Vocabulary()).source.text
    wrong, right = "summary: Учет клиентов - дело", "summary: Учёт клиентов — дело"
    assert mended == PAGE.replace(wrong, right)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Берите:\n- раз\n", "Берите:\n\n- раз\n"),
        ("Берите\n1. раз\n2. два\n", "Берите\n\n1. раз\n2. два\n"),
        ("Берите:\n* раз\n  ещё\n    - два\n", "Берите:\n\n* раз\n  ещё\n    - два\n"),
        ("> Берите **это**:\n> - раз\n", "> Берите **это**:\n>\n> - раз\n"),
        ("!!! note\n\n    Раз:\n    + два\n", "!!! note\n\n    Раз:\n\n    + два\n"),
    ],
)
def test_what_is_certainly_a_list_is_parted_from_the_text_above(typed: str, mended: str) -> None:
    text = FRONT.format(title="Слово")
    assert mend(_document(text + typed, "ru"), Vocabulary()).source.text == text + mended


@pytest.mark.parametrize(
    "typed",
    [
        "Это было в Москве\n- столице.\n",
        "Это было в году\n2020. Тогда же.\n",
        "Берите:\n- раз\nИ ещё:\n1. два\n",  # a line that would become part of an item
        "Берите:\n- раз\n* два\n",
        "Берите:\n\n```text\nРаз:\n- два\n```\n",
    ],
)
def test_what_may_be_no_list_is_left_in_its_paragraph(typed: str) -> None:
    text = FRONT.format(title="Слово") + typed
    assert mend(_document(text, "ru"), Vocabulary()).source.text == text


@pytest.mark.parametrize(
    ("typed", "nested"),
    [
        ("- раз\n  - два\n    - три\n- ещё\n", "- раз\n    - два\n        - три\n- ещё\n"),
        ("## Раз\n* раз\n  - [ ] два\n", "## Раз\n* раз\n    - [ ] два\n"),
        (
            "1. раз\n   - два\n\n     ещё\n2. три\n\n   дальше\n",
            "1. раз\n    - два\n\n        ещё\n2. три\n\n    дальше\n",
        ),
        (
            "- раз\n\n  ```sh\n  ls\n    -l\n  ```\n  - два\n",
            "- раз\n\n    ```sh\n    ls\n      -l\n    ```\n    - два\n",
        ),
        (
            "1. раз:\n   > два\n2. три:\n   - четыре\n",
            "1. раз:\n    > два\n2. три:\n    - четыре\n",
        ),
    ],
)
def test_nested_items_of_other_programs_are_nested_here(typed: str, nested: str) -> None:
    assert with_items_nested(_page(typed)) == nested


@pytest.mark.parametrize(
    "typed",
    [
        "- раз\n    - два\n        - три\n\n    ещё\n",
        "- раз\n\n    ещё\n\n        код\n  - два\n",  # which of the levels is code
        "```text\n- раз\n  - два\n```\n",
        "- раз\n - два\n",
        "Слово\n- раз\n  - два\n",  # no list yet
        "> - раз\n>   - два\n",
    ],
)
def test_other_lists_keep_their_levels(typed: str) -> None:
    assert with_items_nested(_page(typed)) == typed


def test_code_keeps_its_trailing_spaces() -> None:
    text = FRONT.format(title="Слово") + "Раз. \n\n```diff\n \n+раз \n```\n"
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
    assert mended == text.replace("Раз. ", "Раз.")


def test_a_correction_that_would_do_harm_is_found_without_trying_each() -> None:
    body = "Раз - два.\n\n" * 200 + "Раз\\... два.\n"  # without dots there is nothing to escape
    text = FRONT.format(title="Слово") + body
    before = _looks.cache_info().misses
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
    assert mended == text.replace(" - ", " — ")
    assert _looks.cache_info().misses - before < 60


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        (":::note Важно\nРаз\n:::\n", '!!! note "Важно"\n\n    Раз\n'),
        ("Раз\n::: tip\n- два\n:::\nТри\n", 'Раз\n\n!!! tip "Совет"\n\n    - два\n\nТри\n'),
        (":::details[Ещё]\n\nРаз\n\n:::\n", '??? note "Ещё"\n\n    Раз\n\n'),
        (
            "::::info\n:::tip\nРаз\n:::\n::::\n",
            '!!! info "К сведению"\n\n    !!! tip "Совет"\n\n        Раз\n\n',
        ),
        (
            '{% note alert "Раз" %}\n\n```\n:::\n```\n\n{% endnote %}\n',
            '!!! danger "Раз"\n\n    ```\n    :::\n    ```\n\n',
        ),
        ('{% cut "Раз" %}\n\nДва\n\n{% endcut %}\n', '??? note "Раз"\n\n    Два\n\n'),
        ('{% hint style="info" %}\nРаз\n{% endhint %}\n', '!!! info "К сведению"\n\n    Раз\n'),
    ],
)
def test_notes_between_two_lines_are_put_in_our_form(typed: str, mended: str) -> None:
    assert with_fenced_boxes(_page(typed)) == mended


@pytest.mark.parametrize(
    "typed",
    [
        ":::note\nРаз\n",
        "::: section\nРаз\n:::\n",
        "- раз\n\n    :::note\n    два\n    :::\n",
        "```\n:::note\nРаз\n:::\n```\n",
        ":::note\n`раз\n:::\nдва`\n",
        "{% note info %}\n\nРаз\n",
    ],
)
def test_what_may_be_no_note_between_two_lines_is_left_as_it_is(typed: str) -> None:
    assert with_fenced_boxes(_page(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "broken"),
    [
        ("**Раз:** а\n**Два:** б\n**Три:** в\n", "**Раз:** а  \n**Два:** б  \n**Три:** в\n"),
        ("1.1. Раз\nи ещё.\n1.2. Два.\n", "1.1. Раз\nи ещё.  \n1.2. Два.\n"),
        ("> - **Раз:** а\n>   **Два:** б\n", "> - **Раз:** а  \n>   **Два:** б\n"),
        ("**Раз:** `а\n**Два:** б`\n", "**Раз:** `а\n**Два:** б`\n"),
        ("> — Раз?\n> — Два.\n", "> — Раз?  \n> — Два.\n"),
        ('Раз: "а"\nДва: «б»\n', 'Раз: "а"  \nДва: «б»\n'),
    ],
)
def test_lines_with_labels_of_their_own_are_broken(typed: str, broken: str) -> None:
    assert with_lines_broken(_page(typed)) == broken


@pytest.mark.parametrize(
    ("typed", "ruled"),
    [
        ("Раз:\nА\tБ\nв\t`г`\n", "Раз:\n\n| А | Б |\n| --- | --- |\n| в | `г` |\n"),
        ("А\tБ\t\nв\t\tг\nд\tе\nж\n", "| А | Б |  |\n| --- | --- | --- |\n| в |  | г |\n"),
        ("1.\tраз\n2.\tдва\n", ""),
        ("o\tраз\no\tдва\n", ""),
        ("```\nа\tб\nв\tг\n```\n", ""),
        ("\tа\tб\n\tв\tг\n", ""),
    ],
)
def test_a_table_of_word_is_ruled(typed: str, ruled: str) -> None:
    found = with_tables_ruled(_page(typed))
    assert found.startswith(ruled or typed)


def test_one_list_that_cannot_be_parted_leaves_the_others() -> None:
    text = FRONT.format(title="Слово") + "Раз `а:\n- б\n- в` г\n\nДва:\n- [ ] д\n- [x] е\n"
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
    assert mended == text.replace("Два:\n", "Два:\n\n")


@pytest.mark.parametrize("above", ["**Нужны:**", "<u>Нужны:</u>", "Нужны: <br/>"])
def test_one_item_below_a_colon_is_parted(above: str) -> None:
    text = FRONT.format(title="Слово") + f"{above}\n- раз\n"
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
    assert mended == text.replace("\n- раз", "\n\n- раз")


def test_a_list_ends_above_a_line_with_a_label() -> None:
    text = FRONT.format(title="Слово") + "**Шаги:**\n1. раз\n2. два\n**Итог:** три\n"
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
    assert mended.endswith("**Шаги:**\n\n1. раз\n2. два\n\n**Итог:** три\n")


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("Цены:\n| А | Б |\n|---|:-:|\n| в | г |\n", "Цены:\n\n| А |"),
        ("`Цены\n| А | Б |\n|---|---|\n| в` | г |\n", "`Цены\n| А"),
        ("```\nЦены\n| А |\n| - |\n```\n", "```\nЦены\n| А"),
        ("| А | Б |\n|---|---|\n|---|---|\n", "| А | Б |\n|---"),
    ],
)
def test_a_table_right_below_a_text_is_parted_from_it(typed: str, parted: str) -> None:
    found = with_tables_parted(_page(typed))
    assert found.startswith(parted)


@pytest.mark.parametrize(
    ("row", "joined"),
    [
        ("| раз  \n• два\n\n• три | г |\n", "| раз<br>• два<br>• три | г |\n"),
        ('| <img src="а.png"\nalt="раз" /> | г |\n', '| <img src="а.png" alt="раз" /> | г |\n'),
        ("| <b>раз</b><br>\n<b>два</b>\\\n>3 | г |\n", "| <b>раз</b><br><b>два</b><br>>3 | г |\n"),
        ("| раз\n## Два | г |\n", "| раз\n## Два | г |\n"),
        ("| раз\n| два | г |\n", "| раз\n| два | г |\n"),
    ],
)
def test_a_torn_row_is_put_on_one_line(row: str, joined: str) -> None:
    head = "| А | Б |\n| --- | --- |\n"
    found = with_rows_joined(_page(head + row))
    assert found == head + joined


def test_a_list_moved_from_the_margin_is_parted() -> None:
    text = FRONT.format(title="Слово") + "Нужны:\n  1. раз\n  2. два\n"
    assert mend(_document(text, "ru"), Vocabulary()).source.text == text.replace(":\n ", ":\n\n ")


def test_a_lone_hyphen_below_a_text_gets_no_empty_lines() -> None:
    document = _document(FRONT.format(title="Слово") + "Пекарь\n- ждёт:\n\nДва.\n", "ru")
    assert mend(document, Vocabulary()) is document


@pytest.mark.parametrize(
    ("locale", "typed", "mended"),
    [
        ("ru", 'ООО "Север" и "юг": "да".', "ООО «Север» и «юг»: «да»."),
        ("ru", '"Скорый "Юг" идёт", — сказал он.', "«Скорый „Юг“ идёт», — сказал он."),
        ("ru", "«Заказы «Севера»», „юг“ и “да”", "«Заказы „Севера“», «юг» и «да»"),
        ("ru", '(см. "*Юг*") и **"...да"**', "(см. «*Юг*») и **«...да»**"),
        ("ru", '[лист "Юг"](a.md "наш "лист"")', '[лист «Юг»](a.md "наш "лист"")'),
        ("ru", '!!! note "Юг"\n\n    Раз "два".', '!!! note "Юг"\n\n    Раз «два».'),
        ("ru", '| "а" | "а" |\n| - | - |', "| «а» | «а» |\n| - | - |"),
        ("en", 'He said "yes," „no“ and «да».', "He said “yes,” “no” and «да»."),
        ("en", '"You said "no" twice."', '“You said "no" twice.”'),
    ],
)
def test_marks_of_what_is_certainly_quoted_are_set(locale: str, typed: str, mended: str) -> None:
    assert with_quotes_set(_page(typed, locale)) == mended


@pytest.mark.parametrize(
    "typed",
    [
        'Труба 3/4" и "Юг".',
        'Сказал:"да". "Открыто и "забыто".',
        'Команда git commit -m "текст", ключ = "да", {% include "раз" %}.',
        ':::box "Юг"',
        '`"код"` и <i title="раз два">три</i>',
        'Раз «два" и “три»',
    ],
)
def test_marks_of_what_may_be_something_else_stay(typed: str) -> None:
    assert with_quotes_set(_page(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("> [!note] Важно\n> Раз.\n>\n> Два.\n", '!!! note "Важно"\n\n    Раз.\n\n    Два.\n'),
        ("> [!TIP]\n> - раз\n> - два\n", '!!! tip "Совет"\n\n    - раз\n    - два\n'),
        ("> [!tip] `ls` и [два](a.md)\n> Раз\n", '!!! tip "`ls` и [два](a.md)"\n\n    Раз\n'),
        ("> [!info]- **Раз**\n> Два\n\nТри.\n", '??? info "**Раз**"\n\n    Два\n\nТри.\n'),
    ],
)
def test_what_is_certainly_a_note_is_put_in_our_form(typed: str, mended: str) -> None:
    assert with_boxes(_page(typed)) == mended


@pytest.mark.parametrize(
    "typed",
    [
        "> [!note]\n> Раз\nдва.\n",
        "> [!sobaka] Раз\n> Два.\n",
        "> Раз\n> [!note] Два.\n",
        '> [!note] Код "раз\n> Два.\n',
        "```text\n\n> [!note]\n> Два\n```\n",
    ],
)
def test_what_may_be_no_note_is_left_as_it_is(typed: str) -> None:
    assert with_boxes(_page(typed)) == typed


def test_comments_of_fields_are_kept() -> None:
    text = "---\n# мой порядок\ntitle: 'Слово'\ntype: plain\n---\n\nУчет.\n"
    mended = mend(_document(text, "ru"), Vocabulary()).source.text
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
    document = _document(text, "ru")
    vocabulary = Vocabulary(avoid=(Avoided(words="а б", better="в"),))
    mended = mend(document, vocabulary).source.text
    again = _document(mended, "ru")
    assert mend(again, vocabulary).source.text == mended


def test_a_name_of_any_length_stops_nothing() -> None:
    text = FRONT.format(title="Слово") + "Ждём А" + "бракадабры" * 500 + "\n"
    found = [one.rule for one in check_page(prose(_document(text, "ru")), Vocabulary())]
    assert found == ["unknown-russian"]


def test_an_indented_line_of_any_length_stops_nothing() -> None:
    text = FRONT.format(title="Слово") + "    Вот " + "слово " * 20_000 + "\n"
    assert list(indented_text(prose(_document(text, "ru")))) == []


def test_a_page_about_a_law_has_a_day_to_be_read_again() -> None:
    text = "---\ntype: plain\ntitle: Слово\n{}---\nЗакон № 152-ФЗ требует цели.\n"
    assert [one.rule for one in law(prose(_document(text.format(""), "ru")))] == ["law"]
    assert [*law(prose(_document(text.format("recheck: 2027-05-23\n"), "ru")))] == []


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
