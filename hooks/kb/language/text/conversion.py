"""Converts the Markdown of a page as readers see it, but without our own additions."""

import re
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.content.body.dialect import reader

_BLOCK = re.compile(r"^([ \t>]*)/{3,}[ \t]*(?:[\w-]+[ \t]*(?:\|.*)?)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Converted:
    """The tree as Markdown has finished it, and the HTML made from it."""

    root: Element
    raw_html: tuple[str | Element, ...]
    html: str


class _Capture(Treeprocessor):
    """Keeps the tree once all other processors are done."""

    root: Element

    def run(self, root: Element) -> None:
        self.root = root


@cache
def _markdown() -> tuple[Markdown, _Capture]:
    md = reader()
    capture = _Capture(md)
    md.treeprocessors.register(capture, "kb-language", -10)
    return md, capture


def convert(source: str) -> Converted:
    """Converts Markdown with the project's extensions, but without any of our own."""
    md, capture = _markdown()
    capture.root = Element("div")
    html = md.reset().convert(source)
    return Converted(capture.root, tuple(md.htmlStash.rawHtmlBlocks), html)


def convert_body(body: str) -> Converted:
    """Converts the body of a page, which may contain blocks."""
    return convert(prepared(body))


def prepared(body: str) -> str:
    """Returns a body with the `///` lines of blocks blanked, ours or another extension's."""
    return _BLOCK.sub(r"\1", body) if "///" in body else body
