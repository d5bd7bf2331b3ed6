"""Makes the search of each language from its pages, unless the theme's own is configured."""

import pickle
from collections.abc import Callable, Mapping, Sequence
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
from kb.cache.digests import digest, digest_of_text
from kb.cache.entries import files_as_data, files_from_data, pack_data, unpack_data
from kb.cache.output import Output
from kb.cache.workers import Errand, processes
from kb.content.library import Document
from kb.content.model import Audience
from kb.search import Article, Dictionary, Latest, SearchError, bundle, record, searched

FOLDER = "pagefind"
GLOSSARY = "glossary/index.md"
"""Where the magnifier leads a reader without JavaScript."""

log = get_plugin_logger("kb")
serving = False
latest: dict[str, Latest] = {}
"""By language, what makes a preview's search while its pages are read already."""

made: dict[str, "_Search"] = {}
"""By language, the last search of this process: a preview rarely changes two."""

learnt: dict[str, "_Learnt"] = {}
"""By language, what making the last search of a preview has found out."""


class _Page(NamedTuple):
    """A page as its reader gets it."""

    document: Document
    html: str
    digest: str
    """Of the HTML."""

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


class _Learnt(NamedTuple):
    """What making a search found out, as plain data: most of it holds for the next one too."""

    words: Mapping[str, Any]
    """`Dictionary.known`."""

    articles: Mapping[str, Sequence[Any]]
    """`Article`s by the digest of their page's HTML."""


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
    config.setdefault("searches", [])


@event_priority(-100)  # when every other hook has done with the article
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    edition = config["edition"]
    document = edition.library.at(page.file.src_uri)
    if document is None or _stands_aside(config):
        return
    url = page.file.url.removeprefix("./").removeprefix(_prefix(config))
    audience = edition.audiences.get(document.key, ())
    found = _Page(document, html, digest_of_text(html), url, audience)
    config["search_pages"].append(found)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """All texts are known: the search is made while the pages get their frames."""
    edition = config["edition"]
    index = files.get_file_from_path(f"{edition.locale}/{GLOSSARY}")
    env.globals.update(
        search_folder="" if _stands_aside(config) else f"{_prefix(config)}{FOLDER}/",
        index_of_terms=index.url if index else "",
    )
    if not _stands_aside(config):
        config["searches"].append(_begin(config))
    return env


@event_priority(-150)  # after i18n has built the other languages, and before the cache is closed
def on_post_build(config: MkDocsConfig) -> None:
    """Of the language that was begun last: each is built inside the one before."""
    if not _stands_aside(config):
        config["searches"].pop()()


def _begin(config: MkDocsConfig) -> Callable[[], None]:
    """Begins a language's search; returns what waits for it and puts it into the site."""
    edition, build, output = config["edition"], config["kb_build"], config["output"]
    locale, messages = edition.locale, edition.messages
    texts = {**messages["search"], "types": messages["types"], "audiences": messages["audience"]}
    pages, config["search_pages"] = config["search_pages"], []
    sources = digest([build.code, texts, [_plain(one) for one in pages]])
    wanted = _Wanted(sources, locale, pages, texts)
    folder = Path(config.site_dir, _prefix(config), FOLDER)
    search = made.get(locale)
    if search is None and (entry := _kept(build, "search", locale)):
        search = _unpacked(entry)
    if search is None or (search.digest != wanted.digest and not serving):
        return _making(wanted, folder, build, output)
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


def _plain(page: _Page) -> list[Any]:
    front = page.document.source.front.text
    return [page.url, front, page.digest, [str(one) for one in page.audience]]


def _making(wanted: _Wanted, folder: Path, build: Build, output: Output) -> Callable[[], None]:
    """Makes a search, if possible in a process of its own, and keeps it for the next build."""
    locale = wanted.locale
    work = partial(_packed, wanted, _known(build, locale))
    wait = _elsewhere(work, locale) if processes() > 1 else work

    def end() -> None:
        entry, learnt = wait()
        if build.store:
            build.store.put(_key(build, "search", locale), entry)
            build.store.put(_key(build, "learnt", locale), learnt)
        search = _unpacked(entry)
        if serving:
            made[locale] = search
        _write(search, folder, output)

    return end


def _elsewhere(work: Callable[[], Any], locale: str) -> Callable[[], Any]:
    """Begins some work in a process of its own; returns what waits for its result."""

    def told() -> bytes:
        try:
            return pickle.dumps(work())
        except PluginError as error:
            return pickle.dumps(error)

    errand = Errand(told)

    def wait() -> Any:
        done = errand.wait()
        if done is None:
            raise PluginError(f"поиск ({locale}): процесс прерван; хватает ли памяти?")
        result = pickle.loads(done)  # noqa: S301 (our own process)
        if isinstance(result, PluginError):
            raise result
        return result

    return wait


def _make(wanted: _Wanted, known: _Learnt) -> tuple[_Search, _Learnt]:
    """Raises `PluginError` if Pagefind fails."""
    articles = {
        one.digest: known.articles.get(one.digest) or searched(one.html) for one in wanted.pages
    }
    records = [
        record(one.document, Article(*articles[one.digest]), url=one.url, audience=one.audience)
        for one in wanted.pages
    ]
    dictionary = Dictionary(wanted.locale, known.words)
    try:
        files = bundle([one for one in records if one], dictionary, wanted.texts)
    except SearchError as error:
        raise PluginError(str(error)) from error
    return _Search(wanted.digest, files), _Learnt(dictionary.known, articles)


def _renew(wanted: _Wanted, known: Callable[[], _Learnt], folder: Path) -> None:
    """Makes a search when its pages are read already, and puts it beside them."""
    try:
        made[wanted.locale], learnt[wanted.locale] = _make(wanted, known())
        with suppress(OSError):  # the next build may be clearing the folder, and will fill it
            for name, content in made[wanted.locale].files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    except PluginError as error:
        log.error(str(error))


def _write(search: _Search, folder: Path, output: Output) -> None:
    for name, content in search.files.items():
        output.write(folder / name, content)


def _packed(wanted: _Wanted, known: Callable[[], _Learnt]) -> tuple[bytes, bytes]:
    """A search and what was learnt, as entries of the store."""
    search, learnt = _make(wanted, known())
    return pack_data([search.digest, files_as_data(search.files)]), pack_data(learnt)


def _unpacked(entry: bytes) -> _Search:
    made_from, files = unpack_data(entry) or ("", {})  # damaged: like none
    return _Search(made_from, files_from_data(files))


def _known(build: Build, locale: str) -> Callable[[], _Learnt]:
    """Returns what says what was learnt of a language before; reading that takes a while."""
    if locale in learnt:
        return partial(learnt.__getitem__, locale)
    entry = _kept(build, "learnt", locale)
    return lambda: _Learnt(*(unpack_data(entry) or ({}, {})))


def _kept(build: Build, what: str, locale: str) -> bytes | None:
    return build.store.get(_key(build, what, locale)) if build.store else None


def _key(build: Build, what: str, locale: str) -> str:
    """One a language: the next takes its place, for nothing that is remembered is bigger."""
    return digest([what, build.code, locale])
