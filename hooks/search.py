"""Makes the search of each language from its pages, unless the theme's own is configured."""

import json
from base64 import b64decode, b64encode
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.cache.digests import digest as plain_digest
from kb.cache.store import pack, unpack
from kb.search import SearchError, bundle, digest, record

FOLDER = "pagefind"
GLOSSARY = "glossary/index.md"
"""Where the magnifier leads a reader without JavaScript."""

_made: dict[str, tuple[str, dict[str, bytes]]] = {}
"""By language, the last search and the digest of its records: a preview rarely changes two."""


def _prefix(config: MkDocsConfig) -> str:
    """The folder of the language being built, below the site's root."""
    edition = config["edition"]
    return "" if edition.locale == edition.library.default_locale else f"{edition.locale}/"


def _stands_aside(config: MkDocsConfig) -> bool:
    return "material/search" in config.plugins


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    config["search_records"] = []


@event_priority(-100)  # when every other hook has done with the article
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    edition = config["edition"]
    document = edition.library.at(page.file.src_uri)
    if document is None or _stands_aside(config):
        return
    url = page.file.url.removeprefix("./").removeprefix(_prefix(config))
    audience = edition.audiences.get(document.key, ())
    if found := record(document, html, url=url, audience=audience):
        config["search_records"].append(found)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    edition = config["edition"]
    index = files.get_file_from_path(f"{edition.locale}/{GLOSSARY}")
    env.globals.update(
        search_folder="" if _stands_aside(config) else f"{_prefix(config)}{FOLDER}/",
        index_of_terms=index.url if index else "",
    )
    return env


def _key(config: MkDocsConfig) -> str:
    """One search a language: the next takes its place, for it is the biggest thing remembered."""
    return plain_digest(["search", config["kb_build"].code, config["edition"].locale])


def _remembered(config: MkDocsConfig) -> tuple[str, dict[str, bytes]]:
    """The last build's search and the digest of its records."""
    store = config["kb_build"].store
    packed = store.get(_key(config)) if store else None
    value = unpack(packed) if packed else None
    if value is None:
        return "", {}
    made, files = json.loads(value)
    return made, {name: b64decode(content) for name, content in files.items()}


def _remember(config: MkDocsConfig, made: str, files: dict[str, bytes]) -> None:
    if store := config["kb_build"].store:
        written = {name: b64encode(content).decode() for name, content in files.items()}
        store.put(_key(config), pack(json.dumps([made, written]).encode()))


def on_post_build(config: MkDocsConfig) -> None:
    """Before i18n goes on with the next language."""
    if _stands_aside(config):
        return
    edition, records = config["edition"], config["search_records"]
    messages = edition.messages
    texts = {**messages["search"], "types": messages["types"], "audiences": messages["audience"]}
    wanted = digest(records, edition.locale, texts)
    made, files = _made.get(edition.locale) or _remembered(config)
    if made != wanted:
        try:
            files = bundle(records, edition.locale, texts)
        except SearchError as error:
            raise PluginError(str(error)) from error
        _remember(config, wanted, files)
    _made[edition.locale] = wanted, files
    root = Path(config.site_dir, _prefix(config), FOLDER)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
