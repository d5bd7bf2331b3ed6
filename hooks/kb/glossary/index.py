"""Orders terms and the other names that lead to them («см.») by letter, Cyrillic first."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kb.content.library import Document
from kb.content.model import Term
from kb.content.selection import alphabetical
from kb.slugs import slugify


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name in the index: the term itself, or another name that leads to it."""

    name: str
    term: Document
    is_alias: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index and what begins with it; Ё is listed under Е."""

    letter: str
    anchor: str
    entries: tuple[IndexEntry, ...]

    @property
    def is_cyrillic(self) -> bool:
        """Whether it is not a Latin letter: «С» and “C” look alike."""
        return not self.letter.isascii()


def letters(documents: Iterable[Document]) -> tuple[Letter, ...]:
    """Returns the index of the terms among the pages: А–Я, then A–Z, then the rest under #."""
    entries: list[IndexEntry] = []
    for one in documents:
        term = one.entry
        if isinstance(term, Term):
            entries.append(IndexEntry(term.title, one, is_alias=False))
            entries += [IndexEntry(name, one, is_alias=True) for name in term.other_names]
    entries.sort(key=lambda entry: (alphabetical(entry.name), entry.is_alias))
    return tuple(
        Letter(letter, _anchor(letter), tuple(group))
        for letter, group in groupby(entries, key=_initial)
    )


def _anchor(letter: str) -> str:
    """In Latin, as every anchor is; Cyrillic and Latin A are different letters."""
    script = "latin" if letter.isascii() else "letter"
    return f"{script}-{slugify(letter)}"


def _initial(entry: IndexEntry) -> str:
    rank, folded, _ = alphabetical(entry.name)
    return folded[0].upper() if rank < 2 and folded else "#"
