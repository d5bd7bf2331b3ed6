"""Turns items of lists from Word and messengers into Markdown: «• раз», «1) раз».

Word's own bullets are pasted as round signs, the circle and square of deeper levels as letters.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.language.mending.halves import harmless
from kb.language.text.bullets import BULLETS
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose
from kb.language.text.text_lines import text_lines
from kb.tree.runs import OPAQUE

_BULLET = re.compile(
    rf"(?P<before>[ \t>]*)(?P<sign>[{BULLETS}—–]|-(?=\t)|[oо§](?=\t|[ ]{{2,8}}))\s+(?=\S)"
)
_OF_LIST = re.compile(r"[ \t>]*[—–](?:\t|.*[;,][ ]*\Z)")
"""A line with a dash that is not dialogue: a tab follows the dash, or a comma or «;» ends it."""
_NUMBER = re.compile(r"(?P<before>[ \t>]*)(?P<sign>[0-9]{1,2})\)\s+(?=\S)")
_MARKER = re.compile(
    rf"^\s*(?:[{BULLETS}*+—–-]|[oо§](?=\s)|[0-9]{{1,2}}[.)])\s+(?:\[[ xX]\]\s+)?", re.MULTILINE
)
_IN_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]+\.)[ \t]| {2,}|\t")
_TAG = re.compile(r"<[^>]*>")
_LEVEL = 4


class _Item(NamedTuple):
    line: int
    """Counted from 0 in the body."""

    sign: re.Match[str]


def with_items_marked(page: Prose) -> str:
    """Returns the body of a page with the marks of Markdown before the items of lists.

    Bulleted items are on adjacent lines; numbered ones may have text between them.
    """
    source = page.document.source
    lists = [*_lists(text_lines(page), source.body_lines)]
    if not lists:
        return source.body
    words = _words(source.body)
    kept = harmless(lists, lambda some: _words(_marked(source.body_lines, some)) == words)
    return _marked(source.body_lines, kept)


def _words(body: str) -> tuple[str, int]:
    html = convert_body(body).html
    return "".join(_MARKER.sub("", _TAG.sub("", html)).split()), html.count("<pre")


def _lists(lines: Sequence[str], typed: Sequence[str]) -> Iterator[list[_Item]]:
    bulleted: list[_Item] = []
    numbered: list[_Item] = []
    for at, line in enumerate([*lines, ""]):
        is_text = line.strip() != "" and not line.lstrip(" \t>").startswith(OPAQUE)
        text = typed[at] if is_text else ""
        bullet, number = _BULLET.match(text), _NUMBER.match(text)
        if bullet:
            bulleted.append(_Item(at, bullet))
        elif bulleted:
            if len(bulleted) > 1 and all(_is_item(one.sign) for one in bulleted[:-1]):
                yield bulleted
            bulleted = []
        is_next = number and int(number["sign"]) == len(numbered) + 1
        if not text.strip(" >") or (number and not is_next):
            if len(numbered) > 1:
                yield numbered
            numbered = []
        if number and int(number["sign"]) == len(numbered) + 1:
            numbered.append(_Item(at, number))


def _is_item(sign: re.Match[str]) -> bool:
    return sign["sign"] not in "—–" or bool(_OF_LIST.match(sign.string))


def _marked(lines: Sequence[str], lists: Sequence[Sequence[_Item]]) -> str:
    written = [[line] for line in lines]
    for items in lists:
        first, last = items[0].line, items[-1].line
        outer = _outer(lines, first, items[0].sign["before"])
        is_apart = outer.strip(" >") == "" and not outer.endswith(" " * _LEVEL)
        levels: list[tuple[str, int]] = []
        for at, sign in items:
            text = lines[at][sign.end() :]
            if sign["sign"].isdigit():
                written[at] = [f"{outer}{sign['sign']}. {text}"]
                is_apart = False  # another step does the rest for all numbered lists
                continue
            level = (sign["sign"], len(sign["before"].expandtabs(_LEVEL)))
            levels = levels[: levels.index(level) + 1] if level in levels else [*levels, level]
            written[at] = [f"{outer}{' ' * (_LEVEL * (len(levels) - 1))}- {text}"]
        if is_apart and first and lines[first - 1].strip(" >"):
            written[first].insert(0, outer.rstrip())
        if is_apart and last + 1 < len(lines) and lines[last + 1].strip(" >"):
            written[last].append(outer.rstrip())
    return "\n".join(line for one in written for line in one)


def _outer(lines: Sequence[str], first: int, before: str) -> str:
    """Returns what precedes a list: nothing or the mark of a quotation, unless it is in an item."""
    above = next((line for line in reversed(lines[:first]) if line.strip(" >")), "")
    is_nested = _IN_ITEM.match(above) is not None
    return before if is_nested else before.rstrip(" \t") + " " * (">" in before)
