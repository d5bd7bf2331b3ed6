"""Finds out whether each page has its translations, and whether they are up to date."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.content.library import Document, Library
from kb.content.problems import Problem
from kb.translation.digest import digest

FIELD = "translated"


class State(StrEnum):
    """How a translation relates to its original, or a company's page to ours that it replaces."""

    FRESH = "fresh"
    BEHIND = "behind"
    """The original has been changed since."""
    UNMARKED = "unmarked"
    """Nobody has noted which wording of the original it follows."""
    MISSING = "missing"
    """There is no translation, or no page of ours at that path any more."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A page of the default language, and the same page in another."""

    original: Document
    locale: str
    document: Document | None
    state: State


def translations(library: Library, *, only: str = "") -> Iterator[Translation]:
    """Yields all translations, missing ones too, in the order of originals, then of languages.

    `only` is the one language that is published; a translation into another one can wait.
    """
    for original in library.documents:
        if original.locale == library.default_locale:
            for locale in library.locales[1:]:
                if only and locale != only:
                    continue
                found = library.at(f"{locale}/{original.path}")
                yield Translation(original, locale, found, _state(original, found))


def _state(original: Document, document: Document | None) -> State:
    if document is None:
        return State.MISSING
    marked = document.entry.translated
    if marked is None:
        return State.UNMARKED
    return State.FRESH if marked == digest(original) else State.BEHIND


def problems(library: Library, *, only: str = "") -> Iterator[Problem]:
    """Yields a warning for every translation that somebody should look at; see `translations`."""
    for one in translations(library, only=only):
        path = f"{one.locale}/{one.original.path}"
        if one.document is None:
            yield one.original.warning(1, f"нет перевода: {path}", rule="translation")
        elif one.state is State.BEHIND and (told := not_theirs(one, library)):
            yield one.original.warning(1, told, rule="translation")
        elif one.state is State.BEHIND:
            told = (
                f"{one.original.shown_as} изменился после перевода; что именно, покажет "
                f"«kb translations»; поправьте перевод и отметьте: «kb translations --accept "
                f"{one.document.shown_as}»"
            )
            yield one.document.warning_in_field((FIELD,), told, "translation")
        elif one.state is State.UNMARKED:
            told = (
                "не отмечено, какой текст переведён; сверьте с оригиналом и отметьте: "
                f"«kb translations --accept {one.document.shown_as}»"
            )
            yield one.document.warning(1, told, rule="translation")


def not_theirs(one: Translation, library: Library) -> str:
    """Says that a company has replaced an original but not our translation; else is empty.

    If so, no mark may be set: a company does not change our files.
    """
    own, original = one.document, one.original
    if own is None or not library.is_ours(own) or library.is_ours(original):
        return ""
    place = original.beside(own.src_uri)
    return f"{own.shown_as} переводит наш текст, а не ваш; положите свой перевод в {place}"
