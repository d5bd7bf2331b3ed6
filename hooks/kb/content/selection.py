"""Chooses entries by a one-line selection, as in the navigation and in catalogue blocks.

`role` means all roles, `guide section=do` the guides of one section.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import get_args

from kb.content.library import Document, Library
from kb.content.model import TYPES, Term
from kb.content.problems import Problem

_WORD = re.compile(r"([a-z_]+)=([\w-]+)\Z")
_NUMBER = re.compile("([0-9]+)")


@dataclass(frozen=True, slots=True)
class Selection:
    """A type of entry and the values some of its fields must have."""

    type: str
    wanted: tuple[tuple[str, str], ...] = ()

    def matches(self, document: Document) -> bool:
        return document.entry.type == self.type and all(
            value in plain(getattr(document.entry, name)) for name, value in self.wanted
        )


def misspelt_catalogues(library: Library) -> Iterator[Problem]:
    """Yields a problem for every `/// catalogue | …` line that cannot choose anything."""
    for one in library.documents:
        for embed in (it for it in one.embeds if it.type == "catalogue"):
            if told := why_none(embed.id, "«/// catalogue | guide section=do»"):
                yield one.error_in_block(embed, told)


def why_none(line: str, example: str) -> str:
    """Says why a line could not choose any page at all; empty if it could."""
    told = "так страниц не выбрать"
    selection = parse_selection(line)
    if selection is None:
        return f"{told}; проверьте тип, поле и значение: {example}"
    for field, value in selection.wanted:
        choices = _choices(selection.type, field)
        if choices and value not in choices:
            return f"{told}; возможные значения «{field}»: {', '.join(choices)}"
        if not value.isascii():  # a tag has to be the same in every language
            return f"{told}; «{value}» пишут латиницей, здесь и в поле «{field}» самих страниц"
    return ""


def _choices(type_name: str, field: str) -> list[str]:
    """The values that a field of that type of entry may have; none if its schema allows any."""
    annotation = TYPES[type_name].model_fields[field].annotation
    kinds = (annotation, *get_args(annotation))
    enums = (one for one in kinds if isinstance(one, type) and issubclass(one, Enum))
    return [str(item.value) for one in enums for item in one]


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
    parts = _NUMBER.split(document.key)
    return (0, [int(part) if at % 2 else part for at, part in enumerate(parts)])


def alphabetical(text: str) -> tuple[int, str, str]:
    """A sort key by the Russian alphabet: Cyrillic, Latin, the rest; ё as е, after it in a tie."""
    folded = text.casefold().strip("«»„“”\"'( ")
    first = folded[:1]
    rank = 0 if "а" <= first <= "я" or first == "ё" else 1 if "a" <= first <= "z" else 2
    return rank, folded.replace("ё", "е"), folded
