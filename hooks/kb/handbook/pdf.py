"""Writes a built site as tagged PDF: sheets, collections and the whole handbook of each language.

Nothing is fetched from the network. WeasyPrint is an extra (`pdf` in pyproject.toml), so that a
site can be built without it and without the system's Pango.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.dates import format_date

from kb.edition import Edition
from kb.handbook.book import compose
from kb.handbook.pages import Page, Site, read
from kb.settings.brand import Brand
from kb.system.logged import logged_errors
from kb.system.refusals import RefusedError
from kb.system.replaced_files import replace_file

COLLECTIONS = {"role": "roles", "checklist": "checklists"}
"""The types whose pages get a file each and one together, mapped to the latter's name."""


_DRAWINGS = "assets/paper/drawing.css"


class PdfError(RefusedError):
    """Says in Russian why a PDF cannot be written, and what to do."""


@dataclass(frozen=True)
class Sheaf:
    """One PDF: its pages, and what surrounds them."""

    path: str
    """Below the output folder: ru/roles/zakazchik.pdf."""

    title: str
    pages: Sequence[Page]
    is_book: bool
    """Whether it has a cover and contents."""

    in_sections: bool = False


def sheaves(site: Site, edition: Edition) -> Iterator[Sheaf]:
    """Yields the PDFs to be written for one language of the site."""
    for kind, name in COLLECTIONS.items():
        chosen = [page for page in site.pages if page.kind == kind]
        for page in chosen:
            place = page.address.removeprefix(site.start).strip("/").removesuffix(".html")
            yield Sheaf(f"{site.locale}/{place}.pdf", page.title, [page], is_book=False)
        if chosen:
            title = edition.messages["pdf"][name]
            yield Sheaf(f"{site.locale}/{name}.pdf", title, chosen, is_book=True)
    path = f"{site.locale}/handbook.pdf"
    yield Sheaf(path, site.name, site.pages, is_book=True, in_sections=True)


def write(
    folder: Path, out: Path, *, edition: Callable[[str], Edition], day: datetime.date
) -> Iterator[Path]:
    """Writes the PDFs of the site built in `folder` below `out`, and yields each file's path.

    `edition` gives a language's words and fragments; `day` is printed as the date of making.
    Raises `PdfError`.
    """
    try:
        sites = read(folder)
    except FileNotFoundError as error:
        raise PdfError(f"В папке {folder} нет собранного сайта; сначала: make site") from error
    for site in sites:
        words = edition(site.locale)
        for sheaf in sheaves(site, words):
            yield write_sheaf(sheaf, site, out, edition=words, day=day)


def write_sheaf(
    sheaf: Sheaf, site: Site, out: Path, *, edition: Edition, day: datetime.date
) -> Path:
    """Writes one PDF below `out` and returns its path. Raises `PdfError`."""
    target = out / sheaf.path
    target.parent.mkdir(parents=True, exist_ok=True)
    _print(_html(sheaf, site, edition, day), site.folder, target)
    return target


def _html(sheaf: Sheaf, site: Site, edition: Edition, day: datetime.date) -> str:
    return edition.fragments.render(
        "handbook",
        chapters=compose(
            sheaf.pages,
            site.address,
            sections=sheaf.in_sections,
            drawings=(site.folder / _DRAWINGS).read_text("utf-8"),
        ),
        brand=Brand.PATH if (site.folder / Brand.PATH).is_file() else "",
        sheaf=sheaf,
        site=site,
        day=day,
        made=format_date(day, "long", site.locale),
        t=edition.messages,
    )


def _print(source: str, folder: Path, target: Path) -> None:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError as error:
        told = "Нет WeasyPrint; его ставит make pdf или pip install --editable '.[pdf]'"
        raise PdfError(told) from error
    except OSError as error:  # the wheel is installed, the system's Pango is not
        raise PdfError(
            f"{error}\nНет библиотеки Pango; что делать, скажет tools/pango.py"
        ) from error
    # It leaves out what it cannot load or draw.
    with logged_errors("weasyprint") as failures:
        printed = HTML(
            string=source,
            base_url=f"{folder.resolve().as_uri()}/",
            url_fetcher=URLFetcher(allowed_protocols=["file", "data"]),
        ).write_pdf(pdf_variant="pdf/ua-1")
    if failures:
        raise PdfError("\n".join([f"Не записан {target}:", *failures]))
    replace_file(target, printed)
