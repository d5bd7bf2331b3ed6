"""All entries in all languages."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from kb.content.body.embeds import Embed, embeds
from kb.content.body.links import ids_linked
from kb.content.fields.kinds import Key, Reference
from kb.content.fields.messages import in_field
from kb.content.fields.structure import values
from kb.content.model import AnyEntry, Source
from kb.content.problems import Location, Problem, Severity
from kb.content.yaml.front_matter import SourceText


@dataclass(frozen=True, eq=False)
class Document:
    """One page in one language; equal only to itself."""

    locale: str
    path: str
    """Relative to its language's folder and the same in every language: roles/zakazchik.md."""

    shown_as: str
    """As the editor knows it: docs/ru/roles/zakazchik.md."""

    entry: AnyEntry
    source: SourceText = field(repr=False)
    forgotten: frozenset[str] = frozenset()
    """Ids in the source that were removed from the entry because their pages are internal."""

    @property
    def has_fields(self) -> bool:
        """Whether its fields could be read; see `read_body`."""
        return bool(self.entry.title)

    @property
    def key(self) -> str:
        """The id or path by which other languages and other entries refer to it."""
        return str(self.entry.id or self.path)

    @property
    def src_uri(self) -> str:
        return f"{self.locale}/{self.path}"

    def beside(self, src_uri: str) -> str:
        """Returns how the editor knows another file in the same root, by its path there."""
        return self.shown_as.removesuffix(self.src_uri) + src_uri

    @property
    def values(self) -> list[tuple[Location, object]]:
        """Every plain value of the front matter with its location."""
        return values(self.entry)

    @cached_property
    def keys(self) -> tuple[tuple[Location, Key | StrEnum], ...]:
        """The values that are not words for a reader: ids, references, choices."""
        return tuple((at, one) for at, one in self.values if isinstance(one, Key | StrEnum))

    @cached_property
    def named(self) -> tuple[tuple[Location, str, tuple[str, ...]], ...]:
        """The ids that the fields refer to, with their location and the types they may be of."""
        found: list[tuple[Location, str, tuple[str, ...]]] = []
        for at, one in self.values:
            if isinstance(one, Reference):
                found.append((at, one, one.types))
            elif type(one) is str and "](" in one:
                found += ((at, target, ()) for target in ids_linked(one))
        return tuple(found)

    @cached_property
    def embeds(self) -> tuple[Embed, ...]:
        """The `///` blocks of the body."""
        return embeds(self.source.body)

    def line(self, location: Location) -> int:
        return self.source.front.line(location)

    def error(self, location: Location, message: str) -> Problem:
        """Returns an error in the value at `location`."""
        told = in_field(location, message)
        return Problem(self.shown_as, self.line(location), told, location=location)

    def error_in_block(self, embed: Embed, message: str) -> Problem:
        """Returns an error in one of the page's `embeds`."""
        line = self.source.body_line + embed.line
        return Problem(self.shown_as, line, f"блок «{embed}»: {message}")

    def warning_in_field(self, location: Location, message: str, rule: str = "") -> Problem:
        """Returns a warning about the value at `location`."""
        return self.warning(self.line(location), in_field(location, message), rule=rule)

    def warning(self, line: int, message: str, column: int = 0, rule: str = "") -> Problem:
        """Returns a warning about a line of the page's file."""
        return Problem(self.shown_as, line, message, Severity.WARNING, column, rule)


@dataclass(frozen=True)
class Library:
    """Every readable page; pages that could not be read are among the problems instead."""

    documents: tuple[Document, ...]
    sources: Mapping[str, Source]
    locales: tuple[str, ...]
    """The first is the default: pages are written in it and translated from it."""

    hidden: frozenset[str] = frozenset()
    """Ids and paths of the internal pages that were left out; nothing else of them is kept."""

    no_files: frozenset[str] = frozenset()
    """Paths below docs/ not to be published: bad symlinks, pipes, unreadable or misnamed files."""

    of_company: frozenset[str] = frozenset()
    """Paths below docs/ of the pages from a folder other than the first, which is ours."""

    bodies: tuple[Document, ...] = ()
    """Pages with faulty fields, as plain pages with nothing but a body: only to be checked."""

    @property
    def default_locale(self) -> str:
        return self.locales[0]

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Document]:
        return {(one.locale, one.key): one for one in reversed(self.documents)}

    @cached_property
    def _by_path(self) -> Mapping[str, Document]:
        return {one.src_uri: one for one in self.documents}

    def find(self, locale: str, key: str) -> Document | None:
        """Returns the entry in this language; in the default one if it is not translated yet."""
        return self._by_key.get((locale, key)) or self._by_key.get((self.default_locale, key))

    def translated(self, locale: str, key: str) -> Document | None:
        """Returns the entry in this language, without falling back to the default one."""
        return self._by_key.get((locale, key))

    def text(self, locale: str, texts: Mapping[str, str]) -> str:
        """Returns the text in this language, or else in the library's first language that has it.

        In a preview, which does not stop at errors, a source may lack a language.
        """
        return next((texts[one] for one in (locale, *self.locales) if one in texts), "")

    def at(self, src_uri: str) -> Document | None:
        """Returns the page by its path below docs/: ru/roles/zakazchik.md."""
        return self._by_path.get(src_uri)

    def original(self, src_uri: str) -> str:
        """Returns the path of the file that a reader gets if a language has none of its own.

        Both paths are below docs/. A file outside the languages' folders, such as assets/plan.png,
        is its own original.
        """
        locale, _, path = src_uri.partition("/")
        return f"{self.default_locale}/{path}" if locale in self.locales else src_uri

    def shown_at(self, src_uri: str) -> Document | None:
        """Returns the page that a reader gets at a path: the language's own, else the original."""
        return self.at(src_uri) or self.at(self.original(src_uri))

    def is_ours(self, document: Document) -> bool:
        """Whether a page is ours: neither added nor replaced by a company."""
        return document.src_uri not in self.of_company

    def without(self, src_uris: Collection[str]) -> "Library":
        """Returns the library without the pages at these paths below docs/."""
        kept = tuple(one for one in self.documents if one.src_uri not in src_uris)
        return replace(self, documents=kept)

    def in_locale(self, locale: str) -> Iterator[Document]:
        """Yields the pages a reader of this language gets, untranslated ones included."""
        own = [one for one in self.documents if one.locale == locale]
        yield from own
        if locale != self.default_locale:
            paths = {one.path for one in own}
            for one in self.documents:
                if one.locale == self.default_locale and one.path not in paths:
                    yield one


def sort_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Returns the documents in an order that does not depend on the file system."""
    return tuple(sorted(documents, key=lambda one: (one.locale, one.path)))
