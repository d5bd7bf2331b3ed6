"""Finds and remembers the words a form belongs to: most words of a page do not change."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from snowballstemmer import stemmer

from kb.search.inflection import ACTIONS, Family, families, verbs

_STEMMERS = {"ru": "russian", "en": "english"}


class Dictionary:
    """The words of one language."""

    def __init__(self, locale: str, known: Mapping[str, Any] | None = None) -> None:
        """`known` is the `known` of another `Dictionary`, of the same version and language."""
        self.locale = locale
        self.known: dict[str, dict[str, Any]] = {
            "families": {},
            "stems": {},
            "verbs": {},
            **(known or {}),
        }
        """What was looked up so far, as plain data."""

    def families(self, forms: Iterable[str]) -> dict[str, list[Family]]:
        """Returns what `kb.search.inflection.families` does."""
        wanted = dict.fromkeys(forms)
        known = self.known["families"]
        found = families([one for one in wanted if one not in known], self.locale)
        known.update((form, _plain(several)) for form, several in found.items())
        return {form: _families(known[form]) for form in wanted}

    def verbs(self, noun: str) -> list[Family]:
        """Returns what `kb.search.inflection.verbs` does; nothing in languages but Russian."""
        if self.locale != "ru" or not noun.endswith(tuple(ACTIONS)):  # most words: not kept
            return []
        known = self.known["verbs"]
        if noun not in known:
            known[noun] = _plain(verbs(noun))
        return _families(known[noun])

    def stem(self, form: str) -> str:
        """Returns a word's stem as Pagefind has it."""
        known = self.known["stems"]
        if form not in known:
            known[form] = _stemmer(self.locale)(form)
        return str(known[form])


def _plain(families: Iterable[Family]) -> list[Any]:
    return [[one.stem, one.endings, one.is_function_word] for one in families]


def _families(plain: Iterable[Any]) -> list[Family]:
    return [Family(stem, tuple(endings), flag) for stem, endings, flag in plain]


@cache
def _stemmer(locale: str) -> Callable[[str], str]:
    found: Callable[[str], str] = (
        stemmer(_STEMMERS[locale]).stemWord if locale in _STEMMERS else str
    )
    return found
