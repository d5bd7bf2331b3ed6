"""What the frame of a page shows around its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import Markup

from kb.content.library import Document
from kb.content.model import Role, Source, Term
from kb.content.selection import order
from kb.edition import Edition, Usage
from kb.render import inline_html
from kb.typography import typeset

MANY = 7
"""The number of links that a reader no longer takes in at a glance."""


@dataclass(frozen=True)
class Frame:
    """What the page template prints around a page's text.

    Its values are computed only when the template asks: most pages are not rendered anew.
    """

    document: Document
    edition: Edition

    @property
    def locale(self) -> str:
        return self.edition.locale

    @cached_property
    def minutes(self) -> int:
        return self.edition.minutes(self.document)

    @property
    def owner(self) -> str:
        return self.document.entry.owner or self.edition.owner

    @cached_property
    def related(self) -> tuple[Document, ...]:
        entry = self.document.entry
        # A role card already says how the nearby roles are related.
        named = {one.role for one in entry.nearby} if isinstance(entry, Role) else set()
        return tuple(self.edition.present(one for one in entry.related if one not in named))

    @cached_property
    def related_by_type(self) -> dict[str, list[Document]]:
        """The related pages: many of several types apart by type, others under an empty one."""
        groups: dict[str, list[Document]] = {}
        for one in self.related:
            groups.setdefault(one.entry.type, []).append(one)
        apart = len(groups) > 1 and len(self.related) >= MANY
        return groups if apart else {"": list(self.related)}

    @cached_property
    def sources(self) -> tuple[tuple[str, Source], ...]:
        found = ((str(one), self.edition.source(one)) for one in self.document.entry.sources)
        return tuple((one, source) for one, source in found if source)

    @cached_property
    def usage(self) -> tuple[tuple[Document, tuple[Usage, ...]], ...]:
        """The pages a term occurs on, each with its sections, and those that rest on it.

        Some pages use a term only where none is linked: in headings, links or other words.
        """
        key = self.document.key
        return _by_page(self.edition.places(key), self.edition.resting(key), but=self.document)

    @cached_property
    def compared(self) -> tuple[Document, ...]:
        """The comparisons a term takes part in."""
        is_term = isinstance(self.document.entry, Term)
        return tuple(self.edition.comparisons_of(self.document.key) if is_term else ())

    @cached_property
    def definitions(self) -> tuple[tuple[str, Markup], ...]:
        """The terms linked on this page: the id and the definition of each."""
        linked = self.edition.present(self.edition.terms_linked(self.document))
        return tuple((term.key, _definition(term)) for term in linked)

    @property
    def counterpart(self) -> Document | None:
        """The same entry in the other language, if there is one."""
        return self.edition.counterpart(self.document)

    @property
    def bibliography(self) -> Document | None:
        """The page that lists all sources."""
        return self.edition.page_with("bibliography")

    @property
    def compare(self) -> Document | None:
        """The page that compares this entry with others, if entries of its type can be compared."""
        comparable = self.edition.messages["comparison"]["types"]
        is_comparable = self.document.entry.type in comparable
        return self.edition.page_with("compare") if is_comparable else None


def _by_page(
    usage: Iterable[Usage], resting: Iterable[Document], *, but: Document
) -> tuple[tuple[Document, tuple[Usage, ...]], ...]:
    pages: dict[Document, list[Usage]] = {one: [] for one in resting if one is not but}
    for place in usage:
        sections = pages.setdefault(place.document, [])
        if place.anchor:
            sections.append(place)
    return tuple((one, tuple(pages[one])) for one in sorted(pages, key=order))


@lru_cache(maxsize=500)  # one term is linked on many pages
def _definition(term: Document) -> Markup:
    """The definition without links, because it is itself shown beside one."""
    text = typeset(term.entry.definition, term.locale) if isinstance(term.entry, Term) else ""
    return inline_html(text)
