"""Turns the notes of Obsidian and GitHub, «> [!note]», into ours, «!!! note»."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.language.mending.part_lists import bare_text
from kb.language.text.code import blanked
from kb.language.text.prose import Prose

_CALLOUT = re.compile(
    r">[ ]?\[!(?P<type>[A-Za-z]+)\](?P<fold>[+-]?)(?:[ ]+(?P<title>[^\"]*?))?[ ]*"
)
_MARK = re.compile(r"\[!\w+\][+-]?")

NAMES: Mapping[str, str] = {
    "abstract": "Коротко",
    "attention": "Внимание",
    "caution": "Осторожно",
    "danger": "Осторожно",
    "example": "Пример",
    "hint": "Подсказка",
    "important": "Важно",
    "info": "К сведению",
    "note": "Примечание",
    "question": "Вопрос",
    "quote": "Цитата",
    "success": "Готово",
    "summary": "Коротко",
    "tip": "Совет",
    "warning": "Внимание",
}
"""Types of notes, and the Russian titles that other programs give those without one."""

_OPENED = {"": "!!!", "+": "???+", "-": "???"}


def with_boxes(page: Prose) -> str:
    """Returns the body of a page with each note that is certainly one in our form.

    It begins at the margin, has a type that we have too, and ends with an empty line.
    """
    body = page.document.source.body
    if "[!" not in body:
        return body
    lines = page.document.source.body_lines
    typed, named = [*lines], [*lines]
    for first, last in reversed([*_callouts(blanked(body).split("\n"))]):
        found = _CALLOUT.fullmatch(lines[first])
        if found is None:
            continue
        kind = found["type"].lower()
        text = [line[1:].removeprefix(" ") for line in lines[first + 1 : last]]
        inside = ["", *(f"    {line}".rstrip() for line in text)] if text else []
        opening = f"{_OPENED[found['fold']]} {kind}"
        title = found["title"] or ""
        name = title or (NAMES[kind] if page.document.locale == "ru" else kind.capitalize())
        typed[first:last] = [f'{opening} "{title}"', *inside]
        named[first:last] = [f'{opening} "{name}"', *inside]
    same = bare_text("\n".join(typed)) == _MARK.sub("", bare_text(body))
    return "\n".join(named) if same else body


def _callouts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the first line of each note, and the line after its last one."""
    for first, line in enumerate(lines):
        found = _CALLOUT.fullmatch(line)
        if not found or found["type"].lower() not in NAMES or (first and lines[first - 1].strip()):
            continue
        last = first + 1
        while last < len(lines) and lines[last].startswith(">"):
            last += 1
        if last == len(lines) or not lines[last].strip():
            yield first, last
