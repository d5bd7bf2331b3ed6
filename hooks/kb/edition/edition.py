"""The knowledge base in one locale: what a page may ask of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kb.content.body.blocks import EMBEDDED
from kb.content.fields.kinds import Audience, Visibility
from kb.content.library import Document, Library
from kb.content.model import TYPES, Comparison, Source, Term
from kb.content.problems import Problem
from kb.content.reading.folders import is_inside
from kb.content.reading.synonyms import Synonyms
from kb.content.selection import Selection, order, select
from kb.edition.reading import reading_minutes
from kb.glossary import Matcher, TermForms
from kb.pictures import Size, size
from kb.render import Fragments
from kb.urls import address

DATA_FILES = {kind: f"{model.folder}.json" for kind, model in TYPES.items() if kind in EMBEDDED}
"""The files of data/ that hold all entries of a type."""


@dataclass(frozen=True, slots=True)
class Usage:
    """A section of a page in which a term occurs; without heading and anchor, the page's start."""

    document: Document
    heading: str
    anchor: str


@dataclass(frozen=True)
class SiteSettings:
    """What the configuration says of a site as a whole."""

    owner: str | Mapping[str, str] = ""
    """Who is responsible for pages that name no owner; one for all, or one per language."""

    address: str = ""
    """Where it is published, with a slash at the end; empty if that is not known."""

    review_months: int = 12
    """How long a review remains valid if a page names no day of its own."""

    report_later: bool = False
    """Whether the report is put into its page only when somebody opens it, as in a preview."""

    directories: bool = True
    """Whether a page's address is a folder, guides/x/, and not a file, guides/x.html."""

    only_locale: str = ""
    """The only language that is published; empty if all are."""

    draws_formulas: bool = False
    """Whether an extension draws the formulas of TeX, which would be shown as typed."""

    visibility: Visibility = Visibility.PUBLIC
    """Whom it is for: a public site has no internal pages."""

    for_editors: bool = True
    """Whether it has the pages with a block of `EDITORS`."""


UNSET = SiteSettings()
"""The settings where no configuration is read."""


@dataclass(frozen=True)
class Edition:
    """One language of the library, with its words and fragments."""

    locale: str
    library: Library
    messages: Mapping[str, Any]
    """Interface texts of this language, nested by part: `messages["role"]["may"]`."""

    fragments: Fragments = field(repr=False)
    settings: SiteSettings = UNSET
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    """What the check of all pages has found."""

    synonyms: Synonyms = field(default_factory=dict, repr=False)

    usage: dict[str, dict[Usage, None]] = field(default_factory=dict, repr=False)
    """Where terms occur in the pages converted so far, by term id; an ordered set."""

    roots: tuple[Path, ...] = field(default=(), repr=False)
    """Folders with pages and pictures; a later one's files win."""

    linked: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """Ids of the terms that are links, by the path of the converted page."""

    drawings: dict[str, str] = field(default_factory=dict, repr=False)
    """The diagrams rendered so far, by name: one may be used on many pages."""

    matchers: dict[str, Matcher] = field(default_factory=dict, repr=False)
    """The matchers made so far, by language: many pages ask for the same one."""

    @property
    def whole(self) -> "Edition":
        """This edition, for a caller that reads every page, body and all; asked for once a page."""
        return self

    @property
    def folder(self) -> str:
        """This language's folder below the site's root: en/; empty for the default one."""
        return "" if self.locale == self.library.default_locale else f"{self.locale}/"

    @property
    def owner(self) -> str:
        """Who is responsible for this language's pages that name no owner."""
        own = self.settings.owner
        return own if isinstance(own, str) else own.get(self.locale, "")

    def at(self, src_uri: str) -> Document | None:
        """Returns the page by its path below docs/: ru/roles/zakazchik.md."""
        return self.library.at(src_uri)

    def find(self, key: str) -> Document | None:
        """Returns the entry a reader of this language gets."""
        return self.library.find(self.locale, key)

    def path(self, key: str) -> str | None:
        """Returns the path of an entry's page, which is all that a link needs to know."""
        found = self.find(key)
        return found.path if found else None

    def counterpart(self, document: Document) -> Document | None:
        """Returns the same entry in the other language, if there is one."""
        other = next((one for one in self.library.locales if one != document.locale), "")
        return self.library.translated(other, document.key) if other else None

    def source(self, key: str) -> Source | None:
        """Returns a source of the bibliography."""
        return self.library.sources.get(key)

    def text(self, texts: Mapping[str, str]) -> str:
        """Returns the text that a reader of this language gets, of one given by language."""
        return self.library.text(self.locale, texts)

    def minutes(self, document: Document) -> int:
        """Returns how many minutes the page takes to read: the only detail taken from its body."""
        return reading_minutes(document)

    def picture(self, path: str) -> Size | None:
        """Returns the size of a picture by its path below docs/: ru/assets/plan.png.

        Like the engine, it falls back to the default language's file where this one has none.
        """
        for one in (path, self.library.original(path)):
            for root in reversed(self.roots):
                with suppress(OSError, ValueError):  # no such file, or an impossible path
                    file = root / one
                    if file.is_file() and is_inside(file, self.roots):
                        return size(file.read_bytes())
        return None

    def places(self, term: str) -> tuple[Usage, ...]:
        """Returns where the term occurs; complete once all pages have been converted."""
        return tuple(self.usage.get(term, ()))

    def terms_linked(self, document: Document) -> tuple[str, ...]:
        """Returns the ids of the terms linked in the page, once it has been converted."""
        return tuple(self.linked.get(document.path, ()))

    def present(self, keys: Iterable[str]) -> list[Document]:
        """Returns those of the entries that exist, in the order given."""
        return [found for key in keys if (found := self.find(key)) is not None]

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All pages of this language, untranslated ones included."""
        return tuple(sorted(self.library.in_locale(self.locale), key=order))

    @cached_property
    def audiences(self) -> Mapping[str, tuple[Audience, ...]]:
        """Whom a term matters to: the readers of the pages that name it in `terms`."""
        return {
            term: tuple(sorted({whom for one in pages for whom in one.entry.audience}))
            for term, pages in self._resting.items()
        }

    def resting(self, term: str) -> tuple[Document, ...]:
        """Returns the pages that rest on a term: those that name it in `terms`."""
        return tuple(self._resting.get(term, ()))

    @cached_property
    def _resting(self) -> Mapping[str, list[Document]]:
        found: dict[str, list[Document]] = {}
        for one in self.documents:
            for term in one.entry.terms:
                found.setdefault(term, []).append(one)
        return found

    def comparisons_of(self, term: str) -> list[Document]:
        """Returns the comparisons that have the term as a column or name it in `terms`."""
        return [
            one
            for one in self.select(Selection("comparison"))
            if isinstance(one.entry, Comparison)
            and (term in one.entry.terms or any(term == it.ref for it in one.entry.columns))
        ]

    def address(self, document: Document) -> str:
        """Returns a page's address relative to this language's root."""
        return address(document.path, directories=self.settings.directories)

    def published(self, document: Document) -> str:
        """Returns a page's address: in full if the site's is known, else from the site's root."""
        return f"{self.settings.address or '/'}{self.folder}{self.address(document)}"

    def page_with(self, block: str) -> Document | None:
        """Returns the first page that has such a block: `bibliography`, `compare`."""
        return self._first_with.get(block)

    @cached_property
    def _first_with(self) -> Mapping[str, Document]:
        found: dict[str, Document] = {}
        for one in self.documents:
            for embed in one.embeds:
                found.setdefault(embed.type, one)
        return found

    def select(self, selection: Selection) -> list[Document]:
        return select(self._by_type.get(selection.type, ()), selection)

    @cached_property
    def _by_type(self) -> Mapping[str, list[Document]]:
        found: dict[str, list[Document]] = {}
        for one in self.documents:
            found.setdefault(one.entry.type, []).append(one)
        return found

    @property
    def matcher(self) -> Matcher:
        """Finds this language's terms in running text."""
        return self.matcher_of(self.locale)

    def matcher_of(self, locale: str) -> Matcher:
        """Returns the matcher for pages of that language: an untranslated page has its own."""
        if locale not in self.matchers:
            self.matchers[locale] = _matcher(tuple(_term_forms(self.library, locale)))
        return self.matchers[locale]

    @cached_property
    def term_forms(self) -> tuple[TermForms, ...]:
        """What this language's terms may be called."""
        return tuple(_term_forms(self.library, self.locale))


def _term_forms(library: Library, locale: str) -> Iterator[TermForms]:
    for one in sorted(library.in_locale(locale), key=order):
        if isinstance(one.entry, Term) and one.locale == locale:
            term = one.entry
            yield TermForms(
                id=term.id,
                names=(term.title, *term.aliases),
                abbreviations=(term.abbr,) if term.abbr else (),
                exact=term.match.exact if term.match else (),
                never=term.match.never if term.match else (),
            )


@lru_cache(maxsize=4)
def _matcher(terms: tuple[TermForms, ...]) -> Matcher:
    """The same object for the same terms: a preview loads the same ones at every save."""
    return Matcher(terms)
