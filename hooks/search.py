"""Makes the search of each language from its pages, unless the theme's own is configured."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.cache.digests import digest, digest_of_text
from kb.cache.output import Output
from kb.edition.occupied import SEARCH
from kb.search import (
    FinishedPage,
    Latest,
    Search,
    SearchErrand,
    SearchError,
    Wanted,
    foreign_names,
    make,
    packed,
    unpacked,
)
from kb.typography import typeset

GLOSSARY = "glossary/index.md"
"""Where the magnifier leads a reader without JavaScript."""

PAUSE = 1
"""Seconds after which a preview begins the search: Python would run both by turns, and delay the
page."""

log = get_plugin_logger("kb")
latest: dict[str, Latest] = {}
"""By language, what makes a preview's search while its pages are already being read."""

made: dict[str, Search] = {}
"""By language, the last search of this process: a preview rarely changes more than one."""


writing = RLock()
"""Held while a preview's search is written, and by the end of the preview for good."""


class Begun(NamedTuple):
    """A search that is being made, or is there already."""

    end: Callable[[], None]
    """Waits for the search and writes it into the site."""

    stop: Callable[[], None] = lambda: None
    """Abandons the search."""


searches: list[Begun] = []
"""The running build's, by language. Not in the configuration: `on_build_error` gets none."""


def _is_the_themes(config: MkDocsConfig) -> bool:
    """Whether the theme's own search is configured, and ours is off."""
    return "material/search" in config.plugins


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    config["search_pages"] = []


@event_priority(-100)  # when every other hook is done with the article
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    edition = config["edition"]
    document = edition.library.at(page.file.src_uri)
    if document is None or _is_the_themes(config):
        return
    url = page.file.url.removeprefix("./").removeprefix(edition.folder)
    audience = edition.audiences.get(document.key, ())
    foreign = foreign_names(document, edition.library)
    title = typeset(document.entry.title, document.locale)
    found = FinishedPage(document, html, digest_of_text(html), url, audience, foreign, title)
    config["search_pages"].append(found)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Begins the search: all texts are known, and it is made while the pages get their frames."""
    edition = config["edition"]
    index = files.get_file_from_path(f"{edition.locale}/{GLOSSARY}")
    env.globals.update(
        search_folder="" if _is_the_themes(config) else f"{edition.folder}{SEARCH}/",
        index_of_terms=index.url if index else "",
    )
    if not _is_the_themes(config):
        searches.append(_begin(config))
    return env


@event_priority(-150)  # after i18n has built the other languages, and before the cache is closed
def on_post_build(config: MkDocsConfig) -> None:
    """Ends the search begun first; others may still be made, as languages are built nested."""
    if _is_the_themes(config):
        return
    try:
        searches.pop(0).end()
    except SearchError as error:
        raise PluginError(str(error)) from error


def on_build_error(error: Exception) -> None:
    """Stops the searches that are being made: nobody will wait for them."""
    while searches:
        searches.pop().stop()


def on_shutdown() -> None:
    """Writes no search any more: the engine removes the folder of a preview's site now."""
    writing.acquire()  # the thread that waits for it ends with the process


def _begin(config: MkDocsConfig) -> Begun:
    """Begins a language's search."""
    edition, build, output = config["edition"], config["kb_build"], config["output"]
    locale, messages = edition.locale, edition.messages
    texts = {**messages["search"], "types": messages["types"], "audiences": messages["audience"]}
    pages, config["search_pages"] = config["search_pages"], []
    synonyms = edition.synonyms
    sources = digest([build.code, texts, synonyms, [one.source for one in pages]])
    wanted = Wanted(sources, locale, pages, texts, synonyms)
    inner = Path(edition.folder, SEARCH)
    folder = Path(config.site_dir, inner)
    last = made.get(locale) or unpacked(partial(build.get, "search", locale))
    if not last.digest or (last.digest != wanted.digest and not config["serving"]):
        return _making(wanted, last, folder, config)
    made[locale] = last
    if last.digest == wanted.digest:
        return Begun(partial(_write, last, folder, output))

    def end() -> None:
        """Writes the old search, which will do until the new one is ready."""
        _write(last, folder, output)
        renew = partial(_renew, wanted, output.folder / inner)
        output.then(lambda: latest.setdefault(locale, Latest(PAUSE)).do(renew))

    return Begun(end)


def _making(wanted: Wanted, last: Search, folder: Path, config: MkDocsConfig) -> Begun:
    """Makes a search while the pages get their frames, and keeps it for the next build."""
    locale, build = wanted.locale, config["kb_build"]
    errand = SearchErrand(lambda: packed(make(wanted, last, in_memory=True), last), locale)

    def end() -> None:
        entries = errand.wait()
        for name, entry in entries.items():
            build.put(entry, "search", locale, name)
        search = unpacked(entries.get, last)
        _write(search, folder, config["output"])
        if config["serving"]:
            made[locale] = search

    return Begun(end, errand.stop)


def _renew(wanted: Wanted, folder: Path) -> None:
    """Makes a search while its pages are being read, and writes it beside them, into `folder`."""
    locale = wanted.locale
    try:
        # Not in memory: a preview is ended by a signal, which would leave Pagefind's files there.
        made[locale] = make(wanted, made[locale])
        with writing, suppress(OSError):  # the next build writes it again
            for name, content in made[locale].files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
    except SearchError as error:
        log.error(str(error))


def _write(search: Search, folder: Path, output: Output) -> None:
    for name, content in search.files.items():
        output.write(folder / name, content)
