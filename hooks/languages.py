"""Completes the i18n plugin: a 404 page per language, relative switches, i18n/ left unpublished."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Removes the interface texts beside the templates, which MkDocs takes for assets."""
    for file in [one for one in files if one.src_uri.startswith("i18n/")]:
        files.remove(file)
    return files


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Makes the switch relative: i18n's is absolute on home pages, wrong for a site in a folder."""
    files = getattr(page.file, "alternates", {})
    _switch(config, {locale: file.url for locale, file in files.items()})
    return context


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Sets the switch on 404, which has no page; it would otherwise lead to the page built last."""
    default, *others = config["edition"].library.locales
    _switch(config, {default: "./", **{locale: f"{locale}/" for locale in others}})
    return context


def _switch(config: MkDocsConfig, links: Mapping[str, str]) -> None:
    """Points the theme's language switch at these pages."""
    # An attribute, as i18n sets it: the theme looks at that before it looks at the key.
    config.extra.alternate = [  # type: ignore[attr-defined]
        {**one, "link": links.get(one["lang"], one["link"])}
        for one in config.extra.get("alternate", ())  # absent where one language is published
    ]


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Writes a 404.html per language: all would write the root's, and the last one would win.

    A site that does not know its address gets no sitemap: the entries would not be addresses.
    """
    if template_name == "sitemap.xml" and not config.site_url:
        return ""
    edition = config["edition"]
    if template_name != "404.html" or not edition.folder:
        return output_content
    path = Path(config.site_dir, edition.folder, template_name)
    config["output"].write(path, output_content.encode())
    return ""
