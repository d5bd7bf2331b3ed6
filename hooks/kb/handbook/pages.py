"""Reads a built site: the pages of a language, in the order of its navigation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from kb.urls import absolute, file_at, without_index

_NEEDS_A_SCREEN = "//*[@data-my-checklists or @data-compare or @data-print-sheet]"


@dataclass(frozen=True, eq=False)
class Page:
    """One page as it was built; equal only to itself."""

    address: str
    """From the root of the site: roles/zakazchik/, or roles/zakazchik.html."""

    title: str
    kind: str
    """The type of its entry; `plain` for a page of no type."""

    sections: tuple[str, ...]
    """The titles of the navigation's sections it is in, outermost first."""

    is_index: bool
    """Whether it is the innermost section's own page."""

    text: HtmlElement
    """The page's text without its title and without the frame around it."""

    asides: tuple[HtmlElement, ...] = ()
    """What is below the text and belongs on paper: its sources, its name in other languages."""


@dataclass(frozen=True)
class Site:
    """What a build has written to a folder, in one language."""

    folder: Path
    locale: str
    start: str
    """The folder of the language, with a slash; empty for the default one."""

    name: str
    summary: str
    address: str
    """Where the site is published; empty if its configuration does not say."""

    pages: tuple[Page, ...]


def read(folder: Path) -> list[Site]:
    """Returns the built site in each of its languages, the default one first.

    Raises `FileNotFoundError` when there is no built site in the folder.
    """
    starts = ["", *(f"{path.parent.name}/" for path in sorted(folder.glob("*/index.html")))]
    found = []
    for start in starts:
        home = _parse(folder, start)
        locale = home.get("lang", "")
        if start in ("", f"{locale}/"):  # any other folder is a section of the default language
            found.append(_site(folder, start, locale, home))
    return found


def _site(folder: Path, start: str, locale: str, home: HtmlElement) -> Site:
    canonical = home.xpath("string(/html/head/link[@rel='canonical']/@href)")
    return Site(
        folder,
        locale,
        start,
        name=home.xpath("string(//header//*[contains(@class, 'md-logo')]/@aria-label)"),
        summary=home.xpath("string(/html/head/meta[@name='description']/@content)"),
        address=without_index(canonical).removesuffix(start),
        pages=tuple(_pages(folder, start)),
    )


def _parse(folder: Path, address: str) -> HtmlElement:
    return html.document_fromstring((folder / file_at(address)).read_bytes())


def _pages(folder: Path, start: str) -> Iterator[Page]:
    """Follows `rel="next"` from page to page, beginning at the language's home page."""
    address, seen = start, set[str]()
    while address not in seen:
        seen.add(address)
        document = _parse(folder, address)
        if not document.xpath(_NEEDS_A_SCREEN):
            yield _page(folder, address, document)
        following = document.xpath("string(/html/head/link[@rel='next']/@href)")
        if following:
            address = without_index(absolute(following, address))


def _page(folder: Path, address: str, document: HtmlElement) -> Page:
    (article,) = document.xpath("//article")
    text = next(iter(article.xpath("./div[@data-type]")), article)
    heading = next(iter(article.xpath(".//h1")))
    crumbs = document.xpath("//nav[contains(@class, 'md-path')]//li/a")[1:]  # the first is home
    links = [without_index(absolute(one.get("href", ""), address)) for one in crumbs]
    title = _words(heading)
    heading.drop_tree()
    return Page(
        address,
        title,
        kind=text.get("data-type", "plain"),
        sections=tuple(map(_words, crumbs)),
        # A section without a page of its own links to its first page, which has none below it.
        is_index=address in links[-1:] and len(list((folder / address).rglob("*.html"))) > 1,
        text=text,
        asides=tuple(
            article.xpath("./p[@class='kb-counterpart'] | ./section[h2/@id='kb-sources']")
        ),
    )


def _words(element: HtmlElement) -> str:
    for link in element.xpath(".//a[@class='headerlink']"):
        link.drop_tree()
    return " ".join(element.text_content().replace("\u00a0", "⍽").split()).replace("⍽", "\u00a0")
