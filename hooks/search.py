"""Makes the search of each language from its pages, unless the theme's own is configured."""

import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.cache.build import Build
from kb.cache.digests import digest, digest_of_text
from kb.cache.entries import files_as_data, files_from_data, pack_data, unpack_data
from kb.cache.output import Output
from kb.cache.workers import Errand, processes
from kb.search import NOTHING, FinishedPage, Latest, Learnt, Search, SearchError, Wanted, make

FOLDER = "pagefind"
GLOSSARY = "glossary/index.md"
"""Where the magnifier leads a reader without JavaScript."""

log = get_plugin_logger("kb")
latest: dict[str, Latest] = {}
"""By language, what makes a preview's search while its pages are read already."""

made: dict[str, Search] = {}
"""By language, the last search of this process: a preview rarely changes two."""

learnt: dict[str, Learnt] = {}
"""By language, what making the last search of a preview has found out."""


def _stands_aside(config: MkDocsConfig) -> bool:
    return "material/search" in config.plugins


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    config["search_pages"] = []
    config.setdefault("searches", [])


@event_priority(-100)  # when every other hook has done with the article
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    edition = config["edition"]
    document = edition.library.at(page.file.src_uri)
    if document is None or _stands_aside(config):
        return
    url = page.file.url.removeprefix("./").removeprefix(edition.folder)
    audience = edition.audiences.get(document.key, ())
    found = FinishedPage(document, html, digest_of_text(html), url, audience)
    config["search_pages"].append(found)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """All texts are known: the search is made while the pages get their frames."""
    edition = config["edition"]
    index = files.get_file_from_path(f"{edition.locale}/{GLOSSARY}")
    env.globals.update(
        search_folder="" if _stands_aside(config) else f"{edition.folder}{FOLDER}/",
        index_of_terms=index.url if index else "",
    )
    if not _stands_aside(config):
        config["searches"].append(_begin(config))
    return env


@event_priority(-150)  # after i18n has built the other languages, and before the cache is closed
def on_post_build(config: MkDocsConfig) -> None:
    """Of the language that was begun last: each is built inside the one before."""
    if _stands_aside(config):
        return
    try:
        config["searches"].pop()()
    except SearchError as error:
        raise PluginError(str(error)) from error


def _begin(config: MkDocsConfig) -> Callable[[], None]:
    """Begins a language's search; returns what waits for it and puts it into the site."""
    edition, build, output = config["edition"], config["kb_build"], config["output"]
    serving = config["serving"]
    locale, messages = edition.locale, edition.messages
    texts = {**messages["search"], "types": messages["types"], "audiences": messages["audience"]}
    pages, config["search_pages"] = config["search_pages"], []
    sources = digest([build.code, texts, [one.source for one in pages]])
    wanted = Wanted(sources, locale, pages, texts)
    folder = Path(config.site_dir, edition.folder, FOLDER)
    search = made.get(locale)
    if search is None and (entry := build.get("search", locale)):
        search = _unpacked(entry)
    if search is None or (search.digest != wanted.digest and not serving):
        return _making(wanted, folder, config)
    if serving:
        made[locale] = search
    if search.digest == wanted.digest:
        return partial(_write, search, folder, output)
    known = _known(build, locale)

    def end() -> None:
        """The old one will do until another is ready."""
        _write(search, folder, output)
        latest.setdefault(locale, Latest()).do(partial(_renew, wanted, known, folder))

    return end


def _making(wanted: Wanted, folder: Path, config: MkDocsConfig) -> Callable[[], None]:
    """Makes a search, if possible in a process of its own, and keeps it for the next build."""
    locale, build = wanted.locale, config["kb_build"]
    work = partial(_packed, wanted, _known(build, locale))
    wait = _elsewhere(work, locale) if processes() > 1 else work

    def end() -> None:
        entry, learnt = wait()
        build.put(entry, "search", locale)
        build.put(learnt, "learnt", locale)
        search = _unpacked(entry)
        if config["serving"]:
            made[locale] = search
        _write(search, folder, config["output"])

    return end


def _elsewhere(work: Callable[[], Any], locale: str) -> Callable[[], Any]:
    """Begins some work in a process of its own; returns what waits for its result."""

    def told() -> bytes:
        try:
            return pickle.dumps(work())
        except SearchError as error:
            return pickle.dumps(error)

    errand = Errand(told)

    def wait() -> Any:
        done = errand.wait()
        if done is None:
            raise SearchError(f"поиск ({locale}): процесс прерван; хватает ли памяти?")
        result = pickle.loads(done)  # noqa: S301 (our own process)
        if isinstance(result, SearchError):
            raise result
        return result

    return wait


def _renew(wanted: Wanted, known: Callable[[], Learnt], folder: Path) -> None:
    """Makes a search when its pages are read already, and puts it beside them."""
    try:
        made[wanted.locale], learnt[wanted.locale] = make(wanted, known())
        with suppress(OSError):  # the preview may be ending; else the next build writes it again
            _write(made[wanted.locale], folder, Output(folder))
    except SearchError as error:
        log.error(str(error))


def _write(search: Search, folder: Path, output: Output) -> None:
    for name, content in search.files.items():
        output.write(folder / name, content)


def _packed(wanted: Wanted, known: Callable[[], Learnt]) -> tuple[bytes, bytes]:
    """A search and what was learnt, as entries of the store."""
    search, learnt = make(wanted, known())
    return pack_data([search.digest, files_as_data(search.files)]), pack_data(learnt)


def _unpacked(entry: bytes) -> Search:
    made_from, files = unpack_data(entry) or ("", {})  # damaged: like none
    return Search(made_from, files_from_data(files))


def _known(build: Build, locale: str) -> Callable[[], Learnt]:
    """Returns what says what was learnt of a language before; reading that takes a while."""
    if locale in learnt:
        return partial(learnt.__getitem__, locale)
    entry = build.get("learnt", locale)
    return lambda: Learnt(*(unpack_data(entry) or NOTHING))
