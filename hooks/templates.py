"""Lets MkDocs reuse the HTML that was rendered for a page before, if it would be the same.

`on_env` gives MkDocs templates that remember what they rendered for a page. `on_build_error` says
which line of a template cannot be rendered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, Environment, Template, TemplateError
from jinja2.bccache import Bucket
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from kb.cache.digests import digest, digest_of_text
from kb.cache.output import Deferred
from kb.cache.results import Result, Results
from kb.cache.store import Store, pack, unpack
from kb.content.problems import Problem, as_shown, not_built


class _Html(NamedTuple):
    """A page that is to be put into its template."""

    page: Page
    template: Template
    context: Callable[[], Mapping[str, Any]]
    """Costly, so it is made only if the template is rendered."""

    content: str | None = None
    """The page's text, in case the template is rendered after the page has dropped it."""


@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    config["navigation"] = nav
    return nav


@event_priority(-200)  # after all others have set it up; by now all texts are rendered
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    build = config["kb_build"]
    nav: Navigation = config["navigation"]
    documents = files.documentation_pages()
    pages = [file.page for file in documents if file.page]
    around = digest(
        [
            build.everywhere,
            [_item(one) for one in nav.items],
            nav.homepage.url if nav.homepage else "",
            [[file.src_uri, file.url, file.inclusion.name] for file in files],
        ]
    )

    def rest(job: _Html) -> Iterator[_Html]:
        for page in () if build.alone else pages[pages.index(job.page) + 1 :]:
            template = env.get_template(page.meta.get("template", "main.html"))
            yield _Html(page, template, partial(_context, page, documents, nav, config))

    html = Results(
        key=lambda job: digest([around, job.template.name, _page(job.page)]),
        make=_make,
        holds=config["answers"].hold,
        rest=rest,
        store=build.store,
        on_ready=build.progress.step,
    )
    if build.store:
        env.bytecode_cache = _Compiled(build.store, build.code)
    if not build.alone:  # no globals are added any more, and every include copies them all
        env.make_globals = lambda own: {**env.globals, **(own or {})}  # type: ignore[assignment, method-assign]
    return _Environment(env, html, whole=build.alone)


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Drops the text of a finished page: a thousand of them take 60 MB."""
    if not config["kb_build"].alone:
        page.content = page.markdown = ""  # with None, MkDocs would find no title


@event_priority(-200)  # after all others have ended what they do: it raises
def on_build_error(error: Exception) -> None:
    steps = list(extract_tb(error.__traceback__))
    if not isinstance(error, TemplateError):
        steps = steps[-1:]  # further down, a template has called what is wrong
    for step in reversed(steps):
        if step.filename.endswith(".html"):  # the engine's own line in place of the compiled code's
            shown = as_shown(Path(step.filename), Path.cwd())
            told = Problem(shown, step.lineno or 1, f"шаблон не работает: {error}")
            raise PluginError(not_built("шаблон", [told])) from error


class _Compiled(BytecodeCache):
    """Keeps compiled templates in the store, beside what they rendered."""

    def __init__(self, store: Store, code: str) -> None:
        self._store = store
        self._code = code

    def load_bytecode(self, bucket: Bucket) -> None:
        packed = self._store.get(self._name(bucket))
        if packed and (compiled := unpack(packed)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(self._name(bucket), pack(bucket.bytecode_to_string()))

    def _name(self, bucket: Bucket) -> str:
        return digest([self._code, bucket.key, bucket.checksum])


class _Environment(Environment):
    """Gives MkDocs the templates of pages; those they include come from the real environment."""

    def __init__(self, real: Environment, html: Results[_Html], *, whole: bool) -> None:
        """`whole`: render to text, since an unknown plugin may look into a page's HTML."""
        self._real = real
        self._html = html
        self._whole = whole

    def get_template(self, name: Any, *_: Any, **__: Any) -> Any:
        return _Template(self._real.get_template(name), self._html, self._whole)


class _Template(NamedTuple):
    """A template that remembers what it rendered for a page."""

    real: Template
    html: Results[_Html]
    whole: bool

    def render(self, context: Mapping[str, Any]) -> "str | _Rendered":
        page = context["page"]
        if page is None:  # 404, sitemap
            return self.real.render(context)
        job = _Html(page, self.real, lambda: context, page.content)
        page.active = False  # other pages may be rendered meanwhile
        found, text = self.html.with_text(job)
        page.active = True
        if self.whole or found["empty"]:
            return text()
        return _Rendered(found["digest"], lambda: text().encode("utf-8", "xmlcharrefreplace"))


class _Rendered(Deferred):
    """Offers what MkDocs needs of a page's HTML: whether it is empty, and its bytes.

    Most files of a site hold those bytes already, which are then not read from the cache.
    """

    def strip(self) -> bool:
        return True

    def encode(self, *_: str, **__: str) -> Deferred:
        return self


def _make(job: _Html) -> Result:
    page = job.page
    before = page.active, page.content
    page.active, page.content = True, job.content or page.content
    try:
        context = job.context()
        html = job.template.render(context)
    finally:
        page.active, page.content = before
    return {
        "digest": digest_of_text(html),
        "empty": not html.strip(),
        "reads": context["observed"].reads,
        "text": html,
    }


def _context(
    page: Page, documents: Sequence[File], nav: Navigation, config: MkDocsConfig
) -> Mapping[str, Any]:
    """Returns the context that MkDocs will give the page's template."""
    empty = get_context(nav, documents, config, page)
    full: Mapping[str, Any] = config.plugins.on_page_context(
        empty, page=page, config=config, nav=nav
    )
    return full


def _page(page: Page) -> list[Any]:
    """Returns all that a template may read of the page, and of its neighbours in the navigation."""
    file = page.file
    alternates: Mapping[str, File] = getattr(file, "alternates", {})
    return [
        file.src_uri,
        [page.url, page.abs_url, page.canonical_url, page.edit_url, page.is_homepage],
        [getattr(file, "locale", ""), getattr(file, "locale_alternate_of", "")],
        {locale: one.url for locale, one in alternates.items()},
        str(page.title),
        {key: _value(value) for key, value in page.meta.items()},
        digest_of_text(page.content or ""),
        [_link(one) for one in page.toc],
        [_item(one) for one in (page.previous_page, page.next_page) if one],
        [str(one.title) for one in page.ancestors],
    ]


def _item(item: StructureItem) -> list[Any]:
    """An item of the navigation with all below it."""
    meta = getattr(item, "meta", None) or {}
    shown = {key: _value(value) for key, value in meta.items() if key not in ("title", "hide")}
    children = [_item(one) for one in getattr(item, "children", None) or ()]
    return [str(item.title), getattr(item, "url", None), shown, children]


def _link(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_link(one) for one in link.children]]


def _value(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | None) else str(value)
