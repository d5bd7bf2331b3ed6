"""Reads a built site as readers will, and lists what is missing or broken in it."""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from kb.content.problems import Problem
from kb.tree.raw_html import candidates
from kb.urls import file_at, without_index

_ORIGIN = "http://site"
"""In place of the site's address, if that is unknown."""

_INVENTORY = "data/pages.json"
"""The pages of a language as the library knows them: what `kb.exports` has written."""

_SEARCH = ("pagefind/pagefind-entry.json", "search/search_index.json")
"""The search needs one of these."""

_URL = re.compile(rb"""url\(\s*["']?([^"')\s]+)""")
_IMPORT = re.compile(
    rb"""(?:^|;)\s*(?:import|export)\b[^;\n"']*["'](\.{1,2}/[^"'\n]+)["']""", re.MULTILINE
)
_PAPER = "pdf/"
"""The folder that pages link to if the settings say so, but only `kb pdf` writes."""

_LOADED = "//@src | //@poster | //object/@data | //@href"

_LOCK = "~$"
"""The prefix of the file that Word or Excel keeps beside an open document."""

_IS_LOCK = (
    "это не документ: такой файл Word или Excel держит рядом с открытым; закройте документ, "
    "удалите этот файл там, откуда он попал на сайт, и повторите"
)


def inspect(site: Path) -> list[Problem]:
    """Returns what is wrong with a built site, sorted; paths are relative to its folder."""
    built = _Built(site)
    found = {*_missing(built), *_unreadable(site), *_dead(built)}
    return sorted(found)


@dataclass(frozen=True)
class _Page:
    path: str
    tree: html.HtmlElement

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(map(str, self.tree.xpath("//@id | //a/@name")))


@dataclass(frozen=True)
class _Built:
    folder: Path

    @cached_property
    def pages(self) -> dict[str, _Page]:
        """The pages by their path."""
        found = {}
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            content = path.read_bytes()
            if content.rstrip().endswith(b"</html>"):
                parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
                found[name] = _Page(name, html.document_fromstring(content, parser=parser))
        return found

    @cached_property
    def address(self) -> str:
        """The site's address according to its home page, with a slash at the end."""
        home = self.pages.get("index.html")
        said = home.tree.xpath("//link[@rel='canonical']/@href") if home else []
        return without_index(str(said[0])) if said else f"{_ORIGIN}/"

    def file(self, url: str) -> str | None:
        """The path of the file that a server gives for a URL; "" if none; None if not ours."""
        if not url.startswith(self.address):
            return None
        path = unquote(urlsplit(url[len(self.address) :]).path)
        path = file_at(path)
        if path.startswith("/") or ".." in PurePosixPath(path).parts:
            return ""
        return path if (self.folder / path).is_file() else ""


def _missing(built: _Built) -> Iterator[Problem]:
    """Pages that the library knows but the build did not write, and other files a site needs."""
    inventories = [built.folder / _INVENTORY, *sorted(built.folder.glob(f"*/{_INVENTORY}"))]
    for inventory in inventories:
        start = inventory.parent.parent
        name = inventory.relative_to(built.folder).as_posix()
        try:
            records = json.loads(inventory.read_bytes())
            wanted = {file_at(str(one["url"])): str(one["id"]) for one in records}
        except FileNotFoundError:
            yield Problem(name, 1, "нет этого файла: здесь не сайт базы знаний или не весь сайт")
            continue
        except (ValueError, KeyError, TypeError):
            yield Problem(name, 1, "это не перечень страниц; соберите сайт ещё раз")
            continue
        for path, key in {**wanted, "index.html": "главная", "404.html": "ошибка 404"}.items():
            if not (start / path).is_file():
                file = (start / path).relative_to(built.folder).as_posix()
                yield Problem(file, 1, f"нет страницы «{key}»; соберите сайт ещё раз")
    if not any((built.folder / path).is_file() for path in _SEARCH):
        yield Problem(_SEARCH[0], 1, "нет указателя поиска; соберите сайт ещё раз")


def _unreadable(site: Path) -> Iterator[Problem]:
    """Files that a program will not be able to read."""
    readers: dict[str, tuple[Callable[[Path], object], str]] = {
        ".json": (_json, "не читается как JSON"),
        ".webmanifest": (_json, "не читается как JSON"),
        ".csv": (_csv, "не читается как таблица"),
        ".xml": (_xml, "не читается как XML"),
        ".svg": (_xml, "не читается как XML"),
        ".xlsx": (_zip, "не открывается в Excel"),
        ".docx": (_zip, "не открывается в Word"),
        ".html": (_html, "страница обрывается"),
    }
    for path in sorted(site.rglob("*")):
        read, what = readers.get(path.suffix, (None, ""))
        shown = path.relative_to(site).as_posix()
        if path.name.startswith(_LOCK):
            yield Problem(shown, 1, _IS_LOCK)
            continue
        if read is None or not path.is_file():
            continue
        try:
            read(path)
        except (ValueError, SyntaxError, csv.Error, zipfile.BadZipFile) as error:
            yield Problem(shown, getattr(error, "lineno", None) or 1, f"{what}; соберите ещё раз")


def _json(path: Path) -> None:
    json.loads(path.read_bytes())


def _csv(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    widths = {len(row) for row in csv.reader(text.splitlines(keepends=True), delimiter=";")}
    if len(widths) != 1:
        raise ValueError(widths)


def _xml(path: Path) -> None:
    etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if broken := archive.testzip():
            raise ValueError(broken)


def _html(path: Path) -> None:
    if not path.read_bytes().rstrip().endswith(b"</html>"):
        raise ValueError(path)


def _dead(built: _Built) -> Iterator[Problem]:
    """References in pages, style sheets and scripts to files or anchors that do not exist."""
    for page in built.pages.values():
        for node, target in _targets(page.tree):
            told = _why_dead(built, page.path, target)
            if told:
                yield Problem(page.path, min(node.sourceline or 1, 10**9), told)
    for pattern, suffix in ((_URL, "*.css"), (_IMPORT, "*.js")):
        for path in sorted(built.folder.rglob(suffix)):
            content = path.read_bytes()
            name = path.relative_to(built.folder).as_posix()
            for match in pattern.finditer(content):
                told = _why_dead(built, name, match[1].decode("utf-8", "replace"))
                if told:
                    yield Problem(name, content.count(b"\n", 0, match.start()) + 1, told)


def _targets(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """What a page links to or loads, with the element that refers to it."""
    for found in tree.xpath(_LOADED):
        node = found.getparent()
        if node.tag != "base":
            yield node, str(found)
    for found in tree.xpath("//@srcset"):
        yield from ((found.getparent(), address) for address, _ in candidates(found))
    for config in tree.xpath("//script[@id='__config']"):
        # The theme's scripts load the search worker from this address.
        said = json.loads(config.text or "{}")
        if worker := said.get("search"):
            yield config, worker


def _why_dead(built: _Built, path: str, target: str) -> str:
    """Why a target leads nowhere; "" if it leads somewhere, or out of the site."""
    here = built.address + path.removesuffix("index.html")
    try:
        url = urljoin(here, target.strip())
        fragment = unquote(urlsplit(url).fragment)
    except ValueError:
        return f"адрес «{target}» написан неверно"
    file = built.file(url.partition("#")[0].partition("?")[0])
    if file is None:
        return ""
    if not file:
        is_paper = url.startswith(built.address + _PAPER)
        advice = "; сначала make pdf, потом kb publish --from site" if is_paper else ""
        return f"«{target}»: нет такого файла или страницы{advice}"
    if not fragment or fragment.startswith(":~:") or file not in built.pages:
        return ""
    found = fragment in built.pages[file].anchors
    return "" if found else f"«{target}»: на странице нет такого места"
