"""The entries that tables describe, in whichever table they occur first."""

import copy
from collections.abc import Collection
from dataclasses import dataclass, field

from kb.bulk.filling import Filling
from kb.bulk.layout import LOCALE, Front, Layout
from kb.bulk.table import Row
from kb.content.fields.messages import one_line
from kb.content.library import Document, Library
from kb.content.problems import Location

Key = tuple[str, str]
"""A language and an id."""


@dataclass
class Draft:
    """An entry as the tables describe it."""

    locale: str
    path: str
    """Relative to the folder of its language; "" if unknown."""

    document: Document | None
    """The existing page; None for a new entry."""

    front: Front
    address: str = ""
    """Where its row is in the tables."""

    places: list[tuple[Location, str]] = field(default_factory=list)
    """The locations of its values in the front matter, with the addresses of their cells."""

    @property
    def is_changed(self) -> bool:
        return self.document is None or self.front != self.document.source.front.data


class Drafts:
    """All entries that the tables mention, and those that they leave out."""

    def __init__(self, layout: Layout, library: Library, *, delete: bool) -> None:
        """With `delete`, entries and parts without a row are to be removed."""
        self.layout = layout
        self.library = library
        self.delete = delete
        self.entries: dict[Key, Draft] = {}
        self.absent: list[Document] = []
        """Entries without a row, in the languages that occur in the tables."""

        self.kept: list[str] = []
        """Parts that stay although they have no row."""

        self.problems: list[str] = []
        self.filling = Filling(self.problems)

    def locale(self, row: Row) -> str | None:
        """Returns the language of a row; None, with a problem noted, if it does not exist."""
        locale = row.text(LOCALE) or self.library.default_locale
        if locale in self.library.locales:
            return locale
        known = ", ".join(self.library.locales)
        self.problems.append(f"{row.at(LOCALE)}: нет языка «{one_line(locale)}»; бывают: {known}")
        return None

    def open(self, locale: str, key: str) -> Draft | None:
        """Returns the draft of an entry, new on first use; None if the id is of another type."""
        if (locale, key) not in self.entries:
            document = self.library.translated(locale, key)
            if document is not None and document.entry.type != self.layout.type:
                return None
            front: Front = {"id": key, "type": self.layout.type}
            if document is not None:
                front = copy.deepcopy(document.source.front.data)
            path = document.path if document else ""
            self.entries[locale, key] = Draft(locale, path, document, front)
        return self.entries[locale, key]

    def occupied(self, taken: Collection[str]) -> list[Draft]:
        """Returns the new entries whose file is taken; `taken` are paths like ru/roles/x.md."""
        seen = set(taken)
        found = []
        for entry in self.entries.values():
            uri = f"{entry.locale}/{entry.path}"
            if entry.document is None and uri in seen:
                found.append(entry)
            seen.add(uri)
        return found
