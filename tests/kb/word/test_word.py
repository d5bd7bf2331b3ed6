"""Documents for Word are read back as Word would read them, and hostile words stay words."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from kb.content.model import Template
from kb.exports import export, subjects
from kb.word.file import MAIN
from kb.word.word import HINTS
from tests.bakery import changed, document, edition, with_entry

DOCUMENT = """**Накладная**

Кому: **{what}**, [пекарю](https://example.org/), <b>не тег</b>.

1. Раз: {hour}.
2. Два
    - внутри

**Ещё раз**

1. Снова с единицы

| Что | Срок |
| --- | --- |
| {what} | {hour} |

**Дальше:**

> {what}
"""


def _files(**changes: str) -> dict[str, bytes]:
    """Returns the files exported from the template with these changes to its fields."""
    entry = document("T01").entry
    assert isinstance(entry, Template)
    for path, value in changes.items():
        steps = tuple(int(one) if one.isdigit() else one for one in path.split("__"))
        entry = changed(entry, steps, value)
    return export("T01", with_entry("T01", entry))


def _word(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def _styled(word: Document) -> Iterator[tuple[str, str]]:
    for paragraph in word.paragraphs:
        if paragraph.style is not None and _text(paragraph._p):
            yield paragraph.style.name or "", _text(paragraph._p)


def _text(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_template_is_exported_empty_and_filled_as_word_and_as_markdown(locale: str) -> None:
    assert "T01" in subjects(edition(locale))
    assert set(export("T01", edition(locale))) == {
        f"templates/T01{part}.{kind}" for part in ("", "-example") for kind in ("md", "docx")
    }


def test_the_empty_markdown_names_the_blanks_and_explains_them() -> None:
    assert _files()["templates/T01.md"].decode() == (
        "Привезите **‹Что нужно›**.\n\n- Срок: ‹К какому часу›\n\n---\n\n"
        "## Что в нём заполнить\n\n"
        "- **Что нужно** — Сорт и вес.\n- **К какому часу** — С запасом на разгрузку.\n"
    )


def test_the_filled_markdown_is_the_document_alone() -> None:
    text = _files()["templates/T01-example.md"].decode()
    assert text == "Привезите **мука, 20 кг**.\n\n- Срок: 6:00\n"


def test_words_own_headings_lists_and_quotes_are_used() -> None:
    word = _word(_files(document=DOCUMENT)["templates/T01-example.docx"])
    assert list(_styled(word)) == [
        ("Heading 1", "Накладная"),
        ("Normal", "Кому: мука, 20\u00a0кг, пекарю, <b>не\u00a0тег</b>."),
        ("List Number", "Раз: 6:00."),
        ("List Number", "Два"),
        ("List Bullet 2", "внутри"),
        ("Heading 2", "Ещё раз"),
        ("List Number", "Снова с\u00a0единицы"),
        ("Normal", "Дальше:"),
        ("Quote", "мука, 20\u00a0кг"),
    ]
    bold = [run.text for one in word.paragraphs for run in one.runs if run.bold]
    assert bold == ["мука, 20\u00a0кг", "Дальше:"]


def test_a_document_without_a_heading_gets_its_title() -> None:
    word = _word(_files()["templates/T01-example.docx"])
    assert next(_styled(word)) == ("Heading 1", "Записка складу")


def test_a_title_of_its_own_is_the_only_one() -> None:
    headings = "# Накладная {what}\n\n**Кому**\n\nПекарю {hour}.\n"
    assert list(_styled(_word(_files(document=headings)["templates/T01-example.docx"]))) == [
        ("Heading 1", "Накладная мука, 20\u00a0кг"),
        ("Heading 2", "Кому"),
        ("Normal", "Пекарю 6:00."),
    ]
    later = "Пекарю {what}.\n\n**Кому**\n\nК {hour}.\n"
    assert list(_styled(_word(_files(document=later)["templates/T01-example.docx"])))[::2] == [
        ("Heading 1", "Записка складу"),
        ("Heading 2", "Кому"),
    ]


def test_lines_begin_with_no_space_and_lines_of_code_stay_lines() -> None:
    text = "Кому:  \nпекарю\n\n1. Раз\n\n2. Два\n\n        {what}\n        {hour}\n\nКонец\n"
    word = _word(_files(document=text)["templates/T01-example.docx"])
    assert [one.text for one in word.paragraphs][1:] == [
        "Кому:\nпекарю", "Раз", "Два", "мука, 20 кг\n6:00", "Конец",
    ]  # fmt: skip


def test_the_deepest_headings_and_lists_look_like_those_above_them() -> None:
    text = "##### {what}\n\n- раз\n    - два\n        - три\n            - четыре {hour}\n"
    word = _word(_files(document=text)["templates/T01-example.docx"])
    assert [style for style, _ in _styled(word)][1:] == [
        "Heading 4", "List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet 3",
    ]  # fmt: skip


def test_each_numbered_list_begins_with_one() -> None:
    word = _word(_files(document=DOCUMENT)["templates/T01-example.docx"])
    numbers = [one.get(qn("w:val")) for one in word.element.body.iter(qn("w:numId"))]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_table_repeats_its_head_and_splits_no_row() -> None:
    word = _word(_files(document=DOCUMENT)["templates/T01-example.docx"])
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Что", "Срок"],
        ["мука, 20\u00a0кг", "6:00"],
    ]
    head, row = (one._tr.trPr for one in table.rows)
    assert head.find(qn("w:tblHeader")) is not None
    assert row.find(qn("w:cantSplit")) is not None


def test_a_link_leads_where_it_led() -> None:
    word = _word(_files(document=DOCUMENT)["templates/T01-example.docx"])
    links = [one for paragraph in word.paragraphs for one in paragraph.hyperlinks]
    assert [(one.text, one.address) for one in links] == [("пекарю", "https://example.org/")]


def test_a_link_into_the_site_is_words_outside_it() -> None:
    text = "{what}{hour} [бриф](brief) [туда](../index.md) [плохо](javascript:alert)"
    word = _word(_files(document=text)["templates/T01-example.docx"])
    assert [one for paragraph in word.paragraphs for one in paragraph.hyperlinks] == []
    assert "бриф туда плохо" in word.paragraphs[1].text.replace("\u00a0", " ")


def test_a_picture_is_its_description() -> None:
    text = "{what} {hour} ![печь](https://example.org/a.png) и ![стол](../assets/b.png)."
    word = _word(_files(document=text)["templates/T01-example.docx"])
    assert word.paragraphs[1].text.replace("\u00a0", " ").endswith("6:00 печь и стол.")
    assert len(word.inline_shapes) == 0


def test_a_blank_of_the_form_is_a_field_that_says_its_name() -> None:
    word = _word(_files(document=DOCUMENT)["templates/T01.docx"])
    fields = [
        (
            one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")),
            _text(one),
            one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None,
        )
        for one in word.element.body.iter(qn("w:sdt"))
    ]
    name, hour = ("what", "‹Что нужно›", True), ("hour", "‹К\u00a0какому часу›", True)
    assert fields[:-1] == [name, hour, name, hour, name]
    assert fields[-1][0] == HINTS
    ids = [one.get(qn("w:val")) for one in word.element.body.iter(qn("w:id"))]
    assert len(set(ids)) == len(ids) == 5


def test_the_hints_stand_behind_the_form_and_not_behind_the_example() -> None:
    files = _files()
    assert "Сорт и\u00a0вес." in _text(_word(files["templates/T01.docx"]).element.body)
    assert "Сорт" not in _text(_word(files["templates/T01-example.docx"]).element.body)


@pytest.mark.parametrize(("locale", "language"), [("ru", "ru-RU"), ("en", "en-GB")])
def test_the_file_says_its_language_title_owner_and_day(locale: str, language: str) -> None:
    word = _word(export("T01", edition(locale))["templates/T01.docx"])
    properties = word.core_properties
    entry = document("T01", locale).entry
    assert (properties.title, properties.language) == (entry.title, language)
    owner = {"ru": "Пекарь", "en": "The baker"}[locale]
    assert (properties.author, properties.last_modified_by) == (owner, owner)
    # The small library's page has no review date: the earliest date of the ZIP format stands in.
    assert str(properties.modified) == str(properties.created) == "1980-01-01 00:00:00+00:00"
    lang = word.styles.element.find(f".//{qn('w:lang')}")
    assert lang is not None
    assert lang.get(qn("w:val")) == language


def test_no_file_tells_when_it_was_packed() -> None:
    for name, content in _files().items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert archive.testzip() is None
                days = {entry.date_time for entry in archive.infolist()}
                assert days == {(1980, 1, 1, 0, 0, 0)}


def test_the_text_of_a_form_lies_last_and_unpacked_so_that_a_browser_can_fill_it() -> None:
    with zipfile.ZipFile(io.BytesIO(_files()["templates/T01.docx"])) as archive:
        last = archive.infolist()[-1]
        assert (last.filename, last.compress_type) == (MAIN, zipfile.ZIP_STORED)
        assert (last.extra, last.comment, archive.comment) == (b"", b"", b"")
        assert archive.read(MAIN).startswith(b"<?xml version='1.0' encoding='UTF-8'")


HOSTILE = "</w:t><script>&amp; {hour} ]]> \u202e \ufffe | =1+1 <img src=x>"


@pytest.mark.parametrize("field", ["example", "label", "hint"])
def test_hostile_words_are_words(field: str) -> None:
    files = _files(**{f"fields__0__{field}": HOSTILE, "document": DOCUMENT})
    for name, content in files.items():
        if not name.endswith(".docx"):
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(part))  # noqa: S314 (our own)
        text = _text(_word(content).element.body).replace("\u00a0", " ")
        shown_in = "example" if "-example" in name else "form"
        if (field == "example") == (shown_in == "example"):
            assert HOSTILE.replace("\ufffe", "") in text
