"""The model, as seen by code that must not know its fields."""

from typing import get_args

import pytest

from kb.content.body.blocks import EMBEDDED, LISTS
from kb.content.fields.structure import field_of, names_at, values
from kb.content.model import TYPES, AnyEntry, Checklist, Comparison, Role
from kb.page.lists import RENDERERS
from tests.bakery import document
from tests.sites import ROOT


def test_every_type_is_known_by_its_name() -> None:
    assert set(TYPES.values()) == set(get_args(AnyEntry))
    for name, model in TYPES.items():
        assert get_args(model.model_fields["type"].annotation) == (name,)


def test_every_embedded_type_has_its_fragment_and_every_list_its_block() -> None:
    for name in EMBEDDED:
        assert (ROOT / "overrides" / "fragments" / f"{name}.html").is_file()
    assert set(RENDERERS) == LISTS


def test_a_field_is_found_by_the_path_an_editor_writes() -> None:
    role = document("R01").entry
    assert field_of(role, "watch") == "Доля заказов, принятых с первого раза."
    assert field_of(role, "answers.for") == ("Сказать, **зачем** нужна мука",)
    assert field_of(role, "questions.title") == "Один вопрос перед просьбой"
    assert field_of(role, "answers.for_") is None
    assert field_of(role, "watch.deeper") is None
    assert field_of(role, "nothing") is None


def test_values_are_all_told_with_the_way_to_them() -> None:
    found = dict(values(document("C01").entry))
    assert found["minutes",] == 1
    assert found["groups", 0, "items", 0, "critical"] is True
    assert found["groups", 1, "items", 0, "why"] == "«Срочно» — не срок."
    assert ("owner",) not in found


@pytest.mark.parametrize(
    ("model", "at", "known"),
    [
        (Checklist, (), "groups"),
        (Checklist, ("groups", 3), "items"),
        (Checklist, ("groups", 3, "items", 0), "why"),
        (Role, ("answers",), "for"),
        (Comparison, ("rows", 0, "cells", "any"), "not_applicable"),
    ],
)
def test_names_are_known_at_any_depth(
    model: type[AnyEntry], at: tuple[int | str, ...], known: str
) -> None:
    assert known in names_at(model, at)
