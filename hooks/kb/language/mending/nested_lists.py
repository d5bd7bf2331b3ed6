"""Gives nested items the four spaces that make them nested here.

Elsewhere two are enough, or three below a number. Here such items become siblings of the one above,
and a whole list loses its levels.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markdown.util import nearing_recursion_limit

from kb.language.mending.halves import harmless
from kb.language.mending.seen import bare_words
from kb.language.text.code import in_fences
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose

_ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|[0-9]{1,9}\.)(?P<gap> {1,4})(?=\S)")
_LEADING = re.compile(r"[ \t]*\t")
_FENCE = re.compile(r" *(?P<mark>`{3,}(?!.*`)|~{3,})")
_CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
_QUOTE = "&gt;"
"""The mark of a quotation that only the spaces make one."""

_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?)[ ]")
_BOX_MARGIN = "    "
_QUOTED = re.compile(r" *>")

_LEVEL = 4
_NESTED = 2
"""How much further than the item above a nested item is indented."""


def with_items_nested(page: Prose) -> str:
    """Returns the body of a page with each list's levels as they are typed, also in a quotation.

    A list is left as it is if more than levels would change: words, code, or fewer items. A line of
    the text above may become an item.
    """
    body = page.source.body
    blocks = [*_blocks(body.split("\n"))]
    changes = [(at, moved) for at, one in enumerate(blocks) if (moved := _nested(one)) != one]

    def nested(some: Sequence[tuple[int, list[str]]]) -> str:
        moved = dict(some)
        return "\n".join(line for at, one in enumerate(blocks) for line in moved.get(at, one))

    if not changes:
        return body
    typed = _look(body)
    return nested(harmless(changes, lambda some: _keeps(typed, _look(nested(some)))))


def _nested(block: list[str]) -> list[str]:
    """The lines of a list or another text with all levels, also in quotations and boxes."""
    lines = block
    if block and _ITEM.match(block[0]):
        typed = [
            line if is_code else _LEADING.sub(_spaces, line) for line, is_code in _marked(block)
        ]
        lines = _moved(typed) or block
    nested: list[str] = []
    for before, part in groupby(zip(_margins(lines), lines, strict=True), key=itemgetter(0)):
        typed = [line for _, line in part]
        if before and not nearing_recursion_limit():  # of «> > > > …», as Markdown itself
            margin = before.rstrip(" ")  # of a quotation, with the sign
            inner = [
                line.removeprefix(before if line.startswith(before) else margin) for line in typed
            ]
            moved = [line for one in _blocks(inner) for line in _nested(one)]
            if moved != inner:
                typed = [f"{before}{line}" if line else margin for line in moved]
        nested += typed
    return nested


def _spaces(tabs: re.Match[str]) -> str:
    return tabs[0].expandtabs(_LEVEL)


def _margins(lines: Sequence[str]) -> Iterator[str]:
    """Yields what precedes each line if it is in a quotation or a box; else an empty string."""
    is_box = False
    for line, is_code in _marked(lines):
        if is_box and (line.startswith(_BOX_MARGIN) or not line.strip()):
            yield _BOX_MARGIN
            continue
        is_box = not is_code and _BOX.match(line) is not None
        quote = None if is_code else _QUOTED.match(line)
        yield f"{quote[0]} " if quote else ""


class _Look(NamedTuple):
    """What matters in the HTML of a page."""

    words: str
    code: Counter[str]
    items: int


def _look(body: str) -> _Look:
    html = convert_body(body).html
    return _Look(
        bare_words(html).replace(_QUOTE, ""), Counter(_CODE.findall(html)), html.count("<li")
    )


def _keeps(typed: _Look, moved: _Look) -> bool:
    # Items too far from the margin to be items may have been code.
    is_same = moved.words == typed.words and not moved.code - typed.code
    return is_same and typed.items <= moved.items


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yields the lines in runs: a list with all that is in it, or what is between lists."""
    block: list[str] = []
    is_list = was_code = False
    for number, (line, is_code) in enumerate(_marked(lines)):
        is_item = not is_code and _ITEM.match(line) is not None
        is_outside = not is_code and not is_item and not line[:1].isspace() and line != ""
        is_new = number == 0 or was_code or not lines[number - 1].strip()
        is_new = is_new or lines[number - 1][0] == "#" or _FENCE.match(line) is not None
        if (is_list and is_outside and is_new) or (
            not is_list and is_item and is_new and line[0] != " "
        ):
            yield block
            block, is_list = [], not is_list
        block.append(line)
        was_code = is_code
    yield block


def _marked(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yields each line, and whether it is code or its closing fence; the opening fence is not.

    Fences in quotations do not count: their lines are looked at again, without the margin.
    """
    for line, (is_code, _) in zip(lines, in_fences(lines, _FENCE), strict=True):
        yield line, is_code


@dataclass(frozen=True, slots=True)
class _Item:
    indent: int
    text: int
    """Where its text begins."""


def _moved(block: Sequence[str]) -> list[str] | None:
    """The lines of a list with four spaces a level; None if it has its levels already.

    None too if its indented text may be code, or would be moved to the left, or code is not closed.
    """
    open_items: list[_Item] = []
    moved: list[str] = []
    shift, is_lost = 0, False
    # What is added is code if code before it is not closed.
    for number, (line, is_code) in enumerate(_marked([*block, ""])):
        indent = len(line) - len(line.lstrip(" "))
        item = None if is_code else _ITEM.match(line)
        if not line.strip():
            moved.append(line)
            continue
        if item:
            while open_items and indent < open_items[-1].indent + _NESTED:
                open_items.pop()
            shift = _LEVEL * len(open_items) - indent
            is_lost = is_lost or (indent > 1 and shift != 0)
            open_items.append(_Item(indent, item.end()))
        elif not is_code and line[0] != ">":
            above = block[number - 1].strip()
            is_quoted = line.lstrip().startswith(">") and above[:1] not in ("", ">")
            if not above or is_quoted or (indent and _FENCE.match(line)):  # a block of its own
                while open_items and indent < min(open_items[-1].text, open_items[-1].indent + 4):
                    open_items.pop()
                if not open_items or indent >= open_items[-1].text + _LEVEL:
                    return None
                is_lost = is_lost or is_quoted or 1 < indent < _LEVEL * len(open_items)
                moved += [""] * is_quoted  # as far from the margin, it would be text
            shift = _LEVEL * len(open_items) - indent
        if -shift > indent:
            return None
        moved.append(" " * shift + line if shift > 0 else line[-shift:])
    return moved[:-1] if is_lost and not is_code else None
