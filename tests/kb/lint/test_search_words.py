"""Words that would never help the search: `search` of pages, docs/synonyms.yml."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kb.lint import problems_of
from tests.bases import THEME, base
from tests.disk import write

_RULES = ("search-name", "search-phrase", "synonym", "unknown-english", "unknown-russian")


def _told(folder: Path, files: Mapping[str, str], *others: Path) -> list[str]:
    write(folder, files)
    kb = base(folder, *others, themes=[THEME])
    found = problems_of(kb.library.documents, kb)
    return [str(one).replace(" предупреждение:", "") for one in found if one.rule in _RULES]


def _page(title: str, *asked: str, body: str = "") -> str:
    words = "".join(f"    - {one}\n" for one in asked)
    return f"---\ntype: plain\ntitle: {title}\nsearch:\n  words:\n{words}---\n\n{body}\n"


@pytest.mark.parametrize(
    ("locale", "asked"),
    [
        ("ru", "начальнк требует"),
        ("en", "my bosss demands"),
    ],
)
def test_a_slip_in_a_phrase_is_told(tmp_path: Path, locale: str, asked: str) -> None:
    (found,) = _told(tmp_path, {f"{locale}/a.md": _page("Word", asked)})
    slip = next(one for one in asked.split() if one in ("начальнк", "bosss"))
    column = 7 + asked.index(slip)
    assert found.startswith(f"{locale}/a.md:6:{column}: поле «search.words[1]»: слова «{slip}» нет")


def test_a_phrase_may_have_the_names_of_pages_and_what_people_type(tmp_path: Path) -> None:
    files = {
        "ru/a.md": _page("Слово", "отчёт для ахо", "айти молчит", "безопсник", "модель хескетта"),
        "ru/b.md": _page("Дело", "другое дело", body="Отдел АХО и отдел ИТ."),
        "synonyms.yml": "ru:\n  отдел: [айти]\n",
        "words.yml": "ru:\n  known: [Хескетт]\n",
    }
    assert _told(tmp_path, files) == []


def test_a_phrase_that_three_pages_have_is_told_on_each(tmp_path: Path) -> None:
    files = {f"ru/{one}.md": _page(f"Слово {one}", "личные данные") for one in "abc"}
    files |= {"en/a.md": _page("Word", "private data"), "en/b.md": _page("One", "private data")}
    assert _told(tmp_path, files)[1] == (
        "ru/b.md:6: поле «search.words[1]»: эта фраза и в ru/a.md, ru/c.md, и поиск её не учтёт; "
        "оставьте там, где ответ полнее"
    )
    assert len(_told(tmp_path, files)) == 3


def test_the_page_s_own_name_is_told(tmp_path: Path) -> None:
    term = "id: sla\ntype: term\ntitle: Срок\nabbr: SLA\ngroup: basics\ndefinition: Слово.\n"
    files = {
        "ru/a.md": _page("Все долги", "Все  долги", "все долги сразу"),
        "ru/sla.md": f"---\n{term}search:\n  words: [sla, срок услуги]\n---\n",
    }
    told = "это и так название страницы; удалите строку"
    assert _told(tmp_path, files) == [
        f"ru/a.md:6: поле «search.words[1]»: {told}",
        f"ru/sla.md:9: поле «search.words[1]»: {told}",
    ]


def test_a_synonym_of_a_word_that_no_page_has_is_told(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "docs", tmp_path / "company"
    files = {
        "ru/a.md": _page("Слово", "спросить наставника", body="Отчёты сданы."),
        "en/a.md": _page("Word", "ask for help", body="All reports."),
        "synonyms.yml": "ru:\n  отчёт: [репорт]\n  коллега: [кореш]\n  наставник: [ментор]\n"
        "en:\n  report: [memo]\n  colleague: [mate]\n",
    }
    told = "такого слова нет ни на одной странице, и слова его списка ничего не найдут"
    found = _told(ours, files)
    assert [one.partition(";")[0] for one in found] == [
        f"synonyms.yml:3: поле «ru.коллега»: {told}",
        f"synonyms.yml:7: поле «en.colleague»: {told}",
    ]
    theirs.mkdir()
    (theirs / "synonyms.yml").write_text("ru:\n  шеф: [босс]\n", "utf-8")
    (company,) = _told(ours, files, theirs)
    assert company.startswith(f"{theirs}/synonyms.yml:2: поле «ru.шеф»")
    assert _told(ours, {**files, "ru/b.md": "---\ntitle: [\n---\n"}, theirs) == []
