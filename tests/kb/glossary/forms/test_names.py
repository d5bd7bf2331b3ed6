"""What counts as a form of a term's name."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.glossary import Matcher, lemmas
from kb.glossary.forms.names import TermForms, denials, patterns
from tests.sites import ROOT

CASES = yaml.safe_load((ROOT / "tests/cases/glossary/forms.yml").read_text("utf-8"))


def spoken(name: str) -> set[str]:
    """Returns the patterns of `name` as text, with `#` after those that need a numeral."""
    found = patterns(TermForms("term", [name]))
    return {" ".join(p.steps) + ("#" if p.after_numeral else "") for p in found}


OF_CYRILLIC = "а у ом ем е ов ев ам ами ах"
OF_LATIN = f"{OF_CYRILLIC} ы и я ю ей ям ями ях"


def declined(abbreviation: str, endings: str) -> set[tuple[str]]:
    """Returns `abbreviation` with each of `endings`, attached and after an apostrophe."""
    return {(f"{abbreviation}{sign}{one}",) for one in endings.split() for sign in ("", "'")}


def test_adjective_and_noun_agree_in_case_number_and_gender() -> None:
    assert spoken("внутренний клиент") == {
        "внутренний клиент",
        "внутреннего клиента",
        "внутренних клиента#",
        "внутреннему клиенту",
        "внутренним клиентом",
        "внутреннем клиенте",
        "внутренние клиенты",
        "внутренних клиентов",
        "внутренним клиентам",
        "внутренними клиентами",
        "внутренних клиентах",
    }


@pytest.mark.parametrize(("name", "counts", "does_not"), CASES["russian"] + CASES["english"])
def test_head_inflects_and_the_rest_keeps_its_case(name: str, counts: str, does_not: str) -> None:
    found = spoken(name)
    assert counts in found
    assert does_not not in found


def test_abbreviation_is_written_as_it_is_with_english_endings() -> None:
    found = {p.raw for p in patterns(TermForms("sla", [], ["SLA"]))}
    assert {("SLA",), ("SLAs",), ("SLA's",)} == found - declined("SLA", OF_LATIN)


@pytest.mark.parametrize(
    ("abbreviation", "endings"),
    [
        ("SLA", OF_LATIN),
        ("ГОСТ", f"{OF_CYRILLIC} ы"),
        ("ЖЭК", f"{OF_CYRILLIC} и"),
        ("ОСАГО", ""),
        ("Б", ""),
        ("ТЗ2", ""),
        ("ЗоЗПП", f"{OF_CYRILLIC} ы"),
        ("Кв", ""),
    ],
)
def test_abbreviation_has_the_russian_endings_its_last_letter_takes(
    abbreviation: str, endings: str
) -> None:
    found = {p.raw for p in patterns(TermForms("term", [], [abbreviation]))}
    english = {f"{abbreviation}{one}" for one in ("s", "'s")} if abbreviation.isascii() else set()
    assert found - {(one,) for one in english} == {(abbreviation,)} | declined(
        abbreviation, endings
    )


def test_a_name_that_is_an_abbreviation_has_them_after_a_hyphen_too() -> None:
    found = {p.raw for p in patterns(TermForms("snils", ["СНИЛС"]))}
    hyphened = {("СНИЛС", ending) for ending in f"{OF_CYRILLIC} ы".split()}
    assert found == {("СНИЛС",)} | declined("СНИЛС", f"{OF_CYRILLIC} ы") | hyphened


def test_exact_forms_replace_the_inflected_names_but_not_abbreviations() -> None:
    found = patterns(TermForms("start", ["старт"], ["СТ"], exact=["Старт", "Старта"]))
    raw = [p.raw for p in found]
    assert raw[:3] == [("Старт",), ("Старта",), ("СТ",)]
    assert set(raw[3:]) == declined("СТ", f"{OF_CYRILLIC} ы")


def test_never_takes_a_word_as_it_is_and_a_phrase_in_all_forms() -> None:
    term = TermForms("client", ["клиент"], never=["клиентам", "почтовый клиент", "в клиенте"])
    denied = {" ".join(steps) for steps in denials(term)}
    assert {"клиентам", "почтовым клиентом", "в клиенте"} <= denied
    assert "клиенту" not in denied


@pytest.mark.parametrize(
    ("noun", "verb"), [("request", True), ("need", True), ("client", False), ("loyalty", False)]
)
def test_english_noun_that_is_a_verb_too(noun: str, verb: bool) -> None:
    assert lemmas.is_verb_too(noun) is verb


def test_readings_know_case_and_part_of_speech() -> None:
    found = {(r.lemma, r.pos) for r in lemmas.readings("стали")}
    assert found == {("стать", "VERB"), ("сталь", "NOUN")}


WORDS = st.sampled_from(
    "внутренний клиент или для «бутерброд» обратной связи — - и SLA & L D o’clock’s of the по с"
    " стали 2300-1 № e-mail не только выше CRM-система бэк-офис ‑ „а“ ё й ь _ x_y \u00ad".split(" ")
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=7).map(" ".join)


@settings(deadline=None)
@example("", "", "𗀀 внутренний")  # a letter without a name
@given(TEXTS, TEXTS, TEXTS)
@example("s", "", "the s")  # its singular is empty
def test_any_name_can_be_looked_for(name: str, abbreviation: str, text: str) -> None:
    for exact in ([], [name]):
        term = TermForms("term", [name], [abbreviation], exact, [text])
        Matcher([term]).find(f"{text} {name} {abbreviation}")
