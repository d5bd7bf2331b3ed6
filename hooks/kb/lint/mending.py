"""Corrects pages' files, step by step: notes, tables, lines, words, lists, anchors, markup."""

from collections.abc import Callable
from dataclasses import replace

from kb.content.library import Document
from kb.content.problems import Fault
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import parse
from kb.edition import KnowledgeBase
from kb.language import FORMING, Prose, mend, prose, vocabularies
from kb.lint.links import Links
from kb.lint.rumdl import Rumdl
from kb.system.replaced_files import replace_file

_PASSES = 4
"""One correction may make another certain; chains longer than this are not expected."""


class Mender:
    """Makes automatic corrections in the files of pages."""

    def __init__(self, kb: KnowledgeBase, rumdl: Rumdl | None) -> None:
        """Without `rumdl` the last step is left out."""
        self._folder = kb.shown_from
        self._words, _ = vocabularies(kb.roots, kb.library, shown_from=kb.shown_from)
        self._links = Links(kb)
        self._rumdl = rumdl

    def mend(self, document: Document) -> str:
        """Corrects a page's file; returns what was done, in Russian, or an empty string.

        Raises `OSError` if the file cannot be written; it stays whole.
        """
        path = self._folder / document.shown_as
        typed = path.read_bytes()
        raw, looks_as_meant = typed, True
        for _ in range(_PASSES):
            text = decode(raw)
            if isinstance(text, Fault):
                break
            before, raw = raw, self._mended(document, text).encode()
            if self._rumdl:
                raw, looks_same = self._rumdl.mended(path, raw)
                looks_as_meant = looks_as_meant and looks_same
            if raw == before:
                break
        if raw == typed:
            return ""
        replace_file(path, raw)
        told = "" if looks_as_meant else ", и вид страницы изменился; посмотрите на неё"
        return f"исправлено{told}"

    def _mended(self, document: Document, text: str) -> str:
        source = parse(text)
        if isinstance(source, list):
            return text
        page = prose(replace(document, source=source))
        for change in FORMING:
            page = _changed(page, change)
        mended = mend(page.document, self._words[document.locale])
        if mended is not page.document:
            page = prose(mended)
        return _changed(page, self._links.mended).document.source.text


def _changed(page: Prose, change: Callable[[Prose], str]) -> Prose:
    """The page with the body that `change` makes of it; reading a page anew takes long."""
    source = page.source
    body = change(page)
    if body == source.body:
        return page
    return prose(replace(page.document, source=replace(source, body=body)))
