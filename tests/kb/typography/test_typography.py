"""Typography: pairs of before and after in real Markdown, and what must never happen."""

from time import process_time
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from kb.typography import Typography, Whole, typeset, whole
from tests.sites import ROOT

CASES = ROOT / "tests" / "cases" / "typography"
EXTENSIONS = ["tables", "footnotes", "attr_list", "md_in_html"]
NBSP = "\u00a0"


class _Bare(Extension):
    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(Typography(md, locale=self._locale), "typography", 7.7)


def _plain(source: str) -> str:
    return Markdown(extensions=EXTENSIONS).convert(source)


def _typeset(source: str, locale: str = "ru") -> str:
    return Markdown(extensions=[*EXTENSIONS, _Bare(locale)]).convert(source)


def _cases(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text("utf-8").replace("⍽", NBSP))["cases"]
    return [pytest.param(case, id=f"{case['rule']} {case['in']}") for case in cases]


def test_all_golden_pairs_are_here() -> None:
    assert len(_cases("fixtures.yml")) == 28


@pytest.mark.parametrize("case", _cases("fixtures.yml") + _cases("more.yml"))
def test_a_text_is_bound_as_its_case_says(case: dict[str, str]) -> None:
    assert _typeset(case["in"], case.get("locale", "ru")) == _plain(case["out"])


@pytest.mark.parametrize("case", _cases("fixtures.yml") + _cases("more.yml"))
def test_second_time_changes_nothing(case: dict[str, str]) -> None:
    assert _typeset(case["out"], case.get("locale", "ru")) == _plain(case["out"])


def test_fenced_and_raw_blocks_stay() -> None:
    source = "<pre>в отделе</pre>\n\n<script>в = 5 * в ;</script>\n\n<textarea>в чате</textarea>"
    assert _typeset(source) == _plain(source)


def test_element_whose_text_is_no_prose_stays_inside_prose() -> None:
    page = BeautifulSoup(_typeset("в `в чате` и <samp>в <b>чате</b> он</samp> в чате"), "lxml")
    assert page.p is not None
    assert page.p.get_text() == f"в{NBSP}в чате и{NBSP}в чате он в{NBSP}чате"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("От 9–10 и (5–7), с 9:00–18:00. Закон № 152-ФЗ.", ["9–10", "5–7", "9:00–18:00", "152-ФЗ"]),
        ("До 3-го, 24-часовую, *5-е*[1-й](a.md)", ["3-го", "24-часовую", "5-е", "1-й"]),
        ("Звоните 555-35-35, 2026-02-01", ["555-35-35", "2026-02-01"]),
        (
            "An X-ray, an e-mail, COVID-19, ISO 10002-2020",
            ["X-ray", "e-mail", "COVID-19", "10002-2020"],
        ),
        ("Кто-то, по-русски из-за HR-отдела", ["Кто-то", "по-русски", "из-за", "HR-отдела"]),
        ("Кто-нибудь, чек-лист, что-то-там, L&D-отдел", []),
        ("5–, -5, a/b-5, a/b-то, ivan@x-5.ru, G-1.md", []),
        ("Долго: 100000000–200000000, 5-высококвалифицированный", []),
        ("`9–10`, <kbd>9–10</kbd>", []),
    ],
)
def test_what_is_short_is_not_broken_at_its_hyphen(text: str, whole: list[str]) -> None:
    md = Markdown(extensions=EXTENSIONS)
    md.treeprocessors.register(Whole(md), "whole", 4)
    page = BeautifulSoup(md.convert(text), "lxml")
    assert [one.get_text() for one in page.select("span.kb-whole")] == whole
    assert page.get_text() == BeautifulSoup(_plain(text), "lxml").get_text()


def test_a_string_becomes_html_in_which_the_same_is_not_broken() -> None:
    assert whole("L&D-отдел <b>, 9–10 и 3-й") == (
        'L&amp;D-отдел &lt;b&gt;, <span class="kb-whole">9–10</span> и '
        '<span class="kb-whole">3-й</span>'
    )


def test_string_is_set_as_a_page_is() -> None:
    assert typeset("Роли в отделе — 5 шагов", "ru") == f"Роли в{NBSP}отделе{NBSP}— 5{NBSP}шагов"


def test_long_list_of_numbers_takes_no_long_time() -> None:
    started = process_time()
    typeset("1," * 20_000, "ru")
    assert process_time() - started < 3


_BITS = st.sampled_from(
    "в на не бы же ли то он я А С Кано Н. У. 5 2026 10 000 9–10 60 % ₽ № § ст. п. г. т. е. д. и др."
    " им. см. XX век вариант млн клиент «в (на — – … , . 15:00 152-ФЗ \u0301 Mr No. kg I".split()
)
_SPACES = st.sampled_from(["", " ", " ", " ", "  ", "\n", NBSP, "\u202f", "\u2028", "\ufffc"])
_TEXTS = st.lists(st.tuples(_BITS, _SPACES), max_size=30).map(
    lambda bits: "".join(bit + space for bit, space in bits)
)
_LOCALES = st.sampled_from(["ru", "en", "kk"])


@given(text=_TEXTS | st.text(), locale=_LOCALES)
def test_only_single_spaces_become_no_break(text: str, locale: str) -> None:
    bound = typeset(text, locale)
    assert len(bound) == len(text)
    for at, (old, new) in enumerate(zip(text, bound, strict=True)):
        if old != new:
            assert (old, new) in ((" ", NBSP), ("\n", NBSP))
            assert text[at - 1 : at].strip(), "bound to nothing on the left"
            assert text[at + 1 : at + 2].strip(), "bound to nothing on the right"


@given(text=_TEXTS | st.text(), locale=_LOCALES)
def test_typesetting_twice_is_typesetting_once(text: str, locale: str) -> None:
    bound = typeset(text, locale)
    assert typeset(bound, locale) == bound


_WORDS = st.lists(_BITS, min_size=1, max_size=6).map(" ".join)
_INLINE = st.one_of(
    _WORDS,
    _WORDS.map("**{}**".format),
    _WORDS.map("*{}*".format),
    _WORDS.map("`{}`".format),
    _WORDS.map("<kbd>{}</kbd>".format),
    _WORDS.map("<b title='в чате'>{}</b>".format),
    st.tuples(_WORDS, _WORDS).map(lambda two: f'[{two[0]}](a.md "{two[1]}")'),
    st.tuples(_WORDS, _WORDS).map(lambda two: f"![{two[0]}](a.png)"),
)
_LINES = st.lists(_INLINE, min_size=1, max_size=5).map(" ".join)
_BLOCKS = st.one_of(
    _LINES,
    _LINES.map("## {}".format),
    _LINES.map("- {}".format),
    _LINES.map("> {}".format),
    _LINES.map("    {}".format),
    _LINES.map("| а | б |\n| --- | --- |\n| {} | в чате |".format),
    st.tuples(_LINES, _LINES).map("  \n".join),
    st.tuples(_LINES, _LINES).map("\n".join),
)


@given(source=st.lists(_BLOCKS, max_size=4).map("\n\n".join), locale=_LOCALES)
def test_only_the_prose_of_a_page_changes(source: str, locale: str) -> None:
    before = BeautifulSoup(_plain(source), "lxml")
    after = BeautifulSoup(_typeset(source, locale), "lxml")
    for old, new in zip(before.find_all(True), after.find_all(True), strict=True):
        assert (old.name, old.attrs) == (new.name, new.attrs)
        if old.name in ("code", "kbd", "pre"):
            assert old.get_text() == new.get_text()
    spaces = str.maketrans({NBSP: " ", "\n": " "})
    assert before.get_text().translate(spaces) == after.get_text().translate(spaces)
