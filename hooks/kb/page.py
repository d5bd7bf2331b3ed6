"""What a page is while it is converted, and what its frame says around the text."""

import math
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urlsplit

from markupsafe import Markup

from kb.comparison import tabulate
from kb.content.library import Document
from kb.content.model import Checklist, Comparison, Quiz, Role, Source, Template, Term, values
from kb.document import fill_html
from kb.edition import DATA_FILES, Edition, Usage
from kb.glossary.index import Letter, letters
from kb.qr import Code, encode
from kb.quiz import choices
from kb.render import SafeMarkdown, address, relative
from kb.selection import Selection, order, plain
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

    def data(self, name: str) -> str:
        """Returns the address of an exported file, seen from the page's own address."""
        return relative(f"data/{name}", address(self.path))

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
        view=_view(document, edition, inline, blocks),
        md=inline,
        blocks=blocks,
        t=edition.messages,
        find=edition.find,
        present=edition.present,
        link=page.link,
        level=level,
        embedded=embedded,
    )


def _view(
    document: Document,
    edition: Edition,
    inline: Callable[[str], Markup],
    blocks: Callable[[str], Markup],
) -> object:
    """What has to be computed before an entry can be shown; None for most types."""
    entry = document.entry
    if isinstance(entry, Comparison):
        return tabulate(entry, edition.find)
    if isinstance(entry, Checklist):
        return edition.my_checklists
    if isinstance(entry, Role):
        return paper(document, edition)
    if isinstance(entry, Quiz):
        return {question.id: choices(question) for question in entry.questions}
    if isinstance(entry, Template):
        laid_out = blocks(entry.document)
        return FilledTemplate(
            blank=fill_html(entry, laid_out, lambda blank: inline(f"‹{blank.label}›")),
            example=fill_html(entry, laid_out, lambda blank: inline(blank.example)),
        )
    return None


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A document with named blanks, and with the example's words."""

    blank: Markup
    example: Markup


@dataclass(frozen=True, slots=True)
class Paper:
    """What a printed card says of the page it comes from."""

    address: str
    """As one would type it."""

    code: Code | None
    """The address to be read by a phone; None if that of the site is not known."""

    sheet: Document | None
    """The page on which one chooses cards to print."""


def paper(document: Document, edition: Edition) -> Paper:
    """Returns how a reader of a printed page finds it again."""
    published = edition.published(document)
    return Paper(
        address=published.partition("://")[2] or published,
        code=encode(published) if edition.site else None,
        sheet=edition.print_sheet,
    )


FILTERED_FROM = 7
"""Cards: as many as one does not see at a glance."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field by whose values the cards of a catalogue are chosen."""

    field: str
    values: Mapping[str, str]
    """Those that some of the cards have, and what they are called."""


def catalogue(selection: Selection, page: PageContext) -> str:
    """Returns cards that lead to the chosen entries, with a filter if there are many."""
    documents = page.edition.select(selection)
    messages = page.edition.messages
    names = {"side": messages["role"]["side"], "audience": messages["audience"]}
    fields: dict[Document, dict[str, tuple[str, ...]]] = {
        one: {field: plain(getattr(one.entry, field, ())) for field in names} for one in documents
    }
    filters = []
    for field, called in names.items():
        met = {value for one in fields.values() for value in one[field]}
        if len(met) > 1 and len(documents) >= FILTERED_FROM:
            filters.append(Filter(field, {v: name for v, name in called.items() if v in met}))
    return page.edition.fragments.render(
        "catalogue",
        # Part of the address: two catalogues on a page are filtered apart.
        key="-".join([selection.type, *(value for _, value in selection.wanted)]),
        documents=documents,
        fields=fields,
        filters=filters,
        link=page.link,
        t=messages,
        minutes=reading_minutes,
    )


def print_sheet(selection: Selection, page: PageContext) -> str | None:
    """Returns role cards laid out for paper, and the form to choose among them; None if no roles.

    Two cards make a sheet; a script lays them out in another way if the reader asks.
    """
    if selection.type != "role":
        return None
    cards = page.edition.select(selection)
    return page.edition.fragments.render(
        "print-sheet",
        cards=cards,
        sheets=[cards[at : at + 2] for at in range(0, len(cards), 2)],
        paper=lambda one: paper(one, page.edition),
        md=lambda text: _safe_markdown(blocks=False).convert(text, lambda _: None),
        present=page.edition.present,
        t=page.edition.messages,
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


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be put side by side on the page «Сравнить»: entries of a type, or columns."""

    id: str
    title: str
    source: str
    """Address of the exported data."""

    fields: tuple[tuple[str, str, Mapping[str, str]], ...] = ()
    """The rows: a field's path in the data, its label, and the names of its values if they are
    not words for a reader."""

    columns: str = ""
    """The comparison whose columns are the entries; its rows are the fields."""


def compare(page: PageContext, line: str) -> str | None:
    """Returns the form with which one puts entries side by side; None if `line` is wrong.

    `line` names a comparison whose columns are offered too, and what they are called: `X07 Каналы`.
    """
    messages = page.edition.messages
    words = messages["comparison"]
    names = {"side": messages["role"]["side"], "group": messages["term"]["group"]}
    names["audience"] = messages["audience"]
    kinds = [
        Kind(
            id=kind,
            title=spec["title"],
            source=page.data(DATA_FILES[kind]),
            fields=tuple(
                (path, label, names.get(path, {})) for path, label in spec["fields"].items()
            ),
        )
        for kind, spec in words["types"].items()
    ]
    key, _, title = line.partition(" ")
    if key:
        found = page.edition.find(key)
        if found is None or not isinstance(found.entry, Comparison):
            return None
        source = page.data(DATA_FILES["comparison"])
        kinds.append(Kind(key, title.strip() or found.entry.title, source, columns=key))
    return page.edition.fragments.render("compare", kinds=kinds, t=words)


def my_checklists(page: PageContext) -> str:
    """Returns the place where a script lists the checklists begun in this browser."""
    return page.edition.fragments.render(
        "my-checklists",
        source=page.data(DATA_FILES["checklist"]),
        t=page.edition.messages,
    )


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
        compare=edition.compare if entry.type in edition.messages["comparison"]["types"] else None,
        locale=edition.locale,
    )
