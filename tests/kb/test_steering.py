"""Fields that only steer the site: whatever is meant for people leaves them out."""

import json
from collections.abc import Mapping

import pytest

from kb.bulk.layout import LAYOUTS, sheets
from kb.content.fields.marks import steering
from kb.content.fields.structure import names_at
from kb.content.library import Document, Library
from kb.content.model import TYPES, Entry, Page, Plain
from kb.content.reading.page import read
from kb.edition import DATA_FILES
from kb.edition.reading import words
from kb.exports import export
from kb.language import prose
from kb.translation import digest
from tests.bakery import bakery, document, with_entry
from tests.sites import LIBRARY

STEERING: Mapping[str, object] = {
    "glossary": False,
    "hide": ["toc"],
    "icon": "material/account",
    "link": "all",
    "match": {"exact": ["Брифом"], "never": ["бриф-пакет"]},
    "replaces": "ru-0123456789ab",
    "search": {"words": ["буханка", "сдоба"]},
    "slug": "pechka",
    "status": "new",
    "tags": ["выпечка"],
    "template": "home.html",
    "translated": "en-0123456789ab",
    "visibility": "internal",
}
"""These fields, each with a value that is not its default."""

SAYING = """
audience id minutes owner recheck related reviewed seed sources summary terms title type
""".split()
"""The other fields that pages of several types have."""

OFTEN = frozenset({"match", "visibility"})
"""What only steers the site but has a column in every table, for an editor to fill in."""


def test_each_field_that_pages_share_either_says_something_or_steers() -> None:
    """Put a new field into one of the two: if it steers, the other tests tell what it gets into."""
    shared = {*Entry.model_fields, *Page.model_fields, *Plain.model_fields}
    assert shared == {*SAYING, *STEERING} - {"match"}


def test_the_model_marks_just_these_fields() -> None:
    assert {name for model in TYPES.values() for name in steering(model)} == {*STEERING}


def _steered(kind: str, *names: str) -> tuple[Document, Document]:
    """Returns a page of the small library as it is, and as steered by these fields."""
    plain = next(one for one in bakery().library.in_locale("ru") if one.entry.type == kind)
    text = (LIBRARY / plain.src_uri).read_text("utf-8")
    fields = "".join(f"{name}: {json.dumps(STEERING[name])}\n" for name in names)
    changed = text.replace("---\n", f"---\n{fields}", 1)
    steered = read(changed.encode(), "ru", plain.path, plain.shown_as)
    assert isinstance(steered, Document), steered
    return plain, steered


CASES = [
    (kind, name) for kind, one in TYPES.items() for name in STEERING if name in names_at(one, ())
]


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_translator_is_not_told_of_it(kind: str, name: str) -> None:
    plain, steered = _steered(kind, name)
    assert digest(steered) == digest(plain)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_its_words_are_not_checked_as_a_text(kind: str, name: str) -> None:
    plain, steered = (prose(one).passages for one in _steered(kind, name))
    assert [one.text for one in steered] == [one.text for one in plain]


def test_the_field_that_a_row_is_drawn_from_is_not_checked_as_a_text() -> None:
    assert "answers.for" not in {one.text for one in prose(document("X01")).passages}


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_nobody_takes_time_to_read_it(kind: str, name: str) -> None:
    plain, steered = _steered(kind, name)
    assert words(steered) == words(plain)


@pytest.mark.parametrize(("kind", "name"), [case for case in CASES if case[0] in DATA_FILES])
def test_other_programs_do_not_get_it(kind: str, name: str) -> None:
    _, steered = _steered(kind, name)
    (file,) = export(kind, with_entry(steered.key, steered.entry)).values()
    (record,) = [one for one in json.loads(file) if one["id"] == steered.key]
    assert name not in record


@pytest.mark.parametrize("table", LAYOUTS)
def test_it_has_a_column_only_in_tables_of_pages_that_have_it(table: str) -> None:
    layout = LAYOUTS[table]
    model = TYPES[layout.type]
    seldom = {*STEERING} & {*names_at(model, ())} - OFTEN - {"replaces", "translated"}
    plain, steered = (
        {heading.partition(".")[0] for heading in next(sheets(layout, library, ["ru"]))[0].rows[0]}
        for library in (
            Library((one,), {}, ("ru",)) for one in _steered(layout.type, *sorted(seldom))
        )
    )
    assert plain & seldom == set()
    assert steered - plain == seldom
