"""The page being converted, and how entries are shown on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from kb.content.library import Document
from kb.content.model import Checklist, Comparison, Quiz, Role, Template
from kb.edition import Edition
from kb.page.comparison import tabulate
from kb.page.qr import Code, encode
from kb.page.quiz import choices
from kb.page.template import fill_html
from kb.pictures import Size
from kb.render import blocks_html, inline_html
from kb.tree.headings import lowered
from kb.urls import address, relative, resolved


@dataclass(frozen=True)
class PageContext:
    """The page being converted, and the knowledge base in the language it is built in."""

    source: str
    """Path of the page's file, relative to docs/: ru/roles/zakazchik.md."""

    edition: Edition

    @cached_property
    def document(self) -> Document | None:
        return self.edition.at(self.source)

    @property
    def path(self) -> str:
        """The page's path without its language's folder."""
        return self.source.partition("/")[2]

    def link(self, target: Document) -> str:
        """Returns the link to another page's file, as written in Markdown.

        The language's folder is left out: an untranslated page replaces its translation, and the
        engine resolves the same path in the language being built.
        """
        return relative(target.path, self.path)

    def link_to(self, key: str) -> str | None:
        """Returns the link to an entry's file by its id; None if there is no such entry."""
        path = self.edition.path(key)
        return None if path is None else relative(path, self.path)

    def is_hidden(self, written: str, path: str) -> bool:
        """Whether a link written on the page at `path` leads to a page that is left out."""
        parts = urlsplit(written)
        if parts.scheme or parts.netloc or not parts.path:
            return False
        target = resolved(parts.path, path)
        return not self.edition.library.hidden.isdisjoint({target, f"{target}.md"})

    def picture(self, written: str) -> Size | None:
        """Returns the size of one of our pictures, by its address as written on the page."""
        written = unquote(urlsplit(written).path)  # %2F is a slash as well
        if not written or written.startswith("/"):
            return None
        path = resolved(written, self.source)
        return None if path.startswith("../") else self.edition.picture(path)

    def data(self, name: str) -> str:
        """Returns the address of an exported file, seen from the page's own address."""
        return relative(
            f"data/{name}", address(self.path, directories=self.edition.settings.directories)
        )

    def href(self, written: str, origin: Document) -> str | None:
        """Resolves a link written in a field of `origin`: an id, a file, or an address."""
        if (link := self.link_to(written)) is not None:
            return link
        if self.is_hidden(written, origin.path):
            return None
        parts = urlsplit(written)
        if parts.scheme or not parts.path or parts.path.startswith("/"):
            return written
        moved = relative(resolved(parts.path, origin.path), self.path)
        return moved + (f"#{parts.fragment}" if parts.fragment else "")


def show(document: Document, page: PageContext, *, level: int, embedded: bool) -> str:
    """Returns the fragment of an entry as shown on `page`.

    `level` is that of the fragment's topmost headings; an embedded fragment begins with its title.
    """
    edition = page.edition

    def inline(text: str, origin: Document | None = None) -> Markup:
        home = origin or document
        return inline_html(text, lambda to: page.href(to, home))

    def blocks(text: str) -> Markup:
        html = blocks_html(text, lambda to: page.href(to, document))
        # The first level is the page title's.
        return Markup(lowered(html)) if "<h1" in html else html  # noqa: S704 (only levels change)

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
        return edition.page_with("my-checklists")
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
    """A template's document, once with its blanks named and once filled in with the example."""

    blank: Markup
    example: Markup


@dataclass(frozen=True, slots=True)
class Paper:
    """What a printed card says about the page it comes from."""

    address: str
    """The page's address as people would type it, without the scheme."""

    code: Code | None
    """The address as a QR code for a phone; None if the site's address is not known."""

    sheet: Document | None
    """The page for choosing cards to print."""


def paper(document: Document, edition: Edition) -> Paper:
    """Returns what a reader of the printed page needs to find it on the site again."""
    published = edition.published(document)
    return Paper(
        address=published.partition("://")[2] or published,
        code=encode(published) if edition.settings.address else None,
        sheet=edition.page_with("print-sheet"),
    )
