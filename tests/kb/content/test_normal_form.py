"""The normal form of front matter: one way to write it, and nothing is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.model import TYPES
from kb.content.normal_form import field_order, has_comments, tidied, write
from kb.content.yaml.yaml_document import YamlDocument, parse_yaml

CASES = [
    ("a: 'слово'", "a: слово"),
    ('a: "слово"', "a: слово"),
    ("a: [б, в]", "a:\n  - б\n  - в"),
    ("a:\n- б\n- в", "a:\n  - б\n  - в"),
    ("a: {б: в}", "a:\n  б: в"),
    ("a:\n    - б:   1\n      в: 2", "a:\n  - б: 1\n    в: 2"),
    ("a: []", "a: []"),
    ("a: 'Роль: вторая'", "a: 'Роль: вторая'"),
    ("a: '# не заголовок'", "a: '# не заголовок'"),
    ("a: 'C #'", "a: 'C #'"),
    ("a: C#", "a: C#"),
    ("a: '- пункт'", "a: '- пункт'"),
    ("a: -5 °C", "a: -5 °C"),
    ("a: '5'", "a: '5'"),
    ("a: 5", "a: 5"),
    ("a: 'true'", "a: 'true'"),
    ("a: true", "a: true"),
    ("a: 'No'", "a: 'No'"),
    ("a: 15:00", "a: 15:00"),
    ("a: 2026-11-23", "a: 2026-11-23"),
    ("a: «ёлочки»", "a: «ёлочки»"),
    ("a: 'it''s: so'", "a: 'it''s: so'"),
    ("a: ''", "a: ''"),
    ("a: |\n  Раз.\n\n  Два.", "a: |\n  Раз.\n\n  Два."),
    ("a: |-\n  Раз.\n  Два.", "a: |-\n  Раз.\n  Два."),
    ('a: "Раз.\\nДва."', "a: |-\n  Раз.\n  Два."),
    ("a: >-\n  Раз,\n  два.", "a: Раз, два."),
    ("b: 1\na: 2\nc: 3", "a: 2\nb: 1\nc: 3"),
]


def _read(text: str) -> YamlDocument:
    found = parse_yaml(text + "\n")
    assert isinstance(found, YamlDocument)
    return found


@pytest.mark.parametrize(("written", "normal"), CASES)
def test_whatever_is_written_has_one_normal_form(written: str, normal: str) -> None:
    assert write(_read(written).data, ["a", "b"]) == normal + "\n"
    assert write(_read(normal).data, ["a", "b"]) == normal + "\n"


_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")
_PLAIN = st.one_of(
    st.text(_LETTERS, max_size=30),
    st.text(alphabet="-:#?!&*[]{}|>@`'\"%,. \nаб01~", max_size=12),
    st.sampled_from(["yes", "No", "null", "~", "1.5", "0", "-1", "true", "<<", "=", "---", "..."]),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.none(),
)
_DATA = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner, max_size=3),
    ),
    max_leaves=8,
)


@given(data=st.dictionaries(st.sampled_from("a b title when".split()), _DATA, min_size=1))
def test_nothing_is_lost(data: dict[str, Any]) -> None:
    try:
        text = write(data)
    except ValueError:  # not valid in our YAML at all, such as a key that is not a word
        return
    assert _read(text).data == data
    assert write(_read(text).data) == text


@pytest.mark.parametrize("kind", TYPES)
def test_every_field_has_its_place(kind: str) -> None:
    names = field_order(kind)
    assert sorted(names) == sorted(
        field.alias or name for name, field in TYPES[kind].model_fields.items()
    )
    assert names[:3] == ["id", "type", "title"]


def test_what_reads_as_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write({"a": "\x00"})


def test_comment_is_seen_and_a_hash_in_a_text_is_none() -> None:
    with_comment = "a: б\n# так\nc: д\n"
    assert has_comments(_read(with_comment))
    without = "a: |\n  # Заголовок\n  текст\nb: C#\n"
    assert not has_comments(_read(without))


def test_what_is_empty_and_may_be_left_out_is() -> None:
    role: dict[str, Any] = {
        "type": "role",
        "pair": [],
        "when": [],
        "sources": None,
        "watch": "Доля.\n",
    }
    assert tidied(role, TYPES["role"]) == {"type": "role", "when": [], "watch": "Доля."}


def test_so_it_is_in_the_parts_of_a_page() -> None:
    term = {"match": {"exact": [], "never": ["вне"]}, "definition": "Раз.\nДва.\n"}
    kept = {"match": {"never": ["вне"]}, "definition": "Раз.\nДва."}
    assert tidied(term, TYPES["term"]) == kept


def test_fields_of_a_part_are_in_the_order_of_the_form_in_the_browser() -> None:
    item = {"role": "R01", "id": "use", "critical": True, "why": "Иначе нет.", "text": "Назвал"}
    checklist = {"groups": [{"items": [item], "title": "Польза"}]}
    group = tidied(checklist, TYPES["checklist"])["groups"][0]
    assert list(group) == ["title", "items"]
    assert list(group["items"][0]) == ["id", "text", "why", "critical", "role"]


def test_cells_stay_in_the_order_of_their_columns() -> None:
    cells = {"store": {"not_applicable": "чужой"}, "requester": "Да"}
    row = tidied({"rows": [{"cells": cells, "id": "brief"}]}, TYPES["comparison"])["rows"][0]
    assert list(row["cells"]) == ["store", "requester"]
