"""Builds sites, and reads what was built."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from kb.assets.features import features
from kb.tree.raw_html import candidates
from tests import forked
from tests.disk import edit, write

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "tests" / "library"
AUDIT = bool(os.environ.get("KB_AUDIT"))  # as `make audit` sets it
EPOCH = "1795435200"
"""23 November 2026, noon: all test builds happen then."""

MARKDOWN = (
    "<table>",
    'class="highlight',
    'class="tabbed-set',
    "<details",
    'class="footnote',
    "<blockquote",
)
"""Traces in the HTML of Markdown other than paragraphs and lists."""

_ORIGIN = "http://site.test/"


@dataclass(frozen=True)
class Site:
    """What a build left behind."""

    folder: Path
    code: int
    log: str

    @cached_property
    def warnings(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith(("WARNING", "ERROR"))]

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page's tree by its address: `/roles/zakazchik/`, `/en/404.html`."""
        found = {}
        for path in sorted(self.folder.rglob("*.html")):
            address = "/" + path.relative_to(self.folder).as_posix().removesuffix("index.html")
            found[address] = html.document_fromstring(path.read_bytes().decode())
        return found

    @cached_property
    def content(self) -> dict[str, html.HtmlElement]:
        """The pages that were written by somebody: all but the 404s."""
        return {at: page for at, page in self.pages.items() if not at.endswith("/404.html")}

    def kinds(self, locale: str) -> list[str]:
        """Returns addresses of pages that together show everything: a greedy choice of few.

        What counts is a page's type, the features it loads files for, and the Markdown constructs
        of `MARKDOWN`; so a page of a new type is included. In an audit, returns all pages.
        """
        ours = [at for at, page in self.pages.items() if page.get("lang") == locale]
        if AUDIT:
            return ours
        marks = {at: _marks(at, self._html(at).decode()) for at in ours}
        found = []
        while any(marks.values()):
            # Of pages that show equally many, the shortest: browsers take long over long ones.
            best = max(ours, key=lambda at: (len(marks[at]), -len(self._html(at))))
            found.append(best)
            shown = marks[best]
            marks = {at: some - shown for at, some in marks.items()}
        return sorted(found)

    def _html(self, address: str) -> bytes:
        return self.file(f"{address}index.html" if address.endswith("/") else address)

    def file(self, path: str) -> bytes:
        return (self.folder / path.lstrip("/")).read_bytes()

    def asset(self, path: str) -> str:
        """Returns the address of a style sheet, script or font, named after its content."""
        name, _, suffix = path.rpartition(".")
        (found,) = self.folder.glob(f"{name}.*.{suffix}")
        return "/" + found.relative_to(self.folder).as_posix()

    def page(self, address: str) -> html.HtmlElement:
        return self.pages[address]

    def text(self, address: str) -> str:
        """The words of a page's article, one space between them; a no-break space stays."""
        (article,) = self.page(address).xpath("//article")
        return " ".join(article.text_content().replace("\u00a0", "⍽").split()).replace(
            "⍽", "\u00a0"
        )

    def broken_links(self) -> list[str]:
        """Links and resources of every page that lead to no file or anchor of this site."""
        anchors = {at: set(page.xpath("//@id | //a/@name")) for at, page in self.pages.items()}
        broken = []
        for at, page in self.pages.items():
            for target in set(addresses(page)):
                parts = urlsplit(urljoin(_ORIGIN + at.lstrip("/"), target))
                if f"{parts.scheme}://{parts.netloc}/" != _ORIGIN:
                    continue
                path = unquote(parts.path)
                file = self.folder / path.lstrip("/")
                found = file.is_file() or (path.endswith("/") and (file / "index.html").is_file())
                anchor = unquote(parts.fragment)
                if not found or (anchor and path in anchors and anchor not in anchors[path]):
                    broken.append(f"{at} → {target}")
        return broken


def _marks(address: str, text: str) -> set[str]:
    """Returns what counts for `Site.kinds` in a page's HTML."""
    typed = re.findall(r'<div (data-type="[a-z]+")', text)
    neither = "404" if address.endswith("/404.html") else "neither"
    return {*(typed or [neither]), *features(text), *(one for one in MARKDOWN if one in text)}


def addresses(page: html.HtmlElement) -> Iterator[str]:
    """Everything a page links to or loads."""
    for name in ("href", "src", "poster", "data", "action"):
        yield from page.xpath(f"//*[not(self::base)]/@{name}")
    for several in page.xpath("//@srcset"):
        yield from (address for address, _ in candidates(several))


def loaded(page: html.HtmlElement) -> Iterator[str]:
    """What a browser fetches by itself when it shows the page."""
    yield from page.xpath("//@src | //@srcset | //@poster | //object/@data | //form/@action")
    yield from page.xpath("//link[not(@rel='canonical' or @rel='alternate')]/@href")
    yield from page.xpath("//*[local-name()='use' or local-name()='image']/@href")


def of_class(node: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """The elements below `node` that have the class."""
    found = node.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return [one for one in found if name in one.get("class").split()]


def outline(page: html.HtmlElement) -> list[int]:
    """The levels of the headings in an article, in order."""
    (article,) = page.xpath("//article")
    return [
        int(one.tag[1])
        for one in article.iter()
        if isinstance(one.tag, str) and one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    ]


def run(
    *arguments: str, folder: Path = ROOT, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Runs `python -m …` of this environment as an editor would."""
    code, told = forked.run(*arguments, folder=folder, env=environment(env))
    return subprocess.CompletedProcess(arguments, code, told)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    ours = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return {**os.environ, **ours, **(more or {})}


def build(into: Path, *, config: Path = ROOT / "mkdocs.yml", strict: bool = True) -> Site:
    """Builds the site of a configuration; a failed build returns a `Site` too."""
    done = run(*command_of(config, into, strict=strict), folder=config.parent)
    return Site(into, done.returncode, done.stdout)


def command_of(config: Path, into: Path, *, strict: bool) -> list[str]:
    """Returns the arguments of `python -m` that build a site."""
    command = ["mkdocs", "build", "--config-file", str(config), "--site-dir", str(into)]
    return [*command, *(["--strict"] if strict else [])]


SMALL_NAV = """
nav:
  - Начать: [index.md, guide section=do, quiz]
  - Роли: [role]
  - Чек-листы: [checklist, template]
  - Сравнения: [comparison]
  - Слова: [glossary/index.md, term]
  - О базе: [about/sources.md]
"""


@dataclass(frozen=True)
class House:
    """A folder with the project's code and a small library of its own, as a fork would have it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "House":
        for name in ("hooks", "overrides"):
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
        for name in ("mkdocs.yml", "offline.yml"):
            shutil.copy(ROOT / name, folder / name)
        shutil.copytree(LIBRARY, folder / "docs")
        house = cls(folder)
        house.write({"company.yml": "INHERIT: mkdocs.yml\n" + SMALL_NAV})
        return house

    def write(self, files: Mapping[str, str]) -> None:
        write(self.folder, files)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def edit(self, path: str, replace: str, by: str) -> None:
        edit(self.folder / path, replace, by)

    def build(self, *, strict: bool = True) -> Site:
        return build(self.folder / "site", config=self.folder / "company.yml", strict=strict)

    def built(self) -> Site:
        """Returns the built site; the build must succeed, but may print warnings."""
        site = self.build(strict=False)
        assert site.code == 0, site.log
        return site
