"""Makes the search of each language from its pages, unless the theme's own is configured."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.cache.build import Build
from kb.cache.digests import digest
from kb.cache.store import pack, unpack
from kb.content.library import Document
from kb.content.model import Audience
from kb.search import Dictionary, Latest, SearchError, bundle, record

FOLDER = "pagefind"
GLOSSARY = "glossary/index.md"
"""Where the magnifier leads a reader without JavaScript."""

log = get_plugin_logger("kb")
serving = False
latest: dict[str, Latest] = {}
"""By language, what makes a preview's search while its pages are read already."""

made: dict[str, "_Search"] = {}
"""By language, the last search of this process: a preview rarely changes two."""


class _Page(NamedTuple):
    """A page as its reader gets it."""

    document: Document
    html: str
    url: str
    audience: tuple[Audience, ...]


class _Wanted(NamedTuple):
    """What a search is to be made from."""

    digest: str
    locale: str
    pages: list[_Page]
    texts: Mapping[str, Any]


class _Search(NamedTuple):
    """The files of a language's search, and the digest of what they were made from."""

    digest: str
    files: Mapping[str, bytes]


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global serving
    serving = command == "serve"


def _prefix(config: MkDocsConfig) -> str:
    """The folder of the language being built, below the site's root."""
    edition = config["edition"]
    return "" if edition.locale == edition.library.default_locale else f"{edition.locale}/"


def _stands_aside(config: MkDocsConfig) -> bool:
    return "material/search" in config.plugins


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    config["search_pages"] = []


@event_priority(-100)  # when every other hook has done with the article
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    edition = config["edition"]
    document = edition.library.at(page.file.src_uri)
    if document is None or _stands_aside(config):
        return
    url = page.file.url.removeprefix("./").removeprefix(_prefix(config))
    audience = edition.audiences.get(document.key, ())
    config["search_pages"].append(_Page(document, html, url, audience))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    edition = config["edition"]
    index = files.get_file_from_path(f"{edition.locale}/{GLOSSARY}")
    env.globals.update(
        search_folder="" if _stands_aside(config) else f"{_prefix(config)}{FOLDER}/",
        index_of_terms=index.url if index else "",
    )
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Before i18n goes on with the next language."""
    if _stands_aside(config):
        return
    edition, build = config["edition"], config["kb_build"]
    locale, messages = edition.locale, edition.messages
    texts = {**messages["search"], "types": messages["types"], "audiences": messages["audience"]}
    pages: list[_Page] = config["search_pages"]
    sources = digest([build.code, texts, [_plain(one) for one in pages]])
    wanted = _Wanted(sources, locale, pages, texts)
    folder = Path(config.site_dir, _prefix(config), FOLDER)
    search = made.get(locale) or _remembered(build, locale)
    if search is None or (search.digest != wanted.digest and not serving):
        search = _make(wanted, build)
    elif search.digest != wanted.digest:  # it will do until another is ready
        latest.setdefault(locale, Latest()).do(partial(_renew, wanted, folder))
    made[locale] = search
    _write(search, folder)


def _plain(page: _Page) -> list[Any]:
    front = page.document.source.front.text
    return [page.url, front, page.html, [str(one) for one in page.audience]]


def _make(wanted: _Wanted, build: Build | None) -> _Search:
    """Makes a search, and keeps it, and what was learnt of words, for the build that comes next."""
    records = [
        record(one.document, one.html, url=one.url, audience=one.audience) for one in wanted.pages
    ]
    known = _kept(build, "words", wanted.locale) if build else None
    dictionary = Dictionary(wanted.locale, known)
    try:
        files = bundle([one for one in records if one], dictionary, wanted.texts)
    except SearchError as error:
        raise PluginError(str(error)) from error
    if build:
        written = {name: b64encode(content).decode() for name, content in files.items()}
        _keep(build, "search", wanted.locale, [wanted.digest, written])
        _keep(build, "words", wanted.locale, dictionary.known)
    return _Search(wanted.digest, files)


def _renew(wanted: _Wanted, folder: Path) -> None:
    """Makes a search when its pages are read already, and puts it beside them."""
    try:
        made[wanted.locale] = _make(wanted, None)
        with suppress(OSError):  # the next build may be clearing the folder, and will fill it
            _write(made[wanted.locale], folder)
    except PluginError as error:
        log.error(str(error))


def _write(search: _Search, folder: Path) -> None:
    for name, content in search.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _remembered(build: Build, locale: str) -> _Search | None:
    kept = _kept(build, "search", locale)
    if kept is None:
        return None
    made_from, files = kept
    return _Search(made_from, {name: b64decode(content) for name, content in files.items()})


def _kept(build: Build, what: str, locale: str) -> Any:
    packed = build.store.get(_key(build, what, locale)) if build.store else None
    value = unpack(packed) if packed else None
    return None if value is None else json.loads(value)


def _keep(build: Build, what: str, locale: str, data: Any) -> None:
    """One a language: the next takes its place, for nothing that is remembered is bigger."""
    if build.store:
        value = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        build.store.put(_key(build, what, locale), pack(value))


def _key(build: Build, what: str, locale: str) -> str:
    return digest([what, build.code, locale])
