"""Combines, page by page, what the library, the language rules and the glossary know."""

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from kb.content.fields.kinds import Reference
from kb.content.library import Document
from kb.content.model import Entry
from kb.content.problems import Problem
from kb.edition import Edition
from kb.glossary import Matcher
from kb.report.content import content
from kb.translation import State, translations
from kb.urls import resolved


@dataclass(frozen=True, slots=True)
class PageState:
    """The state of one page in one language."""

    document: Document
    owner: str
    due: datetime.date | None
    """The day by which it must be read again; None if it has never been reviewed."""

    overdue: bool
    translation: tuple[tuple[str, State], ...]
    """In the default language, the state of each translation; in another one, the page's own."""

    ease: float | None
    words: int
    terms: int
    """How many different terms it uses, not counting its own."""

    inbound: int
    """How many pages refer to it: by a link, an embed, a field, or a term that becomes a link."""

    problems: int

    @property
    def flags(self) -> tuple[str, ...]:
        """What needs attention, as named in the interface's texts (`report: flags`)."""
        found = {
            "overdue": self.overdue,
            "unreviewed": self.due is None,
            "translation": any(state is not State.FRESH for _, state in self.translation),
            "orphan": not self.inbound,
            "problems": self.problems > 0,
        }
        return tuple(flag for flag, applies in found.items() if applies)


@dataclass(frozen=True, slots=True)
class Totals:
    pages: int
    words: int
    ease: float | None
    """The mean of the pages that have one."""

    overdue: int
    unreviewed: int
    orphans: int
    """Pages that no other page refers to."""

    problems: int
    states: Mapping[State, int]
    """How many translations there are in each state."""


@dataclass(frozen=True, slots=True)
class Report:
    locale: str
    pages: tuple[PageState, ...]

    @property
    def totals(self) -> Totals:
        pages = self.pages
        eases = [one.ease for one in pages if one.ease is not None]
        return Totals(
            pages=len(pages),
            words=sum(one.words for one in pages),
            ease=sum(eases) / len(eases) if eases else None,
            overdue=sum(one.overdue for one in pages),
            unreviewed=sum(one.due is None for one in pages),
            orphans=sum(not one.inbound for one in pages),
            problems=sum(one.problems for one in pages),
            states=Counter(state for one in pages for _, state in one.translation),
        )


def report(edition: Edition, problems: Iterable[Problem], *, today: datetime.date) -> Report:
    """Returns the state of all pages that a reader of this language gets, in order of path."""
    documents = sorted(edition.documents, key=lambda one: one.path)
    terms = {one: _terms(one, edition) for one in documents}
    inbound = Counter(
        target
        for one in documents
        for target in {*_targets(one, edition), *_linked(one, terms[one])}
        if target != one.key
    )
    counted = Counter(one.path for one in set(problems))
    states = _states(edition)
    pages = []
    for one in documents:
        due = due_date(one.entry, edition.settings.review_months)
        measured = content(one)
        pages.append(
            PageState(
                document=one,
                owner=one.entry.owner or edition.owner,
                due=due,
                overdue=due is not None and due < today,
                translation=tuple(states.get(one.path, ())),
                ease=measured.ease,
                words=measured.words,
                terms=len(terms[one]),
                inbound=inbound[one.key],
                problems=counted[one.shown_as],
            )
        )
    return Report(edition.locale, tuple(pages))


def due_date(entry: Entry, months: int) -> datetime.date | None:
    """Returns the day by which a page must be read again: its own, or `months` after its review."""
    if entry.recheck or entry.reviewed is None:
        return entry.recheck
    years, month = divmod(entry.reviewed.month - 1 + months, 12)
    year = min(entry.reviewed.year + years, datetime.MAXYEAR)  # a slip such as 9999
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(entry.reviewed.day, last))


def _states(edition: Edition) -> dict[str, list[tuple[str, State]]]:
    """By a page's path, the state of its translations; in another language, its own state."""
    found: dict[str, list[tuple[str, State]]] = {}
    is_original = edition.locale == edition.library.default_locale
    for one in translations(edition.library, only=edition.settings.only_locale):
        if is_original or one.locale == edition.locale:
            found.setdefault(one.original.path, []).append((one.locale, one.state))
    return found


def _terms(document: Document, edition: Edition) -> frozenset[str]:
    """The terms that a page uses; none if untranslated, as its text is in another language."""
    if document.locale != edition.locale:
        return frozenset()
    return _found(document, edition.matcher) - {document.key}


@lru_cache(maxsize=4096)  # a preview keeps the same documents and terms for long
def _found(document: Document, matcher: Matcher) -> frozenset[str]:
    texts = content(document).texts
    return frozenset(match.term_id for text in texts for match in matcher.find(text))


def _linked(document: Document, terms: frozenset[str]) -> frozenset[str]:
    return terms if document.entry.glossary else frozenset()


def _targets(document: Document, edition: Edition) -> Iterator[str]:
    """The ids, or else the paths, of the pages that a page refers to."""
    for _, value in document.keys:
        if isinstance(value, Reference) and (found := edition.find(value)):
            yield found.key
    for embed in document.embeds:
        if found := edition.find(embed.id):
            yield found.key
    for written in content(document).links:
        found = edition.find(written) or _page(written, document, edition)
        if found:
            yield found.key


def _page(written: str, origin: Document, edition: Edition) -> Document | None:
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
        return None
    path = resolved(unquote(parts.path), origin.path)
    return edition.library.shown_at(f"{edition.locale}/{path}")
