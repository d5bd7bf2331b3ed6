"""What the i18n plugin leaves open: a 404 page a language, relative switches, texts unpublished."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The interface's texts lie beside the templates, where MkDocs takes them for assets."""
    for file in [one for one in files if one.src_uri.startswith("i18n/")]:
        files.remove(file)
    return files


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """i18n makes the home page's switch absolute: a site in a folder would lose its reader."""
    files = getattr(page.file, "alternates", {})
    _switch(config, {locale: file.url for locale, file in files.items()})
    return context


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """404 belongs to no page: its switch would lead to the page that was built last."""
    default, *others = config["edition"].library.locales
    _switch(config, {default: "./", **{locale: f"{locale}/" for locale in others}})
    return context


def _switch(config: MkDocsConfig, links: Mapping[str, str]) -> None:
    """Lets the language switch of the theme lead to these pages."""
    # An attribute, as i18n sets it: the theme looks at that before it looks at the key.
    config.extra.alternate = [  # type: ignore[attr-defined]
        {**one, "link": links.get(one["lang"], one["link"])}
        for one in config.extra.get("alternate", ())  # absent where one language is published
    ]


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Every language would write the root's 404.html, and the last one would win.

    A site that does not know its address has no sitemap: it could only list what is no address.
    """
    if template_name == "sitemap.xml" and not config.site_url:
        return ""
    edition = config["edition"]
    if template_name != "404.html" or not edition.folder:
        return output_content
    path = Path(config.site_dir, edition.folder, template_name)
    config["output"].write(path, output_content.encode())
    return ""
