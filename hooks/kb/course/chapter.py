"""Turns a built page into a self-contained chapter: no menu, nothing from outside the course."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

from kb.assets.features import FEATURES
from kb.urls import absolute, without_index

_NOT_IN_A_COURSE = " | ".join(
    (
        ".//a[@class='headerlink']",
        ".//*[@data-part='begun']",
        ".//button[@data-do='link']",  # no link can lead into an LMS
        ".//*[contains(@class, 'kb-paper') or contains(@class, 'kb-role__print')]",
    )
)
_OF_PAGES = {*FEATURES, "terms"}
"""The scripts a page's text needs; the others serve the menu, the search and the like."""


@dataclass(frozen=True)
class Chapter:
    """One page of the course as it is in the package."""

    key: str
    """The page's id."""

    title: str
    text: Markup
    definitions: Markup
    """The element with the definitions of its terms; empty if it has none."""

    styles: Mapping[str, str]
    """The medium of each style sheet by its path; empty for any medium."""

    scripts: tuple[str, ...]
    files: frozenset[str] = field(repr=False)
    """The paths, from the site's root, of all that it loads or offers for download."""

    lang: str = ""

    @property
    def path(self) -> str:
        return chapter_path(self.key)


def chapter_path(key: str) -> str:
    """The path of a page's chapter in the package."""
    return f"chapters/{key}.html"


def chapter(
    key: str,
    address: str,
    page: HtmlElement,
    packed: Mapping[str, str],
    has_file: Callable[[str], bool],
    *,
    only_quiz: bool,
) -> Chapter:
    """Returns the chapter made from the page built at `address`.

    `packed` holds the ids of the course's pages by address: links between them stay links. Other
    links lead to the published site if the page knows its address (`canonical`), and become plain
    text if not; terms keep their definitions. `has_file` says whether the site has a file to pack.
    With `only_quiz`, only the questions remain of the text.
    """
    page = deepcopy(page)
    (article,) = page.xpath("//article")
    (text,) = article.xpath("./div[@data-type]")
    (heading,) = text.xpath(".//h1")
    for gone in text.xpath(_NOT_IN_A_COURSE):
        gone.drop_tree()
    parts = text.xpath(".//*[@data-quiz]")[:1] if only_quiz else _parts(article, text)
    published = page.xpath("string(/html/head/link[@rel='canonical']/@href)")
    files: set[str] = set()
    for part in parts:
        for link in list(part.iter("a")):
            files |= {_lead(link, address, published, packed, has_file)}
        files |= {*_media(part, address)}
    styles, scripts = dict(_styles(page, address)), tuple(_scripts(page, address))
    return Chapter(
        key,
        " ".join(heading.text_content().split()),
        _markup(parts),
        _markup(page.xpath("//*[@id='kb-terms']")),
        styles,
        scripts,
        frozenset({*files, *styles, *scripts} - {""}),
        lang=text.get("lang", ""),
    )


def _parts(article: HtmlElement, text: HtmlElement) -> list[HtmlElement]:
    """What a course takes of a page: the notice that it is untranslated, its text, its sources."""
    return [
        *article.xpath("./*[@data-untranslated]"),
        text,
        *article.xpath("./section[h2/@id='kb-sources']"),
    ]


def _lead(
    link: HtmlElement,
    address: str,
    published: str,
    packed: Mapping[str, str],
    has_file: Callable[[str], bool],
) -> str:
    """Points a link to another chapter, to a file or out of the course, or turns it into text.

    Returns the path, from the site's root, of the file that it leads to; empty if to none.
    """
    written = link.get("href")
    if written is None or written.startswith("#"):
        return ""
    target, place = urldefrag(absolute(written, address))
    parts = urlsplit(target)
    page, file = without_index(parts.path), unquote(parts.path)
    if parts.scheme:
        _out(link, written)
    elif page in packed:
        link.set("href", f"{packed[page]}.html" + (f"#{place}" if place else ""))
    elif not file.endswith((".html", "/")) and has_file(file):
        link.set("href", f"../{parts.path}")
        return file
    elif published:
        _out(link, urljoin(published, written))
    elif link.get("data-term"):
        link.tag = "span"
        link.set("tabindex", "0")  # the definition must be reachable by keyboard
        del link.attrib["href"]
    else:
        link.drop_tag()
    return ""


def _media(part: HtmlElement, address: str) -> Iterator[str]:
    """Points pictures, audio and video to the package's copies; yields their paths on the site."""
    for one in part.iter():
        for name in ("src", "poster"):
            if path := _local(one.get(name), address):
                one.set(name, f"../{path}")
                yield path
        one.attrib.pop("srcset", None)  # one file for all screens is enough


def _styles(page: HtmlElement, address: str) -> Iterator[tuple[str, str]]:
    """Yields the style sheets of a page and the medium of each; empty for any medium."""
    for one in page.xpath("/html/head/link[@rel='stylesheet']"):
        if path := _local(one.get("href"), address):
            yield path, one.get("media", "")


def _scripts(page: HtmlElement, address: str) -> Iterator[str]:
    """Yields the scripts that the page's text needs."""
    for one in page.xpath("//script[@type='module']"):
        path = _local(one.get("src"), address)
        if PurePosixPath(path).name.partition(".")[0] in _OF_PAGES:
            yield path


def _out(link: HtmlElement, target: str) -> None:
    link.set("href", target)
    link.set("target", "_blank")  # in the frame it would replace the chapter
    link.set("rel", "noopener")


def _local(written: str | None, address: str) -> str:
    """The path, from the site's root, of what a page loads; empty if it is not on the site."""
    parts = urlsplit(absolute(written, address)) if written else None
    return "" if parts is None or parts.scheme or parts.netloc else unquote(parts.path)


def _markup(parts: Iterable[HtmlElement]) -> Markup:
    whole = "".join(html.tostring(one, encoding="unicode", with_tail=False) for one in parts)
    return Markup(whole)  # noqa: S704 (a built page, escaped when it was built)
