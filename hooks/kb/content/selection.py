"""Chooses entries by a one-line selection, as in the navigation and in catalogue blocks.

`role` means all roles, `guide section=do` the guides of one section.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from string import digits
from typing import get_args

from kb.content.library import Document, Library
from kb.content.model import TYPES, Term
from kb.content.problems import Problem

_WORD = re.compile(r"([a-z_]+)=([A-Za-z0-9_-]+)\Z")


@dataclass(frozen=True, slots=True)
class Selection:
    """A type of entry and the values some of its fields must have."""

    type: str
    wanted: tuple[tuple[str, str], ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether its fields may have these values, as far as the schema tells."""
        return all(_may_be(self.type, *one) for one in self.wanted)

    def matches(self, document: Document) -> bool:
        return document.entry.type == self.type and all(
            value in plain(getattr(document.entry, name)) for name, value in self.wanted
        )


def misspelt_catalogues(library: Library) -> Iterator[Problem]:
    """Yields a problem for every `/// catalogue | …` line that cannot choose anything."""
    for one in library.documents:
        for embed in (it for it in one.embeds if it.type == "catalogue"):
            selection = parse_selection(embed.id)
            if not selection or not selection.is_possible:
                told = "так страниц не выбрать; проверьте тип, поле и значение: "
                yield one.error_in_block(embed, f"{told}«/// catalogue | guide section=do»")


def _may_be(type_name: str, field: str, value: str) -> bool:
    """Whether a field of that type of entry may have the value, as far as its schema tells."""
    annotation = TYPES[type_name].model_fields[field].annotation
    choices = [
        {item.value for item in one}
        for one in (annotation, *get_args(annotation))
        if isinstance(one, type) and issubclass(one, Enum)
    ]
    return not choices or any(value in values for values in choices)


def parse_selection(line: str) -> Selection | None:
    """Returns what a line such as `guide section=do` chooses; None for any other line."""
    kind, *conditions = line.split() or [""]
    if kind not in TYPES:
        return None
    wanted: list[tuple[str, str]] = []
    for condition in conditions:
        word = _WORD.match(condition)
        if not word or word[1] not in TYPES[kind].model_fields:
            return None
        wanted.append((word[1], word[2]))
    return Selection(kind, tuple(wanted))


def plain(value: object) -> tuple[str, ...]:
    """Returns a field's values as they are written in front matter."""
    if isinstance(value, tuple):
        return tuple(str(item.value if isinstance(item, Enum) else item) for item in value)
    return (str(value.value if isinstance(value, Enum) else value),)


def select(documents: Iterable[Document], selection: Selection) -> list[Document]:
    """Returns the chosen entries: terms in alphabetical order, all others by id."""
    return sorted(filter(selection.matches, documents), key=order)


def order(document: Document) -> tuple[object, ...]:
    """The sort key of an entry in a list: G2 before G10, «ёмкость» between «еда» and «если»."""
    if isinstance(document.entry, Term):
        return (1, alphabetical(document.entry.title))
    prefix = document.key.rstrip(digits)
    return (0, prefix, int(document.key[len(prefix) :] or 0))


def alphabetical(text: str) -> tuple[int, str, str]:
    """A sort key by the Russian alphabet: Cyrillic, Latin, the rest; ё as е, after it in a tie."""
    folded = text.casefold().strip("«»„“”\"'( ")
    first = folded[:1]
    rank = 0 if "а" <= first <= "я" or first == "ё" else 1 if "a" <= first <= "z" else 2
    return rank, folded.replace("ё", "е"), folded
