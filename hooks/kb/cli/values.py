"""What a build would refuse in the values of a configuration, for `kb check` to report as well."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.content.fields.messages import FieldsError
from kb.content.problems import Location, Problem
from kb.edition.navigation import pages_below
from kb.edition.navigation import problems as problems_of_menu
from kb.editor.config import EditorSettings
from kb.pictures import in_folders
from kb.settings import ONLY_LOCALE, OVERLAY, Settings
from kb.settings.brand import Brand

_DOCS: Location = ("docs_dir",)
_LOOK: Location = ("theme", "custom_dir")
_BRAND: Location = ("extra", "brand")
_OF_THEME = "assets/images/favicon.png"
"""The theme's only picture; its folder is not known here."""


def problems_of_values(settings: Settings, locales: Sequence[str]) -> Iterator[Problem]:
    """Yields what is wrong with the brand, the editor and the menu that a file sets.

    Its configuration must have no other problems. The first of the locales is the default one.
    An inherited value is reported in the file that has it, if that is an heir: a company's menu
    may replace ours, and need not have all of its pages.
    """
    own = settings.files[0].shown_as
    if len(settings.files) > 1:
        yield from (one for one in _of_all(settings, locales) if one.path == own)


def _of_all(settings: Settings, locales: Sequence[str]) -> Iterator[Problem]:
    only = settings.value(ONLY_LOCALE)
    for locale in ([only] if only else locales) if settings.is_known(_BRAND) else ():
        try:
            brand = Brand.read(settings.value(_BRAND), locale)
        except FieldsError as error:
            yield from (settings.problem(*one) for one in error.faults)
        else:
            yield from _pictures(brand, settings)
    try:
        EditorSettings.read(settings.value(("extra", "editor")) or {})
    except FieldsError as error:
        yield from (settings.problem(*one) for one in error.faults)
    pages = pages_below(_folders(settings, _DOCS, OVERLAY, inside=locales[0]))
    yield from problems_of_menu(settings.value(("nav",)), pages, settings)


def _pictures(brand: Brand, settings: Settings) -> Iterator[Problem]:
    folders = [*_folders(settings, OVERLAY, _DOCS, _LOOK)]
    for field, name in (("logo", brand.logo), ("favicon", brand.favicon)):
        path, told = in_folders(name, folders)
        if told and (path or name != _OF_THEME):
            yield settings.problem((*_BRAND, field), told)


def _folders(settings: Settings, *locations: Location, inside: str = "") -> Iterator[Path]:
    for location in locations:
        if folder := settings.folder(location):
            yield folder / inside
