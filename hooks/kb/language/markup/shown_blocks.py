"""Warns about lines that were meant as blocks, «/// checklist | C02», but are shown as text."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from kb.content.body.blocks import EMBEDDED, LISTS
from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.conversion import convert
from kb.language.text.prose import Prose
from kb.tree.runs import runs

_NAMES = EMBEDDED | LISTS
_LINE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<slashes>/{2,})[ \t]*(?P<name>[^\W\d_][\w-]*)(?![\w/.]|:\S)"
)
_BLOCK = re.compile(r"[ \t]*(?:\|.*)?")
"""What may follow a block's name."""

_OTHERS = frozenset(
    "admonition attention caption caution danger define details error figure-caption hint html note"
    " tab table-caption tip warning".split()
)
"""Blocks of pymdownx, which a company may have turned on; each must be closed."""

_CLOSING = re.compile(r"[ \t>]*/{3,}[ \t]*")
_SPACES = re.compile(r"\s+")


def shown_blocks(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each line that begins with slashes and makes no block.

    An address, «//host/path», and a line in the middle of a paragraph that begins with two
    slashes, as the name of a magazine may, are not blocks.
    """
    lines = prose.blanked_lines
    known = {one.line for one in prose.document.embeds}
    found = [
        (number, line)
        for number, text in enumerate(lines)
        if number not in known and (line := _LINE.match(text)) and _is_slip(lines, number, line)
    ]
    shown = _first_words(prose.source.body) if found else ()
    for number, line in found:
        if _squeezed(line[0].lstrip(" \t>")) in shown:
            column = line.start("slashes") + 1
            yield prose.warning_in_line(number, column, _told(line), "shown-blocks")


def _is_slip(lines: Sequence[str], number: int, line: re.Match[str]) -> bool:
    if len(line["slashes"]) == 2:
        return number == 0 or not lines[number - 1].strip(" \t>")
    if not _BLOCK.fullmatch(lines[number], line.end()) or line["name"] not in _OTHERS:
        return True
    return not any(map(_CLOSING.fullmatch, lines[number + 1 :]))


def _first_words(body: str) -> set[str]:
    """The beginning of each line of text on the page that begins with slashes."""
    converted = convert(body)
    texts = runs(converted.root, skip=lambda one: one.tag == "pre", raw_html=converted.raw_html)
    lines = (line.strip() for one in texts for line in one.text.split("\n"))
    return {_squeezed(match[0]) for line in lines if (match := _LINE.match(line))}


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text)


def _told(line: re.Match[str]) -> str:
    name, slashes = line["name"], line["slashes"]
    near = next(iter(get_close_matches(name.lower(), _NAMES, 1, 0.85)), "")
    if near:
        right = f"/// {near} | ID" if near in EMBEDDED else f"/// {near}"
        fault = "нужны три косые черты" if len(slashes) == 2 else "между именем и id нужна черта"
        return f"это не блок, а текст: {fault}; напишите «{right}»"
    told = f"это не блок, а текст: блока «{one_line(name)}» нет, имена блоков — латиницей: "
    return f"{told}«/// checklist | ID»; исправьте имя, а черты, если это не блок, уберите"
