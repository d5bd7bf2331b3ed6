"""The small library of tests/library/, about a bakery, as the code under test sees it."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from lxml import etree
from markdown import Markdown

from kb.content.library import Document
from kb.content.model import TYPES, AnyEntry
from kb.content.problems import Location
from kb.edition import Edition, KnowledgeBase, SiteSettings
from kb.markdown import KnowledgeBaseExtension
from kb.page import PageContext
from kb.slugs import slugify
from tests.bases import THEME, base
from tests.sites import LIBRARY, ROOT


@cache
def bakery() -> KnowledgeBase:
    owner = {"ru": "Пекарь", "en": "The baker"}
    return base(LIBRARY, themes=[THEME], settings=SiteSettings(owner=owner))


def edition(locale: str = "ru") -> Edition:
    return bakery().edition(locale)


def document(key: str, locale: str = "ru") -> Document:
    found = edition(locale).find(key)
    assert found is not None
    return found


def page(source: str, of: Edition | None = None) -> PageContext:
    return PageContext(source, of or edition(source.partition("/")[0]))


def convert(context: PageContext, text: str | None = None, **options: Any) -> str:
    """Returns a page's HTML by Markdown with our extension and three stock ones, but no engine."""
    if text is None:
        assert context.document is not None
        text = context.document.source.body
    ours = KnowledgeBaseExtension(context=context, **options)
    return Markdown(extensions=["attr_list", "md_in_html", "tables", ours]).convert(text)


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, which names one Python function."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda *_: slugify)
_Loader.add_constructor("!ENV", lambda *_: None)


def configured() -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of mkdocs.yml and their options."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = yaml.load(text, Loader=_Loader)["markdown_extensions"]  # noqa: S506 (a safe one)
    several = [one for one in listed if isinstance(one, dict)]
    options = {name: dict(given) for one in several for name, given in one.items()}
    return [*(one for one in listed if isinstance(one, str)), *options], options


def tree(html: str) -> etree._Element:
    """Well-formed HTML as a tree; anything else is an error."""
    return etree.fromstring(f"<div>{html}</div>")


def words(html: str) -> str:
    """Returns the text that a reader sees, with single ordinary spaces between words."""
    return " ".join("".join(tree(html).itertext()).split())


def changed(entry: AnyEntry, at: Location, value: object) -> AnyEntry:
    """Returns the entry with another value at a location, validated as if an editor had written it.

    Raises `pydantic.ValidationError`.
    """
    data = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    return TYPES[entry.type].model_validate(_replaced(data, at, value))


def _replaced(data: Any, at: Location, value: object) -> Any:
    if not at:
        return value
    first, *rest = at
    if isinstance(data, Mapping):
        return {**data, first: _replaced(data[first], tuple(rest), value)}
    return [_replaced(one, tuple(rest), value) if n == first else one for n, one in enumerate(data)]


def with_entry(key: str, entry: AnyEntry, locale: str = "ru") -> Edition:
    """Returns the edition of the library with one entry replaced."""
    library = bakery().library
    documents = tuple(
        dataclasses.replace(one, entry=entry) if (one.key, one.locale) == (key, locale) else one
        for one in library.documents
    )
    changed_library = dataclasses.replace(library, documents=documents)
    return dataclasses.replace(bakery(), library=changed_library, _editions={}).edition(locale)
