"""Reads and checks docs/ before anything is written; gives every page its context."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Literal

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.cache.entries import pack_data, unpack_data
from kb.content.clock import today
from kb.content.fields.kinds import Visibility
from kb.content.fields.marks import steering_the_theme
from kb.content.library import Document
from kb.content.problems import errors, not_built, printable
from kb.content.yaml.remembered import Remembered
from kb.edition import KnowledgeBase, SiteSettings
from kb.edition.navigation import expand, pages_below, problems, without_faults
from kb.edition.observed import Answers, Observed
from kb.markdown.embed import body
from kb.page import PageContext
from kb.preview import page_of_problems
from kb.settings import wrong_value

log = get_plugin_logger("kb")
serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global serving
    serving = command == "serve"


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    config["serving"] = serving
    if "kb" not in config:  # once a build: i18n runs every language on this one config
        config["kb"] = _load_or_stop(config)
        config["kb_nav"] = _checked_menu(config)
        _check_excluded(config)
    config["edition"] = config["kb"].edition(config.theme["language"])
    config["answers"] = Answers(config["edition"])
    if config["kb_nav"]:  # else the engine lists all pages itself
        config.nav = expand(config["kb_nav"], config["edition"])


def _load_or_stop(config: MkDocsConfig) -> KnowledgeBase:
    # A preview reads all pages at its start, and keeps in memory those that have not changed.
    remembered = Remembered(None if serving else unpack_data(config["kb_build"].get("fields")))
    languages = sorted(config.plugins["i18n"].config.languages, key=lambda one: not one.default)
    kb = KnowledgeBase.load(
        config["kb_roots"],
        locales=[one.locale for one in languages],
        themes=[Path(folder) for folder in config.theme.dirs],
        settings=_site_settings(config),
        shown_from=config["kb_home"],
        today=today(),
        remembered=remembered,
    )
    if remembered.is_news and not serving:
        config["kb_build"].put(pack_data(remembered.fields), "fields")
    stopping = errors(kb.problems)
    if stopping and not serving:
        raise PluginError(not_built("страницы", stopping))
    for problem in kb.problems:
        # Errors must not stop a preview, and a date that has passed must not fail --strict: neither
        # is logged as a warning.
        (log.error if problem in stopping else log.info)(str(problem))
    return kb


def _checked_menu(config: MkDocsConfig) -> Any:
    folders = [root / config["kb"].library.default_locale for root in config["kb_roots"]]
    pages = pages_below(folders)
    found = list(problems(config.nav, pages, config["kb_settings"]))
    if found and not serving:
        raise PluginError(not_built("меню", found))
    for one in found:
        log.error(str(one))
    return without_faults(config.nav, pages) if found else config.nav


def _check_excluded(config: MkDocsConfig) -> None:
    """Refuses to exclude a page: lists and other pages would still link to it."""
    for one in config["kb"].library.documents:
        if config.exclude_docs and config.exclude_docs.match_file(one.src_uri):
            told = (
                f"страница {one.shown_as} пропала бы, а ссылки на неё нет; "
                "её прячет «visibility: internal»"
            )
            raise PluginError(config["kb_settings"].lines((("exclude_docs",), told)))


def _site_settings(config: MkDocsConfig) -> SiteSettings:
    extra = config.extra
    for name in ("review_months", "visibility"):  # an `!ENV` may be anything
        if told := wrong_value(name, extra[name]):
            raise PluginError(config["kb_settings"].lines((("extra", name), told)))
    return SiteSettings(
        owner=extra["brand"].get("owner", ""),
        address=config.site_url or "",
        review_months=extra["review_months"],
        report_later=serving,
        directories=config.use_directory_urls,
        only_locale=config.plugins["i18n"].config.build_only_locale or "",
        draws_formulas=config["kb_settings"].draws_formulas,
        visibility=Visibility(extra["visibility"]),
        for_editors=serving or extra["report"],
    )


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Runs before i18n: nothing may know of a hidden page."""
    for uri in config["kb"].hidden:
        if file := files.get_file_from_path(uri):
            files.remove(file)
    no_files = config["kb"].library.no_files  # only in a preview: a build has stopped
    for file in [one for one in files if _is_unpublishable(one, no_files)]:
        files.remove(file)
    return files


def _is_unpublishable(file: File, no_files: Collection[str]) -> bool:
    """Whether a file cannot be published; a page stays, to say why it cannot be built.

    A page whose name is not UTF-8 does not: it could have no address.
    """
    if printable(file.src_uri) != file.src_uri:
        return True
    if file.src_uri in no_files:
        return not file.is_documentation_page()
    return any(file.src_uri.startswith(f"{one}/") for one in no_files)


@event_priority(-100)  # after i18n has translated the titles
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Escapes the titles that the menu itself gives: the theme's own templates print them raw."""
    _escape_titles(nav.items)
    return nav


def _escape_titles(items: Iterable[StructureItem]) -> None:
    for one in items:
        if title := vars(one).get("title"):  # else it is a page's own: see `on_page_markdown`
            one.title = escape(title)
        _escape_titles(getattr(one, "children", None) or ())


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Rewrites front matter: MkDocs may fail to parse what we can, and would print it as text."""
    document: Document | None = config["edition"].library.at(page.file.src_uri)
    if document is None:  # MkDocs need not try to read what we could not
        return ""
    entry = document.entry
    names = {*steering_the_theme(type(entry))}
    # The theme does not need the words for the search, which are most of the front matter.
    left_out = {"search": {"words"}}
    steering = entry.model_dump(mode="json", include=names, exclude=left_out, exclude_defaults=True)
    return f"---\n{json.dumps(steering, ensure_ascii=False)}\n---\n\n{body(document)}"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    edition = Observed.of(config["edition"], config["answers"])
    context = PageContext(page.file.src_uri, edition)
    config.mdx_configs["kb.markdown"] = {**config.mdx_configs["kb.markdown"], "context": context}
    words = config["edition"].messages["page"]
    config.mdx_configs["toc"]["permalink_title"] = words["permalink"]
    config.mdx_configs.setdefault("footnotes", {})["BACKLINK_TITLE"] = words["backlink"]
    if context.document is None:  # only in a preview: a build has stopped at such a page
        return page_of_problems(page.file.src_uri, config["kb"].problems)
    # Escaped here: the theme's own templates print both as they are.
    page.meta["title"] = escape(context.document.entry.title)
    if summary := getattr(context.document.entry, "summary", None):
        page.meta["description"] = escape(summary)
    return markdown
