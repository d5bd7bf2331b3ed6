"""A quiz's choices are in their order, but those of an ordering question never are at first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.model import Option, Question
from kb.page.quiz import choices


def _question(kind: str, *texts: str) -> Question:
    right = {"one": 1, "many": 2, "order": 0}[kind]
    options = tuple(Option(text=text, ok=n < right, why="…") for n, text in enumerate(texts))
    return Question.model_validate({"id": "q1", "type": kind, "text": "…", "options": options})


@pytest.mark.parametrize("kind", ["one", "many"])
def test_options_stand_as_they_are_written(kind: str) -> None:
    assert [one.text for one in choices(_question(kind, "б", "в", "а"))] == ["б", "в", "а"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("ба", "аб"), ("аб", "ба"), ("абв", "бва"), ("вба", "абв"), ("бав", "абв")],
)
def test_an_order_is_mixed(written: str, shown: str) -> None:
    found = choices(_question("order", *written))
    assert "".join(one.text for one in found) == shown
    assert [written[one.place - 1] for one in found] == list(shown)


@given(st.lists(st.sampled_from("абвгдеж"), min_size=2, max_size=6, unique=True))
def test_an_order_never_begins_right(texts: list[str]) -> None:
    places = [one.place for one in choices(_question("order", *texts))]
    assert sorted(places) == list(range(1, len(texts) + 1))
    assert places != sorted(places)
