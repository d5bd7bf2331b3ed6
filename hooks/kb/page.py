"""What a page is while it is converted, and what its frame says around the text."""

import math
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urlsplit

from markupsafe import Markup

from kb.comparison import tabulate
from kb.content.library import Document
from kb.content.model import Comparison, Role, Source, Template, Term, values
from kb.document import fill
from kb.edition import Edition, Usage
from kb.glossary.index import Letter, letters
from kb.render import SafeMarkdown, relative
from kb.selection import order
from kb.typography import typeset

WORDS_PER_MINUTE = 184
"""Mean reading speed over 17 languages, Russian and English among them, by native speakers.

S. Trauzettel-Klosinski, K. Dietz, «Standardized assessment of reading performance: the New
International Reading Speed Texts IReST», Invest. Ophthalmol. Vis. Sci. 53 (2012) 5452–5461.
"""

_WORD = re.compile(r"\w+(?:[-‑’']\w+)*")


@dataclass(frozen=True)
class PageContext:
    """The page being converted, and the knowledge base in the language it is built in."""

    source: str
    """Path of the page's file, relative to docs/: ru/roles/zakazchik.md."""

    edition: Edition

    @cached_property
    def document(self) -> Document | None:
        return self.edition.library.at(self.source)

    @property
    def path(self) -> str:
        """The page's path without its language's folder."""
        return self.source.partition("/")[2]

    def link(self, target: Document) -> str:
        """Returns the link to another page's file, as Markdown would have it.

        The language's folder is left out: an untranslated page stands in for its translation, and
        the engine resolves the same path in the language being built.
        """
        return relative(target.path, self.path)

    def href(self, written: str, origin: Document) -> str | None:
        """Resolves a link written in a field of `origin`: an id, a file, or an address."""
        found = self.edition.find(written)
        if found is not None:
            return self.link(found)
        parts = urlsplit(written)
        if parts.scheme or not parts.path or parts.path.startswith("/"):
            return written
        target = posixpath.normpath(posixpath.join(posixpath.dirname(origin.path), parts.path))
        moved = relative(target, self.path)
        return moved + (f"#{parts.fragment}" if parts.fragment else "")


@cache
def _safe_markdown(blocks: bool) -> SafeMarkdown:
    return SafeMarkdown(blocks=blocks)


def show(document: Document, page: PageContext, *, level: int, embedded: bool) -> str:
    """Returns the fragment of an entry as it stands in `page`.

    `level` is that of the fragment's headings; an embedded fragment begins with its title.
    """
    edition = page.edition

    def inline(text: str, origin: Document | None = None) -> Markup:
        home = origin or document
        return _safe_markdown(blocks=False).convert(text, lambda to: page.href(to, home))

    def blocks(text: str) -> Markup:
        return _safe_markdown(blocks=True).convert(text, lambda to: page.href(to, document))

    return edition.fragments.render(
        document.entry.type,
        entry=document.entry,
        document=document,
        view=_view(document, edition),
        md=inline,
        blocks=blocks,
        t=edition.messages,
        find=edition.find,
        present=edition.present,
        link=page.link,
        level=level,
        embedded=embedded,
    )


def _view(document: Document, edition: Edition) -> object:
    """What has to be computed before an entry can be shown; None for most types."""
    entry = document.entry
    if isinstance(entry, Comparison):
        return tabulate(entry, edition.find)
    if isinstance(entry, Template):
        return FilledTemplate(
            blank=fill(entry, lambda blank: f"‹{blank.label}›"),
            example=fill(entry, lambda blank: blank.example),
        )
    return None


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A document's Markdown with named blanks and with the example's words."""

    blank: str
    example: str


def catalogue(documents: Sequence[Document], page: PageContext) -> str:
    """Returns cards that lead to the given entries."""
    return page.edition.fragments.render(
        "catalogue",
        documents=documents,
        link=page.link,
        t=page.edition.messages,
        minutes=reading_minutes,
    )


def glossary_index(page: PageContext) -> str:
    """Returns the alphabetical list of all terms."""
    index: tuple[Letter, ...] = letters(
        one for one in page.edition.documents if isinstance(one.entry, Term)
    )
    return page.edition.fragments.render(
        "glossary",
        letters=index,
        audience=lambda term: page.edition.audiences.get(term.key, ()),
        link=page.link,
        t=page.edition.messages,
    )


def diagram(page: PageContext, name: str) -> str | None:
    """Returns the drawing of that name with its words in the page's language; None if none."""
    fragments = page.edition.fragments
    if not fragments.has(f"diagrams/{name}"):
        return None
    return fragments.render(f"diagrams/{name}", t=page.edition.messages)


def bibliography(page: PageContext) -> str:
    """Returns the list of all sources."""
    return page.edition.fragments.render(
        "bibliography",
        sources=sorted(page.edition.library.sources.items()),
        locale=page.edition.locale,
        t=page.edition.messages,
    )


@cache
def reading_minutes(document: Document) -> int:
    """Returns how long the page takes: as its author says, else by its words; at least one."""
    minutes = getattr(document.entry, "minutes", None)
    if minutes is not None:
        return int(minutes)
    return max(1, math.ceil(words(document) / WORDS_PER_MINUTE))


def words(document: Document) -> int:
    """Returns the number of words in a page's body and in the texts of its fields."""
    fields = sum(
        len(_WORD.findall(value)) for _, value in values(document.entry) if type(value) is str
    )
    return fields + len(_WORD.findall(document.source.body))


@dataclass(frozen=True)
class Frame:
    """What the page template prints around a page's text."""

    document: Document
    minutes: int
    owner: str
    related: tuple[Document, ...]
    sources: tuple[tuple[str, Source], ...]
    usage: tuple[tuple[Document, tuple[Usage, ...]], ...]
    """The pages a term occurs in, by id, and their sections."""

    compared: tuple[Document, ...]
    """The comparisons a term takes part in."""

    definitions: tuple[tuple[str, Markup], ...]
    """What the terms linked in this page mean, by id."""

    counterpart: Document | None
    """The same entry in the other language, if it is there."""

    bibliography: Document | None
    """The page that lists all sources."""

    locale: str


def _by_page(usage: Iterable[Usage]) -> tuple[tuple[Document, tuple[Usage, ...]], ...]:
    pages: dict[Document, list[Usage]] = {}
    for place in usage:
        sections = pages.setdefault(place.document, [])
        if place.anchor:
            sections.append(place)
    return tuple((one, tuple(pages[one])) for one in sorted(pages, key=order))


def _definition(term: Document) -> Markup:
    """The definition without links: it is shown beside one."""
    text = typeset(term.entry.definition, term.locale) if isinstance(term.entry, Term) else ""
    return _safe_markdown(blocks=False).convert(text, lambda _: None)


def frame(document: Document, edition: Edition) -> Frame:
    """Returns what the template of `document` says around its text."""
    entry = document.entry
    sources = edition.library.sources
    # A role card has told how the roles beside it are related.
    named = {one.role for one in entry.nearby} if isinstance(entry, Role) else set()
    other = next((one for one in edition.library.locales if one != document.locale), "")
    return Frame(
        document=document,
        minutes=reading_minutes(document),
        owner=entry.owner or edition.owner,
        related=tuple(edition.present(one for one in entry.related if one not in named)),
        sources=tuple((str(one), sources[one]) for one in entry.sources if one in sources),
        usage=_by_page(edition.usage.get(document.key, ())),
        compared=tuple(edition.comparisons_of(document.key) if isinstance(entry, Term) else ()),
        definitions=tuple(
            (term.key, _definition(term))
            for term in edition.present(edition.linked.get(document.path, ()))
        ),
        counterpart=edition.library.translated(other, document.key) if other else None,
        bibliography=edition.bibliography,
        locale=edition.locale,
    )
