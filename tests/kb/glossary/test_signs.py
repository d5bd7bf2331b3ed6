"""Terms whose names have signs: found where the whole name is, and nowhere else."""

import pytest
from markdown import Markdown

from kb.glossary import GlossaryLinks, Matcher
from kb.glossary.forms.names import TermForms
from kb.markdown.extension import GLOSSARY

NAMES = (
    "C",
    "C++",
    "C#",
    ".NET",
    "NET",
    "ASP.NET",
    "Node.js",
    "1С:Предприятие",
    "R&D",
    "Q&A",
    "24/7",
    "КПЭ/KPI",
    "#ценности",
    "оценка A+",
)
TERMS = Matcher([TermForms(name, [name]) for name in NAMES])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Пишем на C++ и C#, а на C нет.", ["C++", "C#", "C"]),
        ("«C++», (C#), C++/C#; C.", ["C++", "C#", "C++", "C#", "C"]),
        ("Платформа .NET, (.NET), «.NET».", [".NET", ".NET", ".NET"]),
        ("Чистый доход — NET. NET — это он.", ["NET", "NET"]),
        ("ASP.NET", ["ASP.NET"]),
        ("Сервис на Node.js", ["Node.js"]),
        ("В 1С:Предприятии ведут учёт.", ["1С:Предприятие"]),
        ("Отдел R&D, R & D.", ["R&D", "R&D"]),
        ("Раздел Q&A", ["Q&A"]),
        ("24/7", ["24/7"]),
        ("Работаем 24/7.", ["24/7"]),
        ("Показатель КПЭ/KPI", ["КПЭ/KPI"]),
        ("Наши #ценности", ["#ценности"]),
        ("У нас оценка A+", ["оценка A+"]),
    ],
)
def test_a_name_is_found_with_its_signs(text: str, found: list[str]) -> None:
    matches = TERMS.find(text)
    assert [one.term_id for one in matches] == found
    for one in matches:
        shown = text[one.start : one.end].replace(" & ", "&")
        assert shown.rstrip("еи") == one.term_id.rstrip("еи")


@pytest.mark.parametrize(
    "text",
    [
        "Стандарт C++17",
        "C+++, C##, C++#",
        "Язык F#",
        "Сайт asp.net",
        "VB.NET",
        "node.js.org, https://node.js/x",
        "Учёт ведём в 1С: предприятие платит",
        "Отдел R&D&I",
        "24/7/365, 24/7/2026",
        "Наши ценности",
        "оценка A",
        "оценка A++",
    ],
)
def test_a_part_of_something_else_is_not_the_name(text: str) -> None:
    assert TERMS.find(text) == []


def test_a_name_without_a_sign_is_none_with_it() -> None:
    one = Matcher([TermForms("c", ["C"], ["SLA"]), TermForms("net", ["NET"])])
    assert one.find("C++, C#, .NET, SLA+") == []
    assert [match.term_id for match in one.find("C + SLA, C.")] == ["c", "c", "c"]


def test_what_is_said_of_a_name_with_signs_says_nothing_of_the_one_without() -> None:
    one = Matcher([TermForms("c", ["C"], never=["C++"])])
    assert len(one.find("C и C++")) == 1


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("Пишем на C\\+\\+ и C\\#.", ["C++", "C#"]),
        ("**C++** и *C*++, но `C++`", ["C++", "C++"]),
        ("R&amp;D и R&D", ["R&D", "R&D"]),
        ("C&#43;&#43;", ["C++"]),
        ("C<b>++</b>, <b>C</b>#, <i>.</i>NET", ["C++", "C#", ".NET"]),
        ("<b>C</b>++17, <b>VB</b>.NET", []),
        ("[C++](x.md)", []),
    ],
)
def test_signs_are_read_as_a_reader_sees_them(source: str, linked: list[str]) -> None:
    md = Markdown()
    links = GlossaryLinks(md, TERMS, str, link="all")
    md.treeprocessors.register(links, "links", GLOSSARY)
    md.convert(source)
    assert [one.term_id for one in links.occurrences] == linked
