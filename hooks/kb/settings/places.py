"""The folders that a site is made from and into: none may be or contain another."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from kb.content.problems import Location
from kb.settings.files import File, Found, at, fields, items, text

OVERLAY: Location = ("extra", "overlay")
"""The setting that names the folder with a company's pages."""

ONLY_LOCALE: Location = ("plugins", "i18n", "build_only_locale")
"""The setting that names the only language to be published."""

LANGUAGES: Location = ("plugins", "i18n", "languages")
"""The setting that lists the languages of the site."""

_DOCS = "docs"
"""The folder of our pages, unless the settings name another."""


def misplaced(file: File, files: Sequence[File]) -> Iterator[Found]:
    """Yields each folder in a file that conflicts with another.

    `files` are the file and those that it inherits from.
    """
    yield from _around_pages(file, files)
    yield from _no_overlay(file, files)


def locales_of(roots: Sequence[yaml.MappingNode]) -> list[str]:
    """Returns the languages that the site has; none if its list of them cannot be read."""
    listed = next(filter(None, (at(one, LANGUAGES) for one in roots)), None)
    found = (fields(one).get("locale") for one in items(listed))
    return [str(one.value) for one in found if one]


def _around_pages(file: File, files: Sequence[File]) -> Iterator[Found]:
    """Yields a fault if the site would be built where the pages are, around or among them."""
    site = file.fields.get("site_dir")
    if site and text(site):
        place = Path(file.folder, text(site)).resolve()
        name, docs = _docs(files)
        if docs.is_relative_to(place) or place.is_relative_to(docs):
            told = f"здесь лежат страницы, {name}; назовите отдельную папку, как site"
            yield site, ("site_dir",), told


def _no_overlay(file: File, files: Sequence[File]) -> Iterator[Found]:
    """Yields a fault if a company's folder is, contains or is inside ours, or is a language's."""
    node = at(file.root, OVERLAY)
    if not node or not text(node):
        return
    place = Path(file.folder, text(node)).resolve()
    name, docs = _docs(files)
    locales = locales_of([one.root for one in files])
    told = ""
    if docs.is_relative_to(place) or place.is_relative_to(docs):
        told = f"здесь лежат наши страницы, {name}; назовите отдельную папку, например company"
    elif place.name in locales and not any((place / one).is_dir() for one in locales):
        told = f"это папка одного языка; назовите ту, в которой лежит {place.name}/"
    if told:
        yield node, OVERLAY, told


def _docs(files: Sequence[File]) -> tuple[str, Path]:
    """Returns the folder of our pages: as the settings name it, and in full."""
    ours = files[-1]  # a company's `docs_dir` is refused
    node = ours.fields.get("docs_dir")
    name = str(node.value) if isinstance(node, yaml.ScalarNode) and node.value else _DOCS
    return name, Path(ours.folder, name).resolve()
