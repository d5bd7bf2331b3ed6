"""Words with `ё`: what the vocabulary overrides."""

from pathlib import Path

import pytest

from kb.content.library import Document, Library
from kb.content.model import Term
from kb.content.yaml.front_matter import SourceText, parse
from kb.language import Vocabulary, vocabularies
from kb.language.dictionary.yo import with_yo


@pytest.mark.parametrize("word", ["Березка", "березке", "БЕРЕЗКОЙ"])
def test_vocabulary_spells_every_form_without_yo(word: str) -> None:
    assert with_yo(word)
    assert Vocabulary(frozenset({"березка"})).has_without_yo(word)
    assert not Vocabulary(frozenset({"берёзка"})).has_without_yo(word)


def test_letters_keep_their_case() -> None:
    assert with_yo("УчЕт") == ("УчЁт",)


def test_a_term_named_without_yo_by_mistake_is_not_right(tmp_path: Path) -> None:
    front = "id: a\ntype: term\ntitle: Учет фаберов\ngroup: basics\ndefinition: Слово.\n"
    source = parse(f"---\n{front}---\n")
    assert isinstance(source, SourceText)
    term = Document("ru", "a.md", "a.md", Term.model_validate(source.front.data), source)
    found, _ = vocabularies([], Library((term,), {}, ("ru",)), shown_from=tmp_path)
    assert found["ru"].known == {"фаберов"}
