"""Warns about notes, spoilers and tabs (`!!!`, `???`, `===`) without a text, a name or a style."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from xml.etree.ElementTree import Element

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.boxes import NAMES
from kb.language.text.prose import Prose

_BOX = re.compile(
    r"""
    [ \t>]*
    (?: (?P<mark> !!! | \?\?\?\+? ) [ ]?
        (?: (?P<type> [\w-]+ ) (?P<more> (?: [ ]+ [\w-]+ )* ) )? [ ]* (?P<title> ".*" )?
      | ===[!+]* [ ]+ ".*" )
    [ ]*
    """,
    re.VERBOSE,
)
_MEANT = re.compile(
    rf"""
    [ \t>]*
    (?P<mark> (?: !!! | \?\?\?\+? ) [ ]? (?: (?:{"|".join(NAMES)}) \b )? | ===[!+]* )
    [ ]* (?P<rest> .+ )
    """,
    re.VERBOSE,
)
_QUOTE = re.compile(r"[«„“”‘’'\"]")
_SPACES = re.compile(r"\s+")
_ALIKE = 0.8
"""How similar a misspelt type must be."""

_CODE = 4
"""How many spaces make a text part of the box above, or code if there is no box."""

Boxes = Sequence[tuple[int, re.Match[str]]]
"""The lines that begin boxes, counted from 0 in the body."""


def empty_boxes(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each box without a text, and for each that is shown as text itself."""
    boxes = [(at, box) for at, line in enumerate(prose.text_lines) if (box := _BOX.fullmatch(line))]
    yield from _shown_as_text(prose)
    yield from _of_no_type(prose, boxes)
    empty = sum(map(_is_empty, prose.root.iter()))
    told_of = [*islice((at for at, _ in boxes if _has_lost(prose.blanked_lines, at)), empty)]
    for number in told_of:
        told = "внутри пусто: текст ниже остался снаружи; сдвиньте его на четыре пробела"
        yield _problem(prose, number, told)
    yield from _without_name(prose, [one for one in boxes if one[0] not in told_of])


def _of_no_type(prose: Prose, boxes: Boxes) -> Iterator[Problem]:
    """Boxes of a misspelt type, which get no colour or icon; a site may have types of its own."""
    for number, box in boxes:
        kind = (box["type"] or "").lower()
        if not kind or kind in NAMES:
            continue
        alike = get_close_matches(kind, NAMES, 1, _ALIKE)
        if alike or not kind.isascii():
            meant = f"может быть, «{alike[0]}»?" if alike else "есть note, tip, warning, example"
            yield _problem(prose, number, f"вида врезки «{one_line(kind)}» нет; {meant}")


def _without_name(prose: Prose, boxes: Boxes) -> Iterator[Problem]:
    """Boxes named after their type: their own name is lost, or the page is not in English."""
    names = Counter(filter(None, map(_name, prose.root.iter())))
    for number, box in boxes:
        shown = (box["type"] or "").capitalize()
        if box["title"] or not names[shown]:
            continue
        names[shown] -= 1
        lost = box["more"].strip()
        if not lost.isascii() or lost[:1].isupper():
            told = f"на странице вместо названия «{one_line(lost)}» встанет «{one_line(shown)}»"
            yield _problem(prose, number, f"{told}; возьмите его в прямые кавычки")
        elif prose.document.locale != "en" and shown.isascii():
            told = f"у врезки нет названия, и на странице встанет «{one_line(shown)}»; допишите"
            yield _problem(prose, number, f'{told} своё: "Название", а без него — ""')


def _name(element: Element) -> str:
    """The title of a box; empty for any other element."""
    text = (element.text or "").strip()
    is_name = element.tag == "summary" or element.get("class") == "admonition-title"
    return text if is_name else ""


def _is_empty(element: Element) -> bool:
    classes = (element.get("class") or "").split()
    if element.tag == "details":
        return [one.tag for one in element] == ["summary"]
    if "admonition" in classes:
        return [one.get("class") for one in element] == ["admonition-title"]
    return "tabbed-content" in classes and not len(element)


def _has_lost(lines: Sequence[str], number: int) -> bool:
    """Whether the text below a box was meant to be in it.

    A box may be a title alone, if an empty line separates it from a text that is not indented.
    """
    box = _BOX.fullmatch(lines[number])
    below = next((one for one in range(number + 1, len(lines)) if lines[one].strip(" \t>")), 0)
    if not box or not below or lines[below].lstrip(" \t>").startswith("<"):
        return False
    shift = _indent(lines[below]) - _indent(lines[number])
    if shift >= _CODE:
        return False
    is_title_only = box["mark"] == "!!!" and box["title"]
    return shift > 0 or below == number + 1 or not is_title_only


def _shown_as_text(prose: Prose) -> Iterator[Problem]:
    """Boxes whose titles have the wrong quotation marks, or none."""
    lines = prose.blanked_lines
    shown: set[str] | None = None
    for number, line in enumerate(lines):
        box = _MEANT.fullmatch(line)
        if not box or _BOX.fullmatch(line) or not _is_meant(box, lines, number):
            continue
        if shown is None:
            texts = (one.text for one in prose.body)
            shown = {_SPACES.sub("", line) for text in texts for line in text.split("\n")}
        if _SPACES.sub("", line.lstrip(" \t>")) in shown:
            told = f"это не врезка, а текст: после «{box['mark'].strip()}» название пишут"
            told += ' в прямых кавычках: "Название"'
            yield _problem(prose, number, told)


def _is_meant(box: re.Match[str], lines: Sequence[str], number: int) -> bool:
    has_type = box["mark"].rstrip()[-1].isalpha()
    is_quoted = bool(_QUOTE.match(box["rest"]))
    below = next((one for one in lines[number + 1 :] if one.strip(" \t>")), "")
    has_text = _indent(below) - _indent(lines[number]) >= _CODE
    return (has_type and (is_quoted or has_text)) or (is_quoted and has_text)


def _indent(line: str) -> int:
    """How far a text is indented, from the margin or from the last mark of a quotation."""
    line = line.expandtabs(_CODE).rpartition(">")[2] if line.lstrip().startswith(">") else line
    line = line.expandtabs(_CODE)
    return len(line) - len(line.lstrip(" "))


def _problem(prose: Prose, number: int, told: str) -> Problem:
    line = prose.source.body_lines[number]
    column = len(line) - len(line.lstrip(" \t>")) + 1
    return prose.warning_in_line(number, column, told, "empty-boxes")
