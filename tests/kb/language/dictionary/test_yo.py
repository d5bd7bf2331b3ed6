"""Words with `ё`: what the vocabulary overrides."""

from pathlib import Path

import pytest

from kb.content.library import Library
from kb.language import Vocabulary, vocabularies
from kb.language.dictionary.yo import with_yo
from tests.bases import page_of


@pytest.mark.parametrize("word", ["Березка", "березке", "БЕРЕЗКОЙ"])
def test_vocabulary_spells_every_form_without_yo(word: str) -> None:
    assert with_yo(word)
    assert Vocabulary(frozenset({"березка"})).has_without_yo(word)
    assert not Vocabulary(frozenset({"берёзка"})).has_without_yo(word)


def test_letters_keep_their_case() -> None:
    assert with_yo("УчЕт") == ("УчЁт",)


def test_a_term_named_without_yo_by_mistake_is_not_right(tmp_path: Path) -> None:
    front = "id: a\ntype: term\ntitle: Учет фаберов\ngroup: basics\ndefinition: Слово.\n"
    term = page_of(f"---\n{front}---\n")
    found, _ = vocabularies([], Library((term,), {}, ("ru",)), shown_from=tmp_path)
    assert found["ru"].known == {"фаберов"}
