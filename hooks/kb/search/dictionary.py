"""Tells what words are forms of, and remembers it: most words of a page were there yesterday."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from snowballstemmer import stemmer

from kb.search.inflection import Family, families

_STEMMERS = {"ru": "russian", "en": "english"}


class Dictionary:
    """The words of one language."""

    def __init__(self, locale: str, known: Mapping[str, Any] | None = None) -> None:
        """`known` is what another one, of the same version and language, had in `known`."""
        self.locale = locale
        self.known: dict[str, dict[str, Any]] = {"families": {}, "stems": {}, **(known or {})}
        """What was found out, as plain data."""

    def families(self, form: str) -> list[Family]:
        """Returns what `kb.search.inflection.families` does."""
        known = self.known["families"]
        if form not in known:
            known[form] = [
                [one.stem, one.endings, one.is_function_word] for one in families(form, self.locale)
            ]
        return [Family(stem, tuple(endings), flag) for stem, endings, flag in known[form]]

    def stem(self, form: str) -> str:
        """Returns a word's stem as Pagefind has it."""
        known = self.known["stems"]
        if form not in known:
            known[form] = _stemmer(self.locale)(form)
        return str(known[form])


@cache
def _stemmer(locale: str) -> Callable[[str], str]:
    found: Callable[[str], str] = (
        stemmer(_STEMMERS[locale]).stemWord if locale in _STEMMERS else str
    )
    return found
