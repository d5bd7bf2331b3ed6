"""The language of a text that nobody has marked, judged by its letters."""

import pytest

from kb.content.foreign import foreign


@pytest.mark.parametrize(
    ("text", "on_russian", "on_english"),
    [
        ("Robert Bacal. Perfect Phrases", "en", None),
        ("abstract at example.org, doi 10.1000/1", "en", None),
        ("портал, раздел «Документы»", None, "ru"),
        ("garant.ru, письмо министерства 12.05.2021 № 7 (preamble)", None, "ru"),
        ("Harvard Business Review: о жалобах", None, None),
        ("The Russian word is «вы»", None, None),
        ("example.co.uk; example.org/a/b; 12345, 3.2.4", None, None),
        ("GOV.UK", None, None),
        ("", None, None),
    ],
)
def test_language_is_told_by_letters(
    text: str, on_russian: str | None, on_english: str | None
) -> None:
    assert foreign(text, "ru") == on_russian
    assert foreign(text, "en") == on_english
    assert foreign(text, "kk") is None


@pytest.mark.parametrize("letters", ["a", "a.", "é"])
def test_a_word_of_any_length_stops_nothing(letters: str) -> None:
    assert foreign("слово " + letters * 100_000, "ru") is None
