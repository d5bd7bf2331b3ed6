"""Warns where Markdown takes the underscores of a form's blanks for emphasis and drops them."""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from kb.content.problems import Problem
from kb.language.text.code import outside_code
from kb.language.text.conversion import convert
from kb.language.text.prose import Prose

_BEGINS_WELL = re.compile(r"\s*[\w«„“\"'(\[‹…&§№$€₽+−–—-]")
_INDENT = re.compile(r"^(?:[ \t>]|[-*+] )*", re.MULTILINE)
_NEUTRAL = "‗"
"""Looks like an underscore, but means nothing in Markdown."""


def blanks(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each paragraph that loses underscores: «__», ________ 20__ г."""
    lost = set(_emphasised(prose.root))
    if not lost:
        return
    for number, lines in _paragraphs(prose.source.body_lines):
        text = _INDENT.sub("", "\n".join(lines))
        if "__" not in text:
            continue
        typed = set(_emphasised(convert(text).root))
        with_asterisks = set(_emphasised(convert(text.replace("_", _NEUTRAL)).root))
        if lost & typed - with_asterisks:
            first = next(n for n, line in enumerate(lines) if "__" in line)
            yield prose.warning_in_line(
                number + first,
                lines[first].index("__") + 1,
                "подчёркивания бланка пропадут: Markdown примет их за выделение; "
                "поставьте «\\» перед каждым",
                "blanks",
            )


def _emphasised(root: Element) -> Iterator[str]:
    """Yields what is emphasised although it begins with a mark, which nobody would emphasise."""
    for element in root.iter():
        if element.tag in ("em", "strong"):
            text = "".join(element.itertext())
            if not _BEGINS_WELL.match(text):
                yield text


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yields the first line's number and the lines of each paragraph outside code."""
    for is_blank, group in groupby(outside_code(lines), key=lambda one: not one[1].strip()):
        if not is_blank:
            numbered = list(group)
            yield numbered[0][0], [line for _, line in numbered]
