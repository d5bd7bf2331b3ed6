"""Records of pages, the vocabulary of their words, and the folder that Pagefind makes of them."""

import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from operator import itemgetter
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

import kb.search
from kb.content.model import InSearch
from kb.search import FinishedPage, Latest, SearchError, Wanted, foreign_names, packed, unpacked
from kb.search.bundle import Index, _ours, indexing
from kb.search.dictionary import Dictionary
from kb.search.inflection import families, verbs, words
from kb.search.lexicon import NO_SYNONYMS, lexicon
from kb.search.record import Article, Record, record, searched
from kb.search.vocabulary import line, vocabulary
from tests.bakery import bakery, document


def make(url: str, title: str, article: str = "", **fields: Any) -> Record:
    given = {"type": "guide", "names": (), "audience": (), "summary": "", **fields}
    return Record(url=url, title=title, article=searched(article), **given)


def index(records: list[Record], *, in_memory: bool = False) -> Index:
    with indexing(records, "ru", in_memory=in_memory) as end:
        return end()


@pytest.mark.parametrize(
    ("article", "left"),
    [
        ("<p>Склад <a href='/x' title='y'>печёт</a></p>", "<p>Склад <a>печёт</a></p>"),
        ("<div data-search-exclude><div>нет</div><div>нет</div></div><p>да</p>", "<p>да</p>"),
        ("<p><b data-search-exclude>нет</b> после</p>", "<p> после</p>"),
        ('<h2 id="a">Раздел<a class="headerlink" href="#a">¶</a></h2>', '<h2 id="a">Раздел</h2>'),
        ('<p id="b" class="c" onclick="d">текст</p>', "<p>текст</p>"),
        ("<nav>меню</nav><form><button>кнопка</button></form><p>текст</p>", "<p>текст</p>"),
        ("<script>let a = '<p>нет</p>'</script><svg><text>нет</text></svg><p>да</p>", "<p>да</p>"),
        ("<!-- нет --><p>да</p>", "<p>да</p>"),
        ("<p>не <b>закрыт <p>второй", "<p>не <b>закрыт </b></p><p>второй</p>"),
        ("<p>a &lt;script&gt; b</p>", "<p>a &lt;script&gt; b</p>"),
        ("<p> </p><hr>", ""),
        ("", ""),
    ],
)
def test_what_is_searched_of_an_article(article: str, left: str) -> None:
    found = searched(article).html
    assert (
        "".join(found.split(" ")) == "".join(f"<div>{left}</div>".split(" ")) if left else not found
    )


def test_a_word_ends_where_its_cell_does() -> None:
    found = searched("<dl><dt>Сокращение</dt><dd>SLA</dd></dl>").html
    assert "Сокращение.</dt> <dd>SLA.</dd>" in found
    row = "<th>Срок</th><td>\n <a>День</a>\n</td><td>Да!</td><td><p>б</p></td>"
    found = searched(f"<table><tr>{row}</tr></table>").html
    cells = [one.strip() for one in re.findall("<t[hd]>(.*?)</t[hd]>", found, re.DOTALL)]
    assert cells == ["Срок.", "<a>День</a>.", "Да!", "<p>б</p>"]
    assert "на<b>встречу" in searched("<p>на<b>встречу</b></p>").html


def test_a_term_is_found_by_all_its_names() -> None:
    found = record(document("sla"), searched("<p>…</p>"), url="glossary/sla/", audience=("ld",))
    assert found is not None
    term = document("sla").entry
    assert found.type == "term"
    assert found.summary == term.definition  # type: ignore[union-attr]
    assert {term.abbr, *term.aliases, *term.see_from} == set(found.names)  # type: ignore[union-attr]
    assert found.audience == ("ld",)


@pytest.mark.parametrize(("locale", "name"), [("ru", "brief"), ("en", "бриф")])
def test_a_term_is_found_by_its_name_in_another_language(locale: str, name: str) -> None:
    term = document("brief", locale)
    foreign = foreign_names(term, bakery().library)
    assert foreign[0] == name
    found = record(term, searched("<p>…</p>"), url="glossary/brief/", foreign=foreign)
    assert found is not None
    assert name in found.names
    assert not foreign_names(document("R01", locale), bakery().library)


def test_front_matter_leaves_a_page_out_lifts_it_or_names_it() -> None:
    def steered(**search: object) -> Record | None:
        role = document("R01")
        entry = role.entry.model_copy(update={"search": InSearch.model_validate(search)})
        return record(
            dataclasses.replace(role, entry=entry), searched("<p>…</p>"), url="roles/zakazchik/"
        )

    assert steered(exclude=True) is None
    lifted = steered(boost=100)
    assert lifted is not None
    assert lifted.boost == 100
    named = steered(words=["постановщик", "ставит задачу без срока"])
    assert named is not None
    assert named.names == ("постановщик",)
    assert named.promises[0] == "ставит задачу без срока"
    assert {"постановщик", "без"} <= named.words, "the browser must know the words it matches"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Ещё приём: «чек-лист»", ["еще", "прием", "чек", "лист"]),
        ("L&D, SLA-метрики и C++", ["l&d", "sla", "метрики", "и", "c"]),
        (
            "по\u00a0договору, за\u0301мок, со\u00adглашение",
            ["по", "договору", "замок", "соглашение"],
        ),
        ("client’s 24/7_x", ["client", "s", "24", "7", "x"]),
        ("— …", []),
    ],
)
def test_text_is_cut_into_words(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    ("locale", "form", "other"),
    [
        ("ru", "звонка", "звонок"),
        ("ru", "люди", "человеку"),
        ("ru", "заявок", "заявке"),
        ("ru", "согласуем", "согласовавший"),
        ("ru", "приемка", "приемкой"),
        ("ru", "онбординг", "онбордингом"),
        ("ru", "клиентоцентричностью", "клиентоцентричности"),
        ("en", "agreements", "agreement"),
        ("en", "gave", "giving"),
        ("en", "meetings", "meeting"),
        ("en", "raci", "racis"),
        ("en", "слова", "словами"),  # an untranslated page
    ],
)
def test_forms_of_a_word_are_one_family(locale: str, form: str, other: str) -> None:
    (found,) = families([form], locale).values()
    assert {form, other} <= {one for family in found for one in family.forms}


def test_words_that_every_question_has_are_told_apart() -> None:
    for locale, several in {"ru": "как что такое для и", "en": "how to what is the"}.items():
        found = families(several.split(), locale).values()
        assert all(one.is_function_word for one, *_ in found)
    nouns = "клиент право данные раз словом минимум"  # «право», «словом»: also function words
    found = families(nouns.split(), "ru").values()
    assert not any(one.is_function_word for several in found for one in several)


def test_a_pronoun_with_the_forms_of_a_noun_is_that_noun() -> None:
    def function_words(text: str) -> int:
        said = lexicon([Counter(words(text))], Dictionary("ru")).words
        return sum(one.split("|")[2] == "0" for one in said)

    assert function_words("данного") == 1
    assert function_words("данные, данных, данными, данного") == 0


def test_the_vocabulary_says_on_how_many_pages_a_word_stands_and_how_to_ask_for_it() -> None:
    records = [
        make("a/", "Звонок", "<p>О звонке и о звонках</p>"),
        make("b/", "Письмо", "<p>Вместо звонка</p>"),
    ]
    occurring = Counter(word for one in records for word in one.words)
    lines = [line(one, f"ru_{one.url[0]}") for one in records[::-1]]
    made = json.loads(vocabulary([lines], lexicon([occurring], Dictionary("ru")), {"hint": "…"}))
    assert made["texts"] == {"hint": "…"}
    assert made["parts"][0][0] == ["ru_a", "a/", "guide", "Звонок", [], [], []]
    said = {}
    for word in made["words"]:
        stem, number, *rest = word.split("|")
        said[stem + made["endings"][int(number)].split("|")[0]] = rest
    assert said["письмо"] == ["1"]
    assert said["о"] == ["0"]
    assert int(said["звонок"][0]) >= 1
    # Pagefind's stems of «звонок» and «звонка» do not begin alike: it must be asked for both.
    assert said["звонок"][1].split(" ") == ["звонка", ""]


def test_what_three_pages_promise_tells_them_from_no_other() -> None:
    one, several = "<h2>Если нет</h2><h2>Как</h2>", "<h2>Если нет</h2>" + "<h2>Шаг</h2>" * 3
    pages = {"a/": one, "b/": one, "c/": several}
    lines = [line(make(url, "Гайд", text), url) for url, text in pages.items()]
    made = json.loads(vocabulary([lines[:1], lines[1:]], lexicon([], Dictionary("ru")), {}))
    assert [page[6] for part in made["parts"] for page in part] == [["Как"], ["Как"], ["Шаг"] * 3]


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("адаптация", "адаптировать адаптироваться"),
        ("организация", "организовать"),
        ("формулировка", "формулировать сформулировать"),
        ("обучение", "обучать обучить обучиться"),
        ("жалоба", "жаловаться пожаловаться"),
        ("клиент", ""),
        ("станция", ""),
    ],
)
def test_a_noun_of_action_has_verbs(noun: str, several: str) -> None:
    found = {one.basic for one in verbs(noun)}
    assert found >= set(several.split())
    assert bool(found) is bool(several)


def test_a_verb_that_stands_nowhere_asks_for_its_noun() -> None:
    assert _said("об адаптации")["адаптировать"] == ["1", "адаптации", "адаптация"]
    assert _said("адаптация, адаптировал")["адаптировать"] == ["1"]


def test_the_nouns_of_a_verb_stand_in_one_order() -> None:
    texts = ["информация, информирование", "информирование, информация"]
    made = [lexicon([Counter(words(text))], Dictionary("ru")) for text in texts]
    assert made[0] == made[1]
    assert any("информация информирование" in one for one in made[0].words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("шеф", ["1", "руководителя", "руководитель"]),
        ("начальник", ["1", "", "руководитель"]),  # occurs, but is a synonym all the same
        ("колл", ["1", "звонке звонок", "звонок"]),
        ("мэтр", None),  # no page has the word that it stands for
    ],
)
def test_a_synonym_asks_for_the_words_of_the_pages(typed: str, said: list[str] | None) -> None:
    synonyms = {
        "шеф": ("Руководитель", "шофёр"),
        "начальник": ("руководитель",),
        "колл": ("звонок",),
        "мэтр": ("учитель",),
    }
    text = "от руководителя и начальника, о звонке, звонок"
    assert _said(text, synonyms).get(typed) == said


def test_a_word_of_many_pages_stands_for_no_other() -> None:
    occurring = Counter({"начальник": 6, "руководитель": 1})
    made = lexicon([occurring], Dictionary("ru"), {"начальник": ("руководитель",)})
    assert not any("руководитель" in one.split("|")[3:] for one in made.words)


def _said(text: str, synonyms: Mapping[str, tuple[str, ...]] = NO_SYNONYMS) -> dict[str, list[str]]:
    """What the lexicon of a text says, by the basic forms."""
    made = lexicon([Counter(words(text))], Dictionary("ru"), synonyms)
    found = {}
    for stem, number, *rest in (one.split("|") for one in made.words):
        found[stem + made.endings[int(number)].split("|")[0]] = rest
    return found


def test_a_page_promises_its_summary_and_its_sections() -> None:
    article = "<h1>Как</h1><h2>Кого <b>звать</b>\n сначала</h2><h3>Зачем</h3><h2> </h2><h4>Да</h4>"
    sections = ["Кого звать сначала", "Зачем"]
    assert line(make("a/", "Как", article, summary="О том."), "x")[6] == ["О том.", *sections]
    assert line(make("a/", "Как", article, summary="О том.", type="term"), "x")[6] == sections


def test_a_part_is_asked_only_for_what_it_has() -> None:
    texts = ["звонок", "звонка", "не письмо", "звонок и звонка"]
    parts = [Counter(words(text)) for text in texts]
    said = {one.split("|")[0]: one for one in lexicon(parts, Dictionary("ru")).words}
    assert said["звон"].split("|")[3] == "звонка:a :9"
    assert said["пис"].split("|")[3] == ":4"
    assert said["не"].split("|")[3] == ":4"


@pytest.mark.parametrize("in_memory", [True, False])
def test_the_same_records_give_the_same_bytes_in_any_order(in_memory: bool) -> None:
    records = [
        make("a/", "Клиент внутри", "<p>Текст</p>"),
        make("b/", "Бриф", "<h2 id=x>Зачем</h2><p>Текст</p>", type="term", summary="Описание"),
        make("c/", "Страница без слов"),
    ]
    made = index(records, in_memory=in_memory)
    assert made == index(records[::-1], in_memory=in_memory)
    assert {"pagefind.js", "pagefind-entry.json"} <= set(made.files)
    assert not [name for name in made.files if "ui" in name or "worker" in name]
    assert set(made.ids) == {"a/", "b/", "c/"}
    assert index([]).files == {}


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize("free", [0, 10_000, 10_000_000])
def test_index_is_made_in_memory_if_wanted_and_there_is_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, wanted: bool
) -> None:
    used: list[Path | None] = []
    theirs = tempfile.TemporaryDirectory

    def noted(*, prefix: str, dir: Path | None) -> tempfile.TemporaryDirectory[str]:  # noqa: A002
        used.append(dir)
        return theirs(prefix=prefix, dir=dir)

    monkeypatch.setattr("kb.search.bundle._MEMORY", tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    monkeypatch.setattr("tempfile.TemporaryDirectory", noted)
    one = make("a/", "Клиент", "<p>" + "Текст " * 500 + "</p>")
    assert set(index([one], in_memory=wanted).ids) == {"a/"}
    assert used == [tmp_path if wanted and free > 1_000_000 else None]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="нельзя спросить, жив ли процесс")
def test_the_files_of_a_process_that_was_killed_are_removed_and_no_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kb.search.bundle._MEMORY", tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    ours = _ours()
    dead, alive = f"{ours}{ended.pid}-a", f"{ours}{os.getpid()}-b"
    others = {alive, f"{ours}x-c", f"kb-search-0-{ended.pid}-d", f"other-{ended.pid}"}
    for name in {dead, *others}:
        (tmp_path / name / "records").mkdir(parents=True)
    index([make("a/", "Клиент", "<p>Текст</p>")], in_memory=True)
    assert {one.name for one in tmp_path.iterdir()} == others


def test_index_is_made_where_the_system_shows_no_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kb.search.bundle._MEMORY", tmp_path / "none")
    one = make("a/", "Клиент", "<p>Текст</p>")
    assert set(index([one], in_memory=True).ids) == {"a/"}


def test_what_is_known_of_words_changes_nothing_but_the_time_it_takes() -> None:
    occurring = Counter(words("О звонках и письмах"))
    first = Dictionary("ru")
    found = lexicon([occurring], first)
    second = Dictionary("ru", json.loads(json.dumps(first.known)))
    assert lexicon([occurring], second) == found
    assert second.known == json.loads(json.dumps(first.known))


def finished(number: int, text: str = "Звонки и письма") -> FinishedPage:
    html = f"<p>{text}, страница {number}</p>"
    return FinishedPage(document("sla"), html, html, f"{number}/", ())


def test_a_search_has_the_files_of_all_its_parts_and_its_program_once() -> None:
    pages = [finished(number) for number in range(12)]
    whole = kb.search.make(Wanted("1", "ru", pages, {}))
    assert len(whole.parts) == 1
    several = kb.search.make(Wanted("1", "ru", pages, {}), pages=3)
    assert len(several.parts) == 4
    once = ["pagefind.js", "wasm.ru.pagefind", "vocabulary.json"]
    assert sorted(one for one in several.files if "/" not in one and "_" not in one) == sorted(
        [*once, "pagefind-entry.json"]
    )
    for part in ("", "1/", "2/", "3/"):
        assert f"{part}pagefind-entry.json" in several.files
        assert any(one.startswith(f"{part}index/") for one in several.files)
    fragments = [{one for one in it.files if "fragment" in one} for it in (whole, several)]
    assert fragments[0] == fragments[1], "the browser knows them by their names only"
    told = [json.loads(one.vocabulary)["parts"] for one in (whole, several)]
    assert told[0] == [sorted(chain(*told[1]), key=itemgetter(1))]
    assert kb.search.make(Wanted("1", "ru", [], {})).files == {}


def test_a_large_search_has_few_parts() -> None:
    pages = [finished(number) for number in range(40)]
    assert len(kb.search.make(Wanted("1", "ru", pages, {}), pages=2).parts) == 8


def test_of_a_changed_page_only_its_part_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [finished(number) for number in range(12)]
    last = kb.search.make(Wanted("1", "ru", pages, {}), pages=3)
    changed = [*pages[:5], finished(5, "Просьба"), *pages[6:]]
    wanted = Wanted("2", "ru", changed, {})
    fresh = kb.search.make(wanted, pages=3)
    read: list[str] = []

    def noted(article: str) -> Article:
        read.append(article)
        return searched(article)

    monkeypatch.setattr("kb.search.making.searched", noted)
    again = kb.search.make(wanted, last, pages=3)
    assert again.files == fresh.files
    assert read == [changed[5].html], "the other articles were known"
    same = [one for one in again.parts if any(one is before for before in last.parts)]
    assert len(same) == 3


def test_a_part_that_is_lost_is_made_anew() -> None:
    pages = [finished(number) for number in range(12)]
    wanted = Wanted("1", "ru", pages, {})
    last = kb.search.make(wanted, pages=3)
    lost = last.parts[0]._replace(digest="", files={}, words={}, lines=[], articles=dict)
    again = kb.search.make(wanted, last._replace(parts=[lost, *last.parts[1:]]), pages=3)
    assert again.files == last.files


def test_a_search_that_is_kept_is_the_same_or_is_known_to_be_none() -> None:
    pages = [finished(number) for number in range(12)]
    search = kb.search.make(Wanted("1", "ru", pages, {}), pages=3)
    entries = packed(search)
    again = unpacked(entries.get)
    assert (again.digest, again.files) == (search.digest, search.files)
    assert again.known() == json.loads(json.dumps(search.known()))
    articles = [one.articles() for one in search.parts]
    assert [one.articles() for one in again.parts] == json.loads(json.dumps(articles))
    for name in entries:
        for damaged in (b"", entries[name][:9]):
            assert unpacked({**entries, name: damaged}.get).digest == ""
    assert packed(search, again).keys() == entries.keys(), "its parts are other objects"
    less = packed(again, again)
    assert len(less) == 1
    assert unpacked(less.get, again).files == search.files


def test_of_the_jobs_that_wait_only_the_last_is_done() -> None:
    latest, begun, go_on, done = Latest(), Event(), Event(), []

    def long() -> None:
        begun.set()
        go_on.wait(10)
        done.append("long")

    latest.do(long)
    begun.wait(10)
    latest.do(lambda: done.append("outdated"))
    latest.do(lambda: done.append("last"))
    go_on.set()
    latest.wait()
    assert done == ["long", "last"]
    latest.do(lambda: done.append("later"))
    latest.wait()
    assert done[-1] == "later"


def test_a_job_waits_for_its_pause_and_gives_way_to_one_that_comes_meanwhile() -> None:
    latest, done = Latest(0.2), []
    latest.do(lambda: done.append("outdated"))
    latest.do(lambda: done.append("last"))
    assert done == []
    latest.wait()
    assert done == ["last"]


@pytest.mark.parametrize("error", [OSError("No space left on device"), SystemExit(1)])
def test_a_job_that_fails_is_told_of_and_the_next_ones_are_done(
    error: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    latest, begun, go_on, waited, later = Latest(), Event(), Event(), Event(), Event()

    def failing() -> None:
        begun.set()
        go_on.wait(10)
        raise error

    latest.do(failing)
    begun.wait(10)
    latest.do(waited.set)
    go_on.set()
    assert waited.wait(10)
    assert f"{type(error).__name__}: {error}" in capsys.readouterr().err
    latest.do(later.set)
    assert later.wait(10)
    latest.wait()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("/bin/false", "не справилась: код 1"),
        ("/nowhere/pagefind", "не запускается: /nowhere/pagefind: нет такого"),
    ],
)
def test_a_failure_of_pagefind_is_told_in_one_line(
    program: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.search.bundle.get_executable", lambda: program)
    with pytest.raises(SearchError, match=f"^поиск \\(ru\\): программа Pagefind {said}"):
        index([make("a/", "Клиент")])
