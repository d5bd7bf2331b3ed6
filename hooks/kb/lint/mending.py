"""Mends the files of pages, step by step: notes, tables, lines, words, lists, anchors, markup."""

from collections.abc import Callable
from dataclasses import replace

from kb.content.library import Document
from kb.content.problems import Fault
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import parse
from kb.edition import KnowledgeBase
from kb.language import (
    Prose,
    mend,
    prose,
    vocabularies,
    with_boxes,
    with_fenced_boxes,
    with_items_nested,
    with_lines_broken,
    with_tables_ruled,
)
from kb.lint.links import Links
from kb.lint.rumdl import Rumdl
from kb.system.replaced_files import replace_file


class Mender:
    """Corrects what needs no thought in the files of pages."""

    def __init__(self, kb: KnowledgeBase, rumdl: Rumdl | None) -> None:
        """Without `rumdl` the last step is left out."""
        self._folder = kb.shown_from
        self._words, _ = vocabularies(kb.roots, kb.library, shown_from=kb.shown_from)
        self._links = Links(kb)
        self._rumdl = rumdl

    def mend(self, document: Document) -> str:
        """Mends a page's file; returns what was done, in Russian, or an empty string.

        Raises `OSError` if the file cannot be written; it stays whole.
        """
        path = self._folder / document.shown_as
        raw = path.read_bytes()
        text = decode(raw)
        if isinstance(text, Fault):
            return ""
        better = self._mended(document, text).encode()
        if better != raw:
            replace_file(path, better)
        told = "исправлено" if better != raw else ""
        return (self._rumdl.mend(path) if self._rumdl else "") or told

    def _mended(self, document: Document, text: str) -> str:
        formed = _with_body(document, text, "[!", with_boxes)
        formed = _with_body(document, formed, "\n", with_fenced_boxes)
        formed = _with_body(document, formed, "\t", with_tables_ruled)
        formed = _with_body(document, formed, "\n", with_lines_broken)
        source = parse(formed)
        if formed != text and not isinstance(source, list):
            document = replace(document, source=source)
        text = mend(document, formed, self._words[document.locale])
        text = _with_body(document, text, "\n  ", with_items_nested)
        return _with_body(document, text, "#", self._links.mended)


def _with_body(document: Document, text: str, sign: str, change: Callable[[Prose], str]) -> str:
    """The text of a page's file with another body, which `change` makes of its prose.

    A body without `sign` needs no change.
    """
    source = parse(text)
    if isinstance(source, list) or sign not in source.body or not text.endswith(source.body):
        return text
    return text.removesuffix(source.body) + change(prose(replace(document, source=source)))
