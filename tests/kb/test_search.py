"""Records of pages, the vocabulary of their words, and the folder that Pagefind makes of them."""

import dataclasses
import json
import sys
from threading import Event
from typing import Any

import pytest

import kb.search
from kb.content.model import InSearch
from kb.search import (
    NOTHING,
    Article,
    Dictionary,
    FinishedPage,
    Latest,
    Learnt,
    Record,
    SearchError,
    Wanted,
    bundle,
    record,
)
from kb.search.inflection import families, words
from kb.search.record import searched
from kb.search.vocabulary import lexicon, vocabulary
from tests.bakery import document


def make(url: str, title: str, article: str = "", **fields: Any) -> Record:
    given = {"type": "guide", "names": (), "audience": (), "summary": "", **fields}
    return Record(url=url, title=title, article=searched(article), **given)


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
    assert "Сокращение</dt> <dd>" in found
    assert "на<b>встречу" in searched("<p>на<b>встречу</b></p>").html


def test_a_term_is_found_by_all_its_names() -> None:
    found = record(document("sla"), searched("<p>…</p>"), url="glossary/sla/", audience=("ld",))
    assert found is not None
    term = document("sla").entry
    assert found.type == "term"
    assert found.summary == term.definition  # type: ignore[union-attr]
    assert {term.abbr, *term.aliases, *term.see_from} == set(found.names)  # type: ignore[union-attr]
    assert found.audience == ("ld",)


def test_front_matter_leaves_a_page_out_or_lifts_it() -> None:
    def steered(**search: object) -> Record | None:
        role = document("R01")
        entry = role.entry.model_copy(update={"search": InSearch.model_validate(search)})
        return record(
            dataclasses.replace(role, entry=entry), searched("<p>…</p>"), url="roles/zakazchik/"
        )

    assert steered(exclude=True) is None
    boosts = [found.boost for given in (2, 1000) if (found := steered(boost=given))]
    assert boosts == [2, 100]


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
    forms = {one.stem + ending for one in families(form, locale) for ending in one.endings}
    assert {form, other} <= forms


def test_words_that_every_question_has_are_told_apart() -> None:
    for locale, several in {"ru": "как что такое для и", "en": "how to what is the"}.items():
        assert all(one.is_function_word for w in several.split() for one in families(w, locale)[:1])
    assert not any(one.is_function_word for one in families("клиент", "ru"))


def test_the_vocabulary_says_on_how_many_pages_a_word_stands_and_how_to_ask_for_it() -> None:
    records = [
        make("a/", "Звонок", "<p>О звонке и о звонках</p>"),
        make("b/", "Письмо", "<p>Вместо звонка</p>"),
    ]
    made = json.loads(
        vocabulary(
            records, {"a/": "ru_1", "b/": "ru_2"}, lexicon(records, Dictionary("ru")), {"hint": "…"}
        )
    )
    assert made["texts"] == {"hint": "…"}
    assert made["pages"][0] == ["ru_1", "a/", "guide", "Звонок", [], []]
    lines = {}
    for line in made["words"]:
        stem, number, *rest = line.split("|")
        lines[stem + made["endings"][int(number)].split("|")[0]] = rest
    assert lines["письмо"] == ["1"]
    assert lines["о"] == ["0"]
    assert int(lines["звонок"][0]) >= 1
    # Pagefind's stems of «звонок» and «звонка» do not begin alike: it must be asked for both.
    assert len(lines["звонок"][1].split()) == 2


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    records = [
        make("a/", "Клиент внутри", "<p>Текст</p>"),
        make("b/", "Бриф", "<h2 id=x>Зачем</h2><p>Текст</p>", type="term", summary="Описание"),
        make("c/", "Страница без слов"),
    ]
    files = bundle(records, Dictionary("ru"), {})
    assert files == bundle(records[::-1], Dictionary("ru"), {})
    assert {"vocabulary.json", "pagefind.js", "pagefind-entry.json"} <= set(files)
    assert not [name for name in files if "ui" in name or "worker" in name]
    assert len(json.loads(files["vocabulary.json"])["pages"]) == 3
    assert bundle([], Dictionary("ru"), {}) == {}


def test_what_is_known_of_words_changes_nothing_but_the_time_it_takes() -> None:
    records = [make("a/", "Звонок", "<p>О звонках и письмах</p>")]
    first = Dictionary("ru")
    words = lexicon(records, first)
    second = Dictionary("ru", json.loads(json.dumps(first.known)))
    assert lexicon(records, second) == words
    assert second.known == json.loads(json.dumps(first.known))


def test_what_the_last_search_has_learnt_changes_nothing_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page(key: str, html: str) -> FinishedPage:
        return FinishedPage(document(key), html, html, f"{key}/", ())

    one, two = page("sla", "<p>Звонки и письма</p>"), page("R01", "<p>Просьба</p>")
    _, learnt = kb.search.make(Wanted("1", "ru", [one], {}), NOTHING)
    learnt = Learnt(*json.loads(json.dumps(learnt)))
    wanted = Wanted("2", "ru", [one, two], {})
    fresh, _ = kb.search.make(wanted, NOTHING)
    read: list[str] = []

    def noted(article: str) -> Article:
        read.append(article)
        return searched(article)

    monkeypatch.setattr("kb.search.making.searched", noted)
    assert kb.search.make(wanted, learnt)[0] == fresh
    assert read == [two.html], "the other article was known"


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


def test_a_failure_of_pagefind_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(
        SearchError, match="поиск \\(ru\\): программа Pagefind не справилась: код 1"
    ):
        bundle([make("a/", "Клиент")], Dictionary("ru"), {})
