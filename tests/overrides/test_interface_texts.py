"""The interface texts: the same ones in both languages, and safe to use in a template."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bakery import edition


def _texts(words: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yields every text with its path, except those of diagrams, which have their own tests."""
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{at}.{key}")
        elif isinstance(value, list) and not at.startswith(".diagrams"):
            yield from ((f"{at}.{key}.{number}", one) for number, one in enumerate(value))
        elif not at.startswith(".diagrams"):
            yield f"{at}.{key}", value


def test_both_languages_have_the_same_words() -> None:
    russian, english = (dict(_texts(edition(locale).messages)) for locale in ("ru", "en"))
    assert sorted(russian) == sorted(english)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_word_is_empty_or_something_else_than_text(locale: str) -> None:
    """YAML makes an unquoted `yes` a boolean and 5 a number."""
    for at, text in _texts(edition(locale).messages):
        assert isinstance(text, str), at
        assert text.strip(), at
