"""What the frame of a page says around its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kb.content.library import Document
from kb.content.model import Role, Source, Term
from kb.edition import Edition, Usage
from kb.page import safe_markdown
from kb.reading import reading_minutes
from kb.selection import order
from kb.typography import typeset


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

    compare: Document | None
    """The page that puts this entry beside others, if it can."""

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
    return safe_markdown(blocks=False).convert(text, lambda _: None)


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
        compare=edition.compare if entry.type in edition.messages["comparison"]["types"] else None,
        locale=edition.locale,
    )
