"""Turns the notes of Docusaurus, VuePress, Quarto, Diplodoc and GitBook into ours, «!!! note».

Two lines enclose them: «:::note» and «:::», «{% note info %}» and «{% endnote %}».
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.language.mending.callouts import LOOKS
from kb.language.mending.seen import bare_text
from kb.language.mending.written import apart, with_lines
from kb.language.text.boxes import NAMES
from kb.language.text.code import blanked
from kb.language.text.prose import Prose
from kb.tree.runs import OPAQUE

_TITLE = r'"(?P<title>[^"]*)"'
_FORMS = tuple(
    (re.compile(rf"{opening}[ ]*"), closing)
    for opening, closing in (
        (
            r"(?P<mark>:{3,})[ ]?(?P<type>[A-Za-z]+)"
            r"(?:\[(?P<bracketed>[^\[\]\"]*)\]|[ ]+(?P<title>[^\"{}\[\]]*?))?",
            "",
        ),
        (
            r"(?P<mark>:{3,})[ ]?\{\.?(?:callout-)?(?P<type>[A-Za-z]+)"
            rf"(?:[ ]+(?:title={_TITLE}|[\w-]+=[\w\"]+))*[ ]*\}}",
            "",
        ),
        (rf"\{{%[ ]*note[ ]+(?P<type>\w+)(?:[ ]+{_TITLE})?[ ]*%\}}", "endnote"),
        (rf"\{{%[ ]*(?P<type>cut)[ ]+{_TITLE}[ ]*%\}}", "endcut"),
        (r"\{%[ ]*hint[ ]+style=\"(?P<type>\w+)\"[ ]*%\}", "endhint"),
    )
)
_HEADING = re.compile(r"#{1,6}[ ]+([^\"]*?)[ #]*")
"""Quarto takes a heading at the beginning of a note for its title."""

_FOLDED = frozenset({"cut", "details"})


class _Box(NamedTuple):
    first: int
    last: int
    """The line that closes it."""

    opening: str
    title: str
    named: Mapping[str, str]
    """The title of a box without one, by language."""


def with_fenced_boxes(page: Prose) -> str:
    """Returns the body of a page with each note that is certainly one in our form.

    It begins and ends at the margin, and has a type that we have too.
    """
    body = page.source.body
    while (better := _with_one(body, page.document.locale)) != body:
        body = better
    return body


def _with_one(body: str, locale: str) -> str:
    """The body with its last note, which contains no other, in our form."""
    if ":::" not in body and "{%" not in body:
        return body
    lines = body.split("\n")
    for box in reversed(_boxes(blanked(body).split("\n"), lines)):
        typed = text = lines[box.first + 1 : box.last]
        title = box.title
        heading = _HEADING.fullmatch(text[0]) if text and not title else None
        if heading and "{.callout-" in lines[box.first]:
            title, text = heading[1], text[1:]
        inside = [f"    {line}" if line.strip() else "" for line in text]
        if not inside or inside[0]:
            inside.insert(0, "")
        unnamed = [f'{box.opening} "{title}"', *inside]
        if bare_text("\n".join(unnamed)) == bare_text("\n".join([box.title, "", *typed])):
            title = title or box.named.get(locale, box.named["en"])
            written = [f'{box.opening} "{title}"', *inside]
            return with_lines(lines, [apart(lines, box.first, box.last + 1, written)])
    return body


def _boxes(lines: Sequence[str], typed: Sequence[str]) -> list[_Box]:
    found: list[_Box] = []
    for first, line in enumerate(typed):
        if not lines[first].strip(OPAQUE):
            continue
        for form, end in _FORMS:
            opening = form.fullmatch(line)
            if not opening:
                continue
            parts = opening.groupdict()
            theirs = opening["type"].lower()
            kind = LOOKS.get(theirs, theirs)
            closing = rf"\{{%[ ]*{end}[ ]*%\}}" if end else parts["mark"]
            last = _line(lines, first + 1, re.compile(rf"{closing}[ ]*"))
            if last is None or kind not in {*NAMES, *_FOLDED}:
                continue
            title = (parts.get("title") or parts.get("bracketed") or "").strip()
            named = {"ru": "Подробнее", "en": "Details"}
            start = "??? note"
            if kind in NAMES:
                named = {"ru": NAMES[kind], "en": kind.capitalize()}
                start = f"!!! {kind}"
            found.append(_Box(first, last, start, title, named))
    return found


def _line(lines: Sequence[str], start: int, wanted: re.Pattern[str]) -> int | None:
    return next((at for at in range(start, len(lines)) if wanted.fullmatch(lines[at])), None)
