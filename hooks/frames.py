"""Gives the page templates what they print around a page's text."""

from collections.abc import Callable, Collection
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.assets.features import FETCHING, features
from kb.content.clock import in_words
from kb.content.foreign import foreign
from kb.content.library import Document
from kb.edition.observed import Observed
from kb.page.frame import Frame
from kb.page.menu import Menu
from kb.page.schemes import schemes
from kb.typography import typeset, whole


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    locale, messages = config["edition"].locale, config["edition"].messages
    ours = _own_templates(config)
    # Material's templates are written without it; static-i18n's sitemap forgets it in places.
    env.autoescape = lambda name: name in ours or name == "sitemap.xml"
    once = cache(typeset)  # many pages have the same titles
    env.filters["typeset"] = lambda text, locale: once(_unescaped(text), locale)
    env.filters["whole"] = whole
    env.filters["day"] = partial(in_words, locale=locale)

    @cache
    def address(document: Document) -> str:
        file = files.get_file_from_path(f"{locale}/{document.path}")
        return file.url if file else ""

    assets: dict[str, str] = config["kb_assets"]

    def used(pattern: str, but: Collection[str] = ()) -> Callable[[Page | None], list[str]]:
        """Returns a function that lists the features' files a page needs; 404 has no page."""
        return lambda page: [
            assets[path]
            for name in features(page.content or "" if page else "")
            if name not in but and (path := pattern.format(name)) in assets
        ]

    env.globals.update(
        address=address,
        asset=assets.__getitem__,
        foreign=partial(foreign, locale=locale),
        brand=config["brand"],
        logo_size=config["logo_size"],
        menu=Menu(),
        schemes=schemes(config.theme.get("palette"), messages["page"]["schemes"]),
        scripts=used("assets/js/{}.js", but=FETCHING if config.extra.get("offline") else ()),
        styles=used("assets/css/{}.css"),
        t=messages,
    )
    return env


def _unescaped(text: str) -> str:
    """Returns the words of a page's title, which is escaped for the theme; any other text as is."""
    return text.unescape() if isinstance(text, Markup) else text


def _own_templates(config: MkDocsConfig) -> set[str]:
    folder = Path(config.theme.custom_dir or "")
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    edition = context["observed"] = Observed.of(config["edition"], config["answers"])
    document = edition.at(page.file.src_uri)
    context["frame"] = Frame(document, edition) if document else None
    return context
