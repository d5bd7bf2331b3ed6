"""Corrects what needs no thought in a page's file, and nothing else."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kb.content.alike import alike
from kb.content.library import Document
from kb.content.normal_form import has_comments, tidied, write_front
from kb.content.problems import Location
from kb.content.yaml.front_matter import SourceText, file_text, parse
from kb.language.check import findings
from kb.language.dictionary.words import Vocabulary
from kb.language.mending.edits import Edit, changed, edit_of
from kb.language.mending.halves import harmless
from kb.language.mending.quotes import edits_of_quotes
from kb.language.text.code import outside_code
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Passage, Prose, prose

_BREAK = re.compile(r"(?<=\S) {2,}\Z")
_CODE_OR_TAG = re.compile(r"(<(?:pre|code)\b(?s:.)*?</(?:pre|code)>|<!--(?s:.)*?-->|<[^>]*>)")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_PASSES = 5
"""One correction may make another certain; chains longer than this are not expected."""


def mend(document: Document, vocabulary: Vocabulary) -> Document:
    """Returns a page with the text of its file corrected.

    Corrects letters and marks that can only be meant one way, removes trailing spaces and puts the
    front matter into its normal form. Whatever would change anything else, such as code or an
    address, is left as it is; so is front matter with comments, which would be lost.
    """
    for _ in range(_PASSES):
        mended = _mended(document, vocabulary)
        if mended == document.source.text:
            break
        source = parse(mended)
        assert isinstance(source, SourceText)  # noqa: S101 (it was written from valid fields)
        entry = type(document.entry).model_validate(source.front.data)
        document = replace(document, entry=entry, source=source)
    return document


def _mended(document: Document, vocabulary: Vocabulary) -> str:
    page, source = prose(document), document.source
    body = _mended_body(page, vocabulary)
    front = source.front.text
    if not has_comments(source.front):
        front = write_front(tidied(_mended_fields(page, vocabulary), type(document.entry)))
    return file_text(front, body)


def _mended_body(page: Prose, vocabulary: Vocabulary) -> str:
    body, locale = page.source.body, page.document.locale
    looks = _looks(body, locale)
    edits = _edits(page.body, locale, vocabulary)
    mended = changed(body, edits)
    if _looks(mended, locale) != looks:
        edits = harmless(edits, lambda some: _looks(changed(body, some), locale) == looks)
        mended = changed(body, edits)
    lines = mended.split("\n")
    for number, line in outside_code(lines):
        lines[number] = _without_trailing_spaces(line)
    tidy = "\n".join(lines).rstrip()
    tidy += "\n" if tidy else ""
    return next(one for one in (tidy, mended, body) if _looks(one, locale) == looks)


def _without_trailing_spaces(line: str) -> str:
    """Two or more trailing spaces become two: they break the line."""
    return line.rstrip() + "  " * bool(_BREAK.search(line))


@lru_cache(maxsize=4)  # most bodies need no correction, and are looked at three times
def _looks(body: str, locale: str) -> str:
    """What a page looks like, apart from spaces in its text and what may be corrected there."""
    html = convert_body(body).html
    parts = _CODE_OR_TAG.split(html)
    parts[::2] = ("".join(alike(part, locale).split()) for part in parts[::2])
    return "".join(_TRAILING.sub("", part) for part in parts)


def _mended_fields(page: Prose, vocabulary: Vocabulary) -> dict[str, Any]:
    data, locale = page.source.front.data, page.document.locale
    by_field: dict[Location, list[Passage]] = {}
    for passage in page.passages:
        if passage.location:
            by_field.setdefault(passage.location, []).append(passage)
    for location, passages in by_field.items():
        value = passages[0].alignment.source
        edits = [*_edits(passages, locale, vocabulary), *edits_of_quotes(passages, locale)]
        mended = changed(value, edits)
        if mended != value:
            data = _replaced(data, location, value, mended)
    return data


def _replaced(data: Any, location: Location, value: str, mended: str) -> Any:
    """A copy of `data` with the corrected value at the location."""
    if not location:
        return data.replace(value, mended) if isinstance(data, str) else data
    step, *rest = location
    copy = data.copy()
    copy[step] = _replaced(data[step], tuple(rest), value, mended)
    return copy


def _edits(passages: Iterable[Passage], locale: str, vocabulary: Vocabulary) -> list[Edit]:
    found = (
        edit_of(passage, finding.mending)
        for passage in passages
        for finding in findings(passage, locale, vocabulary)
        if finding.mending
    )
    return [edit for edit in found if edit]
