"""Selections, and the order of entries in lists."""

import dataclasses

import pytest

from kb.content.library import Document
from kb.content.model import Guide, Plain, Term
from kb.content.selection import Selection, order, parse_selection, select
from tests.bakery import document


def _guide(key: str) -> Document:
    fields = {"type": "guide", "id": key, "title": key, "summary": key, "section": "do"}
    return dataclasses.replace(document("G01"), entry=Guide.model_validate(fields))


def _term(title: str) -> Document:
    fields = {"type": "term", "id": "t", "title": title, "group": "basics", "definition": title}
    return dataclasses.replace(document("sla"), entry=Term.model_validate(fields))


def _plain(path: str) -> Document:
    entry = Plain.model_validate({"type": "plain", "title": path})
    return dataclasses.replace(document("G01"), entry=entry, path=path)


def _titles(documents: list[Document]) -> list[str]:
    return [one.entry.title for one in sorted(documents, key=order)]


def test_numbers_are_ordered_as_numbers() -> None:
    keys = ["G10", "G2", "ACME-12", "ACME-7", "G1"]
    assert _titles(list(map(_guide, keys))) == ["ACME-7", "ACME-12", "G1", "G2", "G10"]


def test_numbers_in_names_of_files_are_ordered_as_numbers() -> None:
    names = ["ohrana/10-pozhar.md", "ohrana/2-kaska.md", "ohrana/shag-12.md", "ohrana/shag-3.md"]
    assert [one.path for one in sorted(map(_plain, names[::-1]), key=order)] == [
        "ohrana/2-kaska.md",
        "ohrana/10-pozhar.md",
        "ohrana/shag-3.md",
        "ohrana/shag-12.md",
    ]


def test_terms_are_ordered_by_the_russian_alphabet() -> None:
    titles = ["SLA", "если", "ёмкость", "еда", "Яблоко", "«бриф»", "B2B", "ежедневно", "152-ФЗ"]
    assert _titles(list(map(_term, titles))) == [
        "«бриф»",
        "еда",
        "ежедневно",
        "ёмкость",
        "если",
        "Яблоко",
        "B2B",
        "SLA",
        "152-ФЗ",
    ]


@pytest.mark.parametrize("titles", [["все", "всё"], ["всё", "все"]])
def test_of_two_terms_that_differ_by_yo_alone_the_one_with_e_is_first(titles: list[str]) -> None:
    assert _titles(list(map(_term, titles))) == ["все", "всё"]


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("role", Selection("role")),
        ("guide section=do", Selection("guide", (("section", "do"),))),
        (
            "role side=team audience=manager",
            Selection("role", (("side", "team"), ("audience", "manager"))),
        ),
        ("index.md", None),
        ("", None),
        ("rolle", None),
        ("guide sektion=do", None),
        ("guide section", None),
        ("guide section=", None),
    ],
)
def test_a_line_is_read_as_a_selection_or_is_none(line: str, chosen: Selection | None) -> None:
    assert parse_selection(line) == chosen


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("role", ["R01", "R02"]),
        ("role side=team", ["R02"]),
        ("role audience=manager", ["R01"]),
        ("role audience=ld", []),
        ("role related=C01", ["R01"]),
    ],
)
def test_a_selection_chooses_entries_in_their_order(line: str, keys: list[str]) -> None:
    selection = parse_selection(line)
    assert selection is not None
    everything = [document(key) for key in ("R02", "C01", "R01", "G01", "sla")]
    assert [one.key for one in select(everything, selection)] == keys
