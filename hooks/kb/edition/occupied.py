"""Finds files of docs/ at whose address the site has a page, an export or its search."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.content.library import Library
from kb.content.problems import Problem, as_shown
from kb.edition.edition import DATA_FILES, SiteSettings
from kb.urls import address, file_at

SEARCH = "pagefind"
"""The folder for the search in that of a language."""

EDITOR = "admin"
"""The folder of the site for the editor in the browser."""

_FILES_OF = {
    "comparison": ("comparisons", (".csv", ".xlsx")),
    "template": ("templates", (".md", ".docx", "-example.md", "-example.docx")),
}
"""The folder in data/ for the files of an entry, and how their names end."""


def occupied(
    library: Library, roots: Sequence[Path], settings: SiteSettings, *, shown_from: Path
) -> Iterator[Problem]:
    """Yields an error for each file below `roots` that would replace what we write.

    The engine would publish either, and say nothing. Pages are skipped: `kb.content.check` reports
    two at one address.
    """
    ours = dict(_written(library, settings))
    for root in roots:
        for place, path in _files(root, library.default_locale):
            found = ours.get(place, "")
            if not found and SEARCH in place.split("/")[:2]:
                found = "поиск"
            if found:
                told = f"на сайте по этому адресу {found}; переименуйте файл или удалите"
                yield Problem(as_shown(path, shown_from), 1, told)


def beside_editor(
    library: Library, roots: Sequence[Path], settings: SiteSettings, *, shown_from: Path
) -> Iterator[Problem]:
    """Yields an error for each page and file in the folder of the editor, for a site that has it.

    The editor's own files would replace them, and its policy would apply to the others.
    """
    found = [one for root in roots for one in _files(root, library.default_locale)]
    for one in library.in_locale(library.default_locale):
        place = file_at(address(one.path, directories=settings.directories))
        found.append((place, shown_from / one.shown_as))
    for place, path in found:
        if place.startswith(f"{EDITOR}/"):
            told = f"на сайте в папке {EDITOR} редактор (extra.editor); назовите файл иначе"
            yield Problem(as_shown(path, shown_from), 1, told)


def _written(library: Library, settings: SiteSettings) -> Iterator[tuple[str, str]]:
    """Yields the files that a build writes, relative to the site, and what each is, in Russian."""
    default, *others = library.locales
    starts = {default: "", **{one: f"{one}/" for one in others}}
    if settings.address:
        yield from ((name, "карта сайта") for name in ("sitemap.xml", "sitemap.xml.gz"))
    for start in starts.values():
        yield f"{start}404.html", "страница ошибки 404"
        exports = (f"{start}data/{one}" for one in exported(library))
        yield from ((one, "данные для других программ") for one in exports)
    for one in sorted(library.documents, key=lambda one: one.locale != default):
        place = file_at(address(one.path, directories=settings.directories))
        # An untranslated page is in the other languages too.
        for locale in library.locales if one.locale == default else (one.locale,):
            yield f"{starts[locale]}{place}", f"страница {one.shown_as}"


def exported(library: Library) -> Iterator[str]:
    """Yields the names of the files in a language's data/: see `kb.exports`."""
    yield "pages.json"
    yield from DATA_FILES.values()
    for one in library.documents:
        folder, suffixes = _FILES_OF.get(one.entry.type, ("", ()))
        yield from (f"{folder}/{one.key}{suffix}" for suffix in suffixes)


def _files(root: Path, default_locale: str) -> Iterator[tuple[str, Path]]:
    """Yields where the engine publishes each file below `root` that is not a page, and its path."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if not name.endswith(".md"):
                path = Path(folder, name)
                relative = path.relative_to(root).as_posix()
                yield relative.removeprefix(f"{default_locale}/"), path
