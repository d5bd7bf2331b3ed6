"""Corrects what needs no thought in a page's file, and nothing else."""

import re
from collections.abc import Iterable
from typing import Any

from kb.content.front_matter import Location, parse
from kb.content.library import Document
from kb.content.normal_form import has_comments, order, without_empty, write
from kb.language.check import findings
from kb.language.findings import Mending
from kb.language.prose import Passage, convert, prepared, prose
from kb.language.words import Vocabulary

_BREAK = re.compile(r"(?<=\S) {2,}\Z")
_MENDED = str.maketrans({"ё": "е", "Ё": "Е", "–": "-", "—": "-", "−": "-", "’": "'"})


def mend(document: Document, text: str, vocabulary: Vocabulary) -> str:
    """Returns the text of a page's file, mended.

    Corrects letters and marks that can only be meant one way, removes trailing spaces and puts
    the front matter in its normal form. A body whose meaning would change is left as it is; so
    is front matter with comments, for they would be lost.
    """
    source = parse(text)
    if isinstance(source, list) or source.body != document.source.body:
        return text
    body = _mended_body(document, vocabulary)
    fences = text.split("\n", source.body_line - 1)[:-1]
    written = "\n".join(fences[1:-1])
    front = f"{written}\n"
    if not has_comments(source.front, written):
        data = without_empty(_mended_fields(document, vocabulary), type(document.entry))
        front = write(data, order(str(data["type"])))
    return f"---\n{front}---\n{body}"


def _mended_body(document: Document, vocabulary: Vocabulary) -> str:
    page = prose(document)
    body = _changed(document.source.body, _edits(page.body, document.locale, vocabulary))
    body = "\n".join(map(_without_trailing_spaces, body.split("\n"))).rstrip()
    body += "\n" if body else ""
    return body if _looks(body) == _looks(document.source.body) else document.source.body


def _without_trailing_spaces(line: str) -> str:
    """Two or more trailing spaces become two: they break the line."""
    return line.rstrip() + "  " * bool(_BREAK.search(line))


def _looks(body: str) -> str:
    """What a page looks like, apart from spaces and what may be mended."""
    html = convert(prepared(body)).html
    return re.sub(r"\s+", "", html).translate(_MENDED).replace("--", "-").replace("...", "…")


def _mended_fields(document: Document, vocabulary: Vocabulary) -> dict[str, Any]:
    data = document.source.front.data
    by_field: dict[Location, list[Passage]] = {}
    for passage in prose(document).passages:
        if passage.location:
            by_field.setdefault(passage.location, []).append(passage)
    for location, passages in by_field.items():
        value = passages[0].alignment.source
        mended = _changed(value, _edits(passages, document.locale, vocabulary))
        if mended != value:
            data = _replaced(data, location, value, mended)
    return data


def _replaced(data: Any, location: Location, value: str, mended: str) -> Any:
    """A copy of `data` in which the value at the location is the mended one."""
    if not location:
        return data.replace(value, mended) if isinstance(data, str) else data
    step, *rest = location
    copy = data.copy()
    copy[step] = _replaced(data[step], tuple(rest), value, mended)
    return copy


Edit = tuple[int, int, str]
"""The start and end of a stretch of a source, and the text to replace it."""


def _edits(passages: Iterable[Passage], locale: str, vocabulary: Vocabulary) -> list[Edit]:
    found = (
        _edit(passage, finding.mending)
        for passage in passages
        for finding in findings(passage, locale, vocabulary)
        if finding.mending
    )
    return [edit for edit in found if edit]


def _edit(passage: Passage, mending: Mending) -> Edit | None:
    """The edit to the source; None unless it is certain where the wrong text stands."""
    stretch = passage.alignment.around(passage.number, mending.start, mending.end)
    if stretch is None:
        return None
    start, end = stretch
    source = passage.alignment.source[start:end]
    if source.count(mending.wrong) != 1:
        return None
    start += source.index(mending.wrong)
    return start, start + len(mending.wrong), mending.right


def _changed(source: str, edits: Iterable[Edit]) -> str:
    for start, end, text in sorted(set(edits), reverse=True):
        source = source[:start] + text + source[end:]
    return source
