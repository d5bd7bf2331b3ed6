"""Composes built pages into one HTML document and makes the links between them internal."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

from kb.handbook.pages import Page
from kb.handbook.paper import prepare
from kb.urls import absolute, without_index

_MANY_COLUMNS = 5
"""From this many subjects on, a comparison needs a landscape page."""


@dataclass
class Chapter:
    """Something with a heading: a section of the navigation, a page, or both in one."""

    title: str
    level: int
    anchor: str
    kind: str = "section"
    text: Markup | None = None
    children: "list[Chapter]" = field(default_factory=list)


def compose(
    pages: Sequence[Page], address: str, *, sections: bool, drawings: str = ""
) -> list[Chapter]:
    """Returns the pages as chapters, in their order.

    With `sections`, they are in the sections of the navigation. `address` is where the site is
    published: links to anything that is not among the pages lead there; without it, they become
    plain text. `drawings` is the diagrams' style sheet.
    """
    book = _Book(
        anchors={page.address: _anchor(page.address) for page in pages},
        ids={page.address: {str(one) for one in page.text.xpath(".//@id")} for page in pages},
        address=address,
        drawings=drawings,
    )
    top: list[Chapter] = []
    open_sections: list[Chapter] = []
    for page in pages:
        names = (page.sections or _first_sections(pages)) if sections else ()
        open_sections = _enter(names, open_sections, top)
        level = len(names) + 1
        into = open_sections[-1].children if open_sections else top
        own = sections and page.is_index and not into and bool(open_sections)
        text = book.text(deepcopy(page), level + (0 if own else 1))
        if own:
            section = open_sections[-1]
            section.text, section.anchor = text, book.anchors[page.address]
        else:
            into.append(Chapter(page.title, level, book.anchors[page.address], _kind(page), text))
    return top


def _first_sections(pages: Sequence[Page]) -> tuple[str, ...]:
    """The section for a page without one, such as the home page: the first."""
    return next((page.sections[:1] for page in pages if page.sections), ())


def _enter(names: Sequence[str], current: list[Chapter], top: list[Chapter]) -> list[Chapter]:
    """Returns the sections with these names, after adding the new ones where they belong."""
    common = 0
    for section, name in zip(current, names, strict=False):
        if section.title != name:
            break
        common += 1
    entered = current[:common]
    for name in names[common:]:
        siblings = entered[-1].children if entered else top
        around = entered[-1].anchor if entered else "section"
        section = Chapter(name, len(entered) + 1, f"{around}-{len(siblings) + 1}")
        siblings.append(section)
        entered = [*entered, section]
    return entered


def _anchor(address: str) -> str:
    return "page-" + (address.strip("/").replace("/", "-") or "home")


def _kind(page: Page) -> str:
    columns = page.text.xpath(".//table[@data-comparison]/thead/tr/th")
    wide = page.kind == "comparison" and len(columns) > _MANY_COLUMNS
    return "comparison-wide" if wide else page.kind


@dataclass(frozen=True)
class _Book:
    """What the texts of all chapters have in common."""

    anchors: Mapping[str, str]
    """The anchor of each page's chapter, by the page's address."""

    ids: Mapping[str, set[str]]
    """The ids within each page, by its address."""

    address: str
    drawings: str

    def text(self, page: Page, level: int) -> Markup:
        """Returns a page's text, which is changed, with headings from `level` on."""
        whole = html.fromstring("<div></div>")
        whole.append(prepare(page.text, level, self.drawings))
        for aside in page.asides:
            for heading in aside.findall("h2"):
                heading.tag = "p"  # not part of the book's outline
            aside.set("class", f"aside {aside.get('class', '')}")
            whole.append(aside)
        for one in whole.xpath(".//*[@id]"):
            one.set("id", f"{self.anchors[page.address]}--{one.get('id')}")
        for picture in whole.iter("img"):
            picture.set("src", absolute(picture.get("src", ""), page.address))
        for link in list(whole.iter("a")):
            self._resolve(link, page.address)
        for one in whole.iter():
            for name in [name for name in one.attrib if name.startswith(("aria-", "data-"))]:
                del one.attrib[name]
        inner = html.tostring(whole, encoding="unicode")
        return Markup(inner)  # noqa: S704 (a built page, escaped when it was built)

    def _resolve(self, link: HtmlElement, page: str) -> None:
        """Points a link to its place in the book or outside it, or turns it into plain text."""
        written = link.get("href")
        if written is None:
            return
        target, place = urldefrag(absolute(written, page))
        target = without_index(target)
        if target in self.anchors:
            found = f"--{place}" if place in self.ids[target] else ""
            link.set("href", f"#{self.anchors[target]}{found}")
            if link.get("data-term") is None and target != page:
                link.set("class", "xref")
        elif urlsplit(target).scheme:
            link.set("class", "outside")
        elif self.address:
            link.set("href", self.address + target + (f"#{place}" if place else ""))
            link.set("class", "outside")
        else:
            link.drop_tag()
