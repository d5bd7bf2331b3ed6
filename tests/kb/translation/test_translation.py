"""Which wording a translation follows, and what has changed since."""

import os
import subprocess
from pathlib import Path

import pytest

from kb.cli.usage import typed
from kb.content.fields.kinds import Digest
from kb.content.library import Document
from kb.content.normal_form import write_front
from kb.content.reading.page import read
from kb.content.yaml.front_matter import SourceText, parse
from kb.translation import digest, wording
from kb.translation.history import changes
from kb.translation.mark import marked
from tests.command import kb
from tests.disk import edit, protected, room
from tests.sites import LIBRARY

PAGE = """---
id: brief
type: term
title: бриф
group: process
definition: 'Лист: что нужно и зачем.'
aliases:
  - заявка на торт
reviewed: 2026-11-23
---

Пекарь ждёт бриф.

Клиент — «Рога и копыта».
"""


def _document(text: str) -> Document:
    found = read(text.encode(), "ru", "glossary/brief.md", "docs/ru/glossary/brief.md")
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reviewed: 2026-11-23", "reviewed: 2027-01-11\nowner: Пекарь"),
        ("  - заявка на торт", "  - бланк"),
        ("'Лист: что нужно и зачем.'", '"Лист: что нужно и зачем."'),
        ("id: brief\ntype: term\n", "type: term\nid: brief\n"),
        ("бриф.\n\nКлиент", "бриф.   \n\n\n\nКлиент"),
        ("ждёт", "ждет"),
        ("—", "-"),
        ("«Рога и копыта»", '"Рога и копыта"'),
    ],
    ids="дата имена YAML порядок пробелы ё тире кавычки".split(),
)
def test_what_leaves_the_words_leaves_the_digest(old: str, new: str) -> None:
    assert PAGE.count(old) == 1
    assert digest(_document(PAGE.replace(old, new))) == digest(_document(PAGE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: бриф", "title: заявка"),
        ("и зачем", "и кому"),
        ("Пекарь ждёт бриф.", "Пекарь не ждёт бриф."),
        ("бриф.\n\nКлиент", "бриф.\nКлиент"),
        ("reviewed:", "note: Не путать с заказом.\nreviewed:"),
    ],
    ids="заголовок поле слово абзац новое".split(),
)
def test_another_word_is_another_digest(old: str, new: str) -> None:
    assert PAGE.count(old) == 1
    assert digest(_document(PAGE.replace(old, new))) != digest(_document(PAGE))


def test_spaces_and_hyphens_of_code_count() -> None:
    """They are never corrected, so they are intended."""
    code = PAGE.replace("бриф.\n\nКлиент", "бриф `py -3  a.py`.\n\nКлиент")
    for other in ("py −3  a.py", "py -3 a.py"):
        assert digest(_document(code.replace("py -3  a.py", other))) != digest(_document(code))


def test_code_in_a_line_begins_no_block_in_which_a_fix_would_count() -> None:
    page = PAGE.replace("бриф.\n\nКлиент", "бриф.\n\n```py``` готов.\n\nЭто 60% дела.\n\nКлиент")
    assert digest(_document(page.replace("60%", "60 %"))) == digest(_document(page))


def test_wording_is_what_a_translator_reads() -> None:
    assert wording(_document(PAGE)) == [
        "title: бриф",
        "definition: Лист: что нужно и зачем.",
        "",
        "Пекарь ждёт бриф.",
        "",
        "Клиент — «Рога и копыта».",
    ]


@pytest.mark.parametrize("with_field", [False, True])
def test_the_mark_changes_one_line_and_keeps_the_normal_form(with_field: bool) -> None:
    field = "translated: ru-000000000000\n" if with_field else ""
    text = PAGE.replace("reviewed: 2026-11-23\n", f"reviewed: 2026-11-23\n{field}")
    source = parse(text)
    assert isinstance(source, SourceText)
    result = marked(text, source, "translated", Digest("ru-0123456789ab"))
    assert set(result.split("\n")) - set(text.split("\n")) == {"translated: ru-0123456789ab"}
    again = parse(result)
    assert isinstance(again, SourceText)
    assert f"---\n{write_front(again.front.data)}---" in result


def test_the_mark_stands_before_the_fields_of_a_part() -> None:
    text = (LIBRARY / "en/roles/zakazchik.md").read_text("utf-8")
    source = parse(text)
    assert isinstance(source, SourceText)
    result = marked(text, source, "translated", Digest("ru-0123456789ab"))
    assert result == text.replace("\nwhen:", "\ntranslated: ru-0123456789ab\nwhen:")


def test_changes_show_the_words_and_what_stands_around() -> None:
    before = ["раз два три четыре пять шесть семь восемь девять десять — к полудню"]
    after = [before[0].replace("полудню", "вечеру")]
    assert list(changes(before, after)) == [
        "… семь восемь девять десять — к [−полудню−] {+вечеру+}"
    ]
    assert list(changes(before, [*before, "Новая строка."])) == ["{+Новая строка.+}"]
    assert list(changes(before, before)) == []


# The command.


@pytest.fixture
def docs(docs: Path) -> Path:
    assert "Отмечено: 12." in kb("translations", "--accept", "--all").output
    return docs


def _git(*arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=e", "-c", "user.email=e@example.test", *arguments],
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        check=True,
        capture_output=True,
    )


def test_change_since_the_translation_is_shown_from_the_history(docs: Path) -> None:
    _git("init", "--quiet")
    _git("add", ".")
    _git("commit", "--quiet", "--message=start")
    edit(docs / "ru/glossary/brief.md", "title: бриф", "title: заявка на торт")
    _git("commit", "--quiet", "--all", "--message=more")
    result = kb("translations")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "docs/en/glossary/brief.md: отстаёт, docs/ru/glossary/brief.md изменился:",
        "    title: [−бриф−] {+заявка на торт+}",
        "переведено: 11; отстаёт: 1; не отмечено: 0; нет перевода: 0.",
    ]


def test_words_that_only_a_merge_has_are_found_in_the_history(docs: Path) -> None:
    page = docs / "ru/glossary/brief.md"
    _git("init", "--quiet")
    _git("add", ".")
    _git("commit", "--quiet", "--message=start")
    _git("checkout", "--quiet", "-b", "other")
    edit(page, "title: бриф", "title: заявка на торт")
    _git("commit", "--quiet", "--all", "--message=theirs")
    _git("checkout", "--quiet", "-")
    page.write_text(page.read_text("utf-8") + "\nКонец.\n", "utf-8")
    _git("commit", "--quiet", "--all", "--message=ours")
    _git("merge", "--quiet", "--message=merge", "other")
    kb("translations", "--accept", "--all")
    edit(page, "title: заявка на торт", "title: бланк")
    _git("commit", "--quiet", "--all", "--message=more")
    assert "    title: [−заявка на торт−] {+бланк+}" in kb("translations").output.splitlines()


def test_without_history_the_change_is_told_without_its_words(docs: Path) -> None:
    edit(docs / "ru/glossary/brief.md", "title: бриф", "title: заявка на торт")
    assert "прежнего текста в истории git нет" in kb("translations").output


def test_nobody_is_asked_for_a_translation_that_is_not_published(docs: Path) -> None:
    (docs / "en/glossary/sla.md").unlink()
    missing = "docs/ru/glossary/sla.md:1: предупреждение: нет перевода: en/glossary/sla.md"
    settings = docs.parent / "company.yml"
    for only, is_told in (("ru", False), ("en", True)):
        own = f"plugins: {{i18n: {{build_only_locale: {only}}}}}\n"
        settings.write_text(own, "utf-8")
        assert (missing in kb("check").output.splitlines()) is is_told
        assert ("docs/ru/glossary/sla.md: en: перевода нет" in kb("report").output) is is_told


@pytest.mark.parametrize(("only", "is_told"), [("ru", False), ("en", True), ("", True)])
def test_a_source_needs_no_language_that_is_not_published(
    docs: Path, only: str, is_told: bool
) -> None:
    edit(docs / "sources.yml", "    en: Grice’s maxims\n", "")
    own = f"plugins: {{i18n: {{build_only_locale: {only}}}}}\n" if only else ""
    (docs.parent / "company.yml").write_text(own, "utf-8")
    told = "docs/sources.yml:12: поле «grice.title»: нет текста на языке «en»"
    assert (told in kb("check").output) is is_told


def test_missing_and_unmarked_are_told(docs: Path) -> None:
    (docs / "en/glossary/sla.md").unlink()
    path = docs / "en/glossary/brief.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "translated:" not in line), "utf-8")
    assert kb("translations").output.splitlines() == [
        "docs/en/glossary/brief.md: не отмечено, какой текст переведён",
        "docs/ru/glossary/sla.md: нет перевода: en/glossary/sla.md",
        "переведено: 10; отстаёт: 0; не отмечено: 1; нет перевода: 1.",
    ]
    warned = [line for line in kb("check").output.splitlines() if "glossary/" in line]
    assert "docs/ru/glossary/sla.md:1: предупреждение: нет перевода: en/glossary/sla.md" in warned
    assert any(
        line.startswith("docs/en/glossary/brief.md:1: предупреждение: не отмечено, какой")
        for line in warned
    )


def test_accept_marks_the_named_files_and_check_falls_silent(docs: Path) -> None:
    for name in ("brief", "sla"):
        edit(docs / f"ru/glossary/{name}.md", "definition: ", "definition: Коротко — ")
    told = [line for line in kb("check").output.splitlines() if "изменился после" in line]
    assert len(told) == 2
    assert told[0].startswith("docs/en/glossary/brief.md:12: предупреждение: поле «translated»: ")
    done = kb("translations", "--accept", "docs/en/glossary/brief.md")
    assert done.output.splitlines() == ["docs/en/glossary/brief.md: отмечено", "Отмечено: 1."]
    assert "отстаёт: 1;" in kb("translations").output
    assert "Отмечено: 1." in kb("translations", "--accept", "--all").output
    assert "отстаёт: 0;" in kb("translations").output
    assert "изменился" not in kb("check").output


def test_a_mended_original_leaves_its_translation_up_to_date(docs: Path) -> None:
    original = docs / "ru/glossary/brief.md"
    typed = "Ночью -5 °C ( мороз ), было  60% муки , осталось —и "
    edit(original, "definition: ", f"definition: {typed}")
    assert "Отмечено: 1." in kb("translations", "--accept", "--all").output
    kb("check", "--fix")
    mended = "Ночью −5 °C (мороз), было 60 % муки, осталось — и "
    assert mended in original.read_text("utf-8")
    assert "отстаёт: 0;" in kb("translations").output


def test_accept_asks_for_files_and_names_the_wrong_ones(docs: Path) -> None:
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    assert kb("translations", "--accept").exit_code == 2
    result = kb("translations", "--accept", "docs/en/glossary/brief.md", "docs/en/net.md")
    assert result.exit_code == 1
    assert result.output.splitlines() == ["docs/en/net.md: нет такой страницы"]
    assert before == {path: path.read_bytes() for path in docs.rglob("*.md")}


def test_what_cannot_be_read_is_neither_missing_nor_unknown(docs: Path) -> None:
    edit(docs / "en/glossary/brief.md", "group: ", "grop: ")
    edit(docs / "ru/glossary/sla.md", "title: ", "title: '")
    result = kb("translations")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == (
        "переведено: 10; отстаёт: 0; не отмечено: 0; нет перевода: 0; не читается: 2."
    )
    assert [line.split(":")[0] for line in lines[1:]] == [
        "docs/en/glossary/brief.md",
        "docs/ru/glossary/sla.md",
    ]
    for file in ("docs/en/glossary/brief.md", "docs/ru/glossary/brief.md"):
        accepted = kb("translations", "--accept", file)
        assert accepted.exit_code == 1
        assert "поле «grop»: неизвестное поле" in accepted.output
    accepted = kb("translations", "--accept", "docs/en/glossary/sla.md")
    assert accepted.exit_code == 1
    assert "docs/ru/glossary/sla.md:4: ошибка в записи полей" in accepted.output


def test_a_mark_that_cannot_be_written_is_told_and_the_others_are_written(docs: Path) -> None:
    for name in ("brief", "sla"):
        edit(docs / f"ru/glossary/{name}.md", "definition: ", "definition: Коротко — ")
    path = docs / "en/glossary/brief.md"
    before = path.read_bytes()
    with protected(path):
        result = kb("translations", "--accept", "--all")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[:2] == ["docs/en/glossary/sla.md: отмечено", "Отмечено: 1."]
    assert lines[2].startswith("docs/en/glossary/brief.md: отметку не записать: файл или папка")
    assert path.read_bytes() == before


def test_a_mark_that_does_not_fit_leaves_the_page_whole(docs: Path) -> None:
    edit(docs / "ru/glossary/brief.md", "definition: ", "definition: Коротко — ")
    before = (docs / "en/glossary/brief.md").read_bytes()
    with room(100):
        result = kb("translations", "--accept", "--all")
    assert result.exit_code == 1
    assert "отметку не записать: на диске кончилось место" in result.output
    assert (docs / "en/glossary/brief.md").read_bytes() == before


def test_a_mark_of_a_wrong_look_is_an_error(docs: Path) -> None:
    path = docs / "en/glossary/brief.md"
    line = next(line for line in path.read_text("utf-8").split("\n") if "translated:" in line)
    edit(path, line, "translated: да")
    told = f"«да» не отметка перевода; её ставит «{typed('translations', '--accept')}»"
    assert f"поле «translated»: {told}" in kb("check").output
