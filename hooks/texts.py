"""Lets MkDocs reuse the text that was rendered for a page before, if it would be the same.

A page's `render` is replaced before MkDocs calls it; whatever `render` leaves in the page, MkDocs
then handles as always.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc

from kb.cache.digests import digest, digest_of_text
from kb.cache.results import Result, Results
from kb.edition import Usage
from kb.edition.observed import Observed
from kb.markdown import Converter
from kb.page import PageContext


class _Text(NamedTuple):
    """A page whose Markdown is to be converted, as all other hooks have left it."""

    page: Page
    context: PageContext
    observed: Observed
    """The context's edition."""

    config: MkDocsConfig
    files: Files


@event_priority(-200)  # after i18n: the language's pages are known, and none is rendered yet
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    build = config["kb_build"]
    _observe(files, config)
    pages = [file.page for file in files.documentation_pages() if file.page]
    build.progress.expect(2 * len(pages))

    def rest(job: _Text) -> Iterator[_Text]:
        config["edition"].fragments.load()
        for page in () if build.alone else pages[pages.index(job.page) + 1 :]:
            config.plugins.on_pre_page(page, config=config, files=files)
            page.read_source(config)
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=files
            )
            yield _text(page, config, files)

    texts = Results(
        key=lambda job: digest(
            [build.everywhere, _place(job.page.file), digest_of_text(job.page.markdown or "")]
        ),
        make=_make,
        holds=config["answers"].hold,
        rest=rest,
        store=build.store,
        on_ready=build.progress.step,
    )
    config["texts"] = texts
    config["converter"] = cache(lambda: None if build.alone else _converter(config))
    return nav


def _converter(config: MkDocsConfig) -> Converter | None:
    """Returns one converter for this language's pages, if no extension carries anything over."""
    extensions, options = config.markdown_extensions, config.mdx_configs
    return Converter(extensions, options) if Converter.fits(extensions, options) else None


def _observe(files: Files, config: MkDocsConfig) -> None:
    """Records the files that a page's links look up as questions that the page has asked."""
    find = files.get_file_from_path
    known: dict[str, File] = {}

    def place(_: object, path: str) -> list[str] | None:
        file = find(path)
        return _place(file) if file else None

    def noted(path: str) -> File | None:
        if config.get("observed"):
            config["observed"].note("file", path)
        if path not in known and (file := find(path)):
            known[path] = file
        return known.get(path)

    config["answers"].also("file", place)
    files.get_file_from_path = noted  # type: ignore[method-assign]


def _place(file: File) -> list[str]:
    return [file.src_uri, file.url, file.inclusion.name]


@event_priority(-200)  # after all others: the text as it is now gets converted
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    def render(config: MkDocsConfig, files: Files) -> None:
        texts: Results[_Text] = config["texts"]
        found, content = texts.with_text(_text(page, config, files))
        page.content = content()
        _show(found, page, config, files)

    page.render = render  # type: ignore[method-assign]
    return markdown


def _text(page: Page, config: MkDocsConfig, files: Files) -> _Text:
    context = config.mdx_configs["kb.markdown"]["context"]
    return _Text(page, context, context.edition, config, files)


def _make(job: _Text) -> Result:
    page, config, observed = job.page, job.config, job.observed
    ours = config.mdx_configs["kb.markdown"]
    config.mdx_configs["kb.markdown"] = {**ours, "context": job.context}
    config["observed"] = observed
    try:
        with _caught() as told:
            _render(job)
    finally:
        config["observed"], config.mdx_configs["kb.markdown"] = None, ours
    made: Result = {
        "text": page.content,
        "toc": [_token(one) for one in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": [[to.src_uri, places] for to, places in (page.links_to_anchors or {}).items()],
        "told": told,
        "usage": {
            term: [[place.heading, place.anchor] for place in places]
            for term, places in observed.usage.items()
        },
        "linked": observed.linked,
        "reads": observed.reads,
    }
    page.content = None  # a process that makes many pages
    observed.found.clear()  # is to keep nothing of them
    return made


def _render(job: _Text) -> None:
    """Does what `Page.render` does, but makes no Markdown instance for each page."""
    page, config = job.page, job.config
    converter: Converter | None = config["converter"]()
    if converter is None:
        Page.render(page, config, job.files)
        return
    md = converter.turned_to(job.context)
    raw_html, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
    anchors = _ExtractAnchorsTreeprocessor(page.file, job.files, config)
    links = _RelativePathTreeprocessor(page.file, job.files, config)
    for part in (raw_html, anchors, links, title):
        part._register(md)
    page.content = md.convert(page.markdown or "")
    page.toc = get_toc(getattr(md, "toc_tokens", []))
    page._title_from_render = title.title
    page.present_anchor_ids = anchors.present_anchor_ids | raw_html.present_anchor_ids
    page.links_to_anchors = links.links_to_anchors


def _show(text: Result, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Puts into the page, the edition and the log whatever else rendering would leave there."""
    page.toc = get_toc(text["toc"])
    page._title_from_render = text["title"]
    page.present_anchor_ids = set(text["anchors"])
    page.links_to_anchors = {files.src_uris[uri]: places for uri, places in text["links"]}
    for name, level, message in text["told"]:
        logging.getLogger(name).log(level, "%s", message)
    edition = config["edition"]
    edition.linked.update(text["linked"])
    document = edition.at(page.file.src_uri)
    if document and document.locale != edition.locale:
        # It replaces a translation, and pages it links to may be translated, anchors too.
        page.links_to_anchors = {}
    for term, places in text["usage"].items():
        met = edition.usage.setdefault(term, {})
        met.update({Usage(document, heading, anchor): None for heading, anchor in places})


def _token(link: AnchorLink) -> Any:
    children = [_token(one) for one in link.children]
    return {"level": link.level, "id": link.id, "name": link.title, "children": children}


@contextmanager
def _caught() -> Iterator[list[list[Any]]]:
    """Keeps what the engine logs, from INFO up: it is logged each time the text is used."""
    told: list[list[Any]] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append([record.name, record.levelno, record.getMessage()])

    logger = logging.getLogger("mkdocs")
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    logger.handlers, logger.propagate = [Catch()], False
    logger.setLevel(logging.INFO)
    try:
        yield told
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
