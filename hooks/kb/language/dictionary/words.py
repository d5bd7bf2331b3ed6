"""Reads docs/words.yml: words that no dictionary has, and words that we avoid."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, TypeAdapter

from kb.content.fields.kinds import Flag, Text, Texts
from kb.content.library import Library
from kb.content.model import Part, Term
from kb.content.problems import Problem
from kb.content.reading.language_file import read_language_files
from kb.language.dictionary.yo import with_yo
from kb.morphology import is_known, parses

FILE = "words.yml"
WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")

_ENDINGS = "а у ом ем е ы и ов ев ам ами ах".split()
"""Of nouns that end in a consonant."""


class Avoided(Part):
    """A word or phrase that we avoid, in any of its forms."""

    words: Text
    better: Text
    exact: Flag = False
    """Whether to avoid it only in the form written here."""
    before_verb: Flag = False
    """Whether the next word or the one after it must be an infinitive: «следует проверить»."""


class Words(Part):
    """The words of one language in docs/words.yml."""

    known: Texts = ()
    """Lemmas; their inflected forms are known as well."""
    avoid: tuple[Avoided, ...] = Field(default=())


CONTENT = TypeAdapter(dict[str, Words])
"""The content of the file."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one language that its dictionary lacks, and those that we avoid."""

    known: frozenset[str] = frozenset()
    """In lower case."""

    avoid: Sequence[Avoided] = field(default=())
    is_whole: bool = True
    """Whether all lists were readable; an unknown word may be in one that was not."""

    _asked: dict[str, bool] = field(default_factory=dict, repr=False)

    def has_russian(self, word: str) -> bool:
        """Whether the dictionary or the vocabulary has a word, or all the parts of a compound."""
        if word not in self._asked:
            lower = word.lower().replace("‑", "-")
            parts = [part for part in lower.split("-") if part]
            self._asked[word] = self._has(lower) or (
                len(parts) > 1 and all(map(self._has_part, parts))
            )
        return self._asked[word]

    def has_without_yo(self, word: str) -> bool:
        """Whether the vocabulary has a word, or its lemma, spelt without `ё`."""
        lower = word.lower()
        return lower in self.known or any(
            str(parse.normal_form).replace("ё", "е") in self.known for parse in parses(lower)
        )

    def _has_part(self, part: str) -> bool:
        """«Чёрно» of «чёрно-белый» is in the dictionary only as «черно»."""
        return self.has_russian(part) or is_known(part.replace("ё", "е"))

    def _has(self, lower: str) -> bool:
        return (
            is_known(lower)
            or lower in self.known
            or any(str(parse.normal_form) in self.known for parse in parses(lower))
            # The dictionary takes «Хескетта» for a woman's name: it guesses at words it lacks.
            or any(one in self.known for one in map(lower.removesuffix, _ENDINGS) if len(one) > 3)
            or self._has_imperative(lower.removesuffix("те"))
        )

    def _has_imperative(self, lower: str) -> bool:
        """«Пофикси», «задеплой»: of verbs it lacks, the dictionary guesses other forms better."""
        stem, last = lower[:-1], lower[-1:]
        return last in ("и", "й", "ь") and not self.known.isdisjoint((f"{stem}ить", f"{stem}ть"))


def vocabularies(
    roots: Iterable[Path], library: Library, *, shown_from: Path
) -> tuple[Mapping[str, Vocabulary], list[Problem]]:
    """Reads the words of every language from the folders' files and from the glossary.

    A later root adds to an earlier one. Returns the vocabularies by locale and what is wrong with
    the files.
    """
    known: dict[str, set[str]] = {locale: set() for locale in library.locales}
    avoid: dict[str, list[Avoided]] = {locale: [] for locale in library.locales}
    files = (root / FILE for root in roots)
    sections, problems = read_language_files(files, CONTENT, Words, shown_from=shown_from)
    for read in sections:
        for locale, words in read.items():
            listed = (word.lower() for one in words.known for word in (one, *WORD.findall(one)))
            known.setdefault(locale, set()).update(listed)
            avoid.setdefault(locale, []).extend(words.avoid)
    for document in library.documents:
        term = document.entry
        if isinstance(term, Term):
            for name in (term.title, *term.other_names):
                written = map(str.lower, WORD.findall(name))
                # A term named without `ё` by mistake does not make that right.
                known[document.locale].update(one for one in written if not with_yo(one))
    return {
        locale: Vocabulary(frozenset(words), tuple(avoid[locale]), is_whole=not problems)
        for locale, words in known.items()
    }, problems
