"""Fragments: templates that turn typed data into escaped, well-formed HTML."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString
from markupsafe import Markup

from kb.urls import remote, safe

Href = Callable[[str], str | None]
"""Turns a link's target as written into an address; None if it must not be a link."""

ALIGNED = "kb-align-"
"""The prefix of classes for aligned cells: deploy/nginx/security-headers.conf forbids the styles
that Markdown's tables have for `|---:|`."""

_BLOCKS = "empty indent code hashheader setextheader hr olist ulist quote".split()
"""Python-Markdown's block processors other than the paragraph's."""

_ENTITY = re.compile(r"&#?\w+;")

_NAMED = re.compile(r"&(?!(?:amp|apos|gt|lt|quot);)[a-zA-Z]\w*;")
"""Entities that XML does not have; Markdown writes mail addresses with them."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_SPACES = re.compile(r"[^\S\u00a0]+")
"""All but the no-break space, which typography has put there."""

_MARKED = re.compile(r"[^\w \u00a0,.;:?()«»„“”’'\"/%№§+=—–-]|_")
"""Characters that Markdown or HTML may read as more than plain text."""


def inline_html(text: str, href: Href = lambda _: None) -> Markup:
    """Returns the well-formed HTML of a one-line field: inline markup, no blocks.

    Its author is not trusted: there is no raw HTML, no attributes, and only safe addresses.
    """
    source = _SPACES.sub(" ", text).strip()
    if not _MARKED.search(source):
        return Markup(source)  # noqa: S704 (nothing to escape): what most fields hold
    html = _inline().convert(source, href)
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 (made safe)


def blocks_html(text: str, href: Href) -> Markup:
    """Returns the well-formed HTML of a field that may have lists, tables and quotations, too."""
    return Markup(_blocks().convert(text, href))  # noqa: S704 (made safe)


def unmarked(text: str) -> str:
    """Returns the text of a field's inline Markdown without the markup."""
    return "".join(element(f"<p>{inline_html(text)}</p>").itertext())


@cache
def _inline() -> "_SafeMarkdown":
    md = Markdown()
    for name in _BLOCKS:
        md.parser.blockprocessors.deregister(name)
    return _SafeMarkdown(md)


@cache
def _blocks() -> "_SafeMarkdown":
    options = {"tables": {"use_align_attribute": True}}
    return _SafeMarkdown(Markdown(extensions=["tables", "sane_lists"], extension_configs=options))


class _SafeMarkdown:
    """Markdown of an untrusted field: see `inline_html`."""

    def __init__(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.parser.blockprocessors.deregister("reference")
        self._md = md
        self._links = _SafeLinks(md)
        md.treeprocessors.register(self._links, "safe_links", 15)

    def convert(self, text: str, href: Href) -> str:
        """Returns well-formed HTML."""
        self._links.href = href
        html = self._md.reset().convert(_CONTROL.sub("", text))
        return _NAMED.sub(lambda entity: escape(unescape(entity[0])), html)


class _SafeLinks(Treeprocessor):
    href: Href

    def run(self, root: Element) -> None:
        for element in root.iter():
            if aligned := element.attrib.pop("align", None):
                element.set("class", ALIGNED + aligned)
            for name in ("href", "src"):
                if name in element.attrib:
                    # As a browser would read it: Markdown hides a mail address behind entities.
                    written = element.attrib[name].replace(AMP_SUBSTITUTE, "&")
                    written = _ENTITY.sub(lambda entity: unescape(entity[0]), written)
                    fits = safe(written) and (name == "href" or not remote(written))
                    target = self.href(written) if fits else None
                    if target is None:
                        del element.attrib[name]
                        element.tag = "span"
                        element.text = element.attrib.pop("alt", element.text)
                    else:
                        element.set(name, target)
        literal(root)


def literal(tree: Element) -> Element:
    """Returns the tree, changed so that Markdown prints what looks like an entity as text.

    Its serializer does not escape the `&` of an entity: a field's «&lt;» would come out as «<»,
    and `&#58;` in an address as a colon.
    """
    for element in tree.iter():
        for slot in ("text", "tail"):
            text = getattr(element, slot)
            is_code = slot == "text" and element.tag == "code" and isinstance(text, AtomicString)
            if text and not is_code:  # code is escaped already
                setattr(element, slot, _ENTITY.sub(_spelled, text))
        for name, value in element.attrib.items():
            element.set(name, _ENTITY.sub(_spelled, value))
    return tree


def _spelled(entity: re.Match[str]) -> str:
    return f"{AMP_SUBSTITUTE}amp;{entity[0][1:]}"


class _Environment(Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """Prefers a mapping's own keys: Jinja would take `t.sheet.clear` for the dict's method."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Fragments:
    """Our fragment templates, and those of a company that overrides some of them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Earlier folders win; each holds `fragments/<type>.html`."""
        self._loader = FileSystemLoader(folders)
        self._environment = _Environment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, **values: Any) -> str:
        """Returns `fragments/<name>.html` filled with `values`, all text escaped."""
        return self._environment.get_template(f"fragments/{name}.html").render(values)

    def load(self) -> None:
        """Compiles all fragments, so that worker processes forked later need not each do so."""
        for folder in self._loader.searchpath:
            for path in Path(folder, "fragments").rglob("*.html"):
                with suppress(TemplateError, ValueError, OSError):  # reported where it is used
                    self._environment.get_template(path.relative_to(folder).as_posix())

    def has(self, name: str) -> bool:
        """Whether `fragments/<name>.html` is in one of the folders."""
        # Not by list_templates: it walks all folders, and the theme's has thousands of icons.
        try:
            self._loader.get_source(self._environment, f"fragments/{name}.html")
        except TemplateNotFound:
            return False
        return True


def theme_files(folder: Path | str) -> Iterator[str]:
    """Yields the paths of the files below a theme's folder, except those in hidden folders.

    The theme keeps ten thousand icons in one.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inner = Path(place).relative_to(folder)
        yield from ((inner / name).as_posix() for name in names)


def element(html: str) -> Element:
    """Returns the outermost element of well-formed HTML.

    Raises `xml.etree.ElementTree.ParseError` when a fragment is not well-formed.
    """
    return ElementTree.fromstring(html.strip())  # noqa: S314 (our own, entities are escaped)
