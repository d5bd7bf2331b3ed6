"""Turns the notes of Obsidian and GitHub, «> [!note]», into ours, «!!! note»."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.language.mending.seen import bare_text_of_cells
from kb.language.mending.written import Written, apart, with_lines
from kb.language.text.boxes import NAMES
from kb.language.text.code import blanked
from kb.language.text.prose import Prose

_CALLOUT = re.compile(
    r">[ ]?\[!(?P<type>[A-Za-z]+)\](?P<fold>[+-]?)(?:[ ]+(?P<title>[^\"]*?))?[ ]*"
)
_MARK = re.compile(r"\[!\w+\][+-]?")

LOOKS: Mapping[str, str] = {
    "alert": "danger",
    "check": "success",
    "cite": "quote",
    "done": "success",
    "error": "danger",
    "fail": "failure",
    "faq": "question",
    "help": "question",
    "missing": "failure",
    "tldr": "abstract",
    "todo": "info",
}
"""Types of other programs, and which of ours looks like them."""

_OPENED = {"": "!!!", "+": "???+", "-": "???"}


def with_boxes(page: Prose) -> str:
    """Returns the body of a page with each note that is certainly one in our form.

    It begins at the margin or in another one, and has a type that we know. No text continues it.
    """
    body = page.source.body
    if "[!" not in body or _seen(body) != _seen(_boxed(body, "")):
        return body
    return _boxed(body, page.document.locale)


def _boxed(text: str, locale: str) -> str:
    """A text with its notes in our form; without a locale, their titles are as they are typed."""
    lines = text.split("\n")
    boxes: list[Written] = []
    for first, last, found in _callouts(lines, blanked(text).split("\n")):
        kind = found["type"].lower()
        inner = "\n".join(line[1:].removeprefix(" ") for line in lines[first + 1 : last])
        inside = ["", *_boxed(inner, locale).split("\n")] if inner else []
        usual = NAMES[kind] if locale == "ru" else kind.capitalize()
        title = found["title"] or (usual if locale else "")
        opening = f'{_OPENED[found["fold"]]} {LOOKS.get(kind, kind)} "{title}"'
        box = [opening, *(f"    {line}".rstrip() for line in inside)]
        boxes.append(apart(lines, first, last, box))
    return with_lines(lines, boxes)


def _seen(body: str) -> str:
    """The text of a page but for marks of notes, and of tables right below such a mark."""
    return _MARK.sub("", bare_text_of_cells(body))


def _callouts(
    lines: Sequence[str], prose: Sequence[str]
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yields the first line of each note, the line after its last one, and what is in the first."""
    for first, line in enumerate(lines):
        found = _CALLOUT.fullmatch(line)
        is_inside = first > 0 and lines[first - 1].startswith((">", " ", "\t"))
        if not found or found["type"].lower() not in NAMES or is_inside or "[!" not in prose[first]:
            continue
        last = first + 1
        while last < len(lines) and lines[last].startswith(">"):
            last += 1
        if last == len(lines) or not lines[last].strip() or lines[last].startswith("#"):
            yield first, last, found
