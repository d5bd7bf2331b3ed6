"""Turns items of lists from Word and messengers into Markdown: «• раз», «1) раз».

Word's own bullets are pasted as round signs, the circle and square of deeper levels as letters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kb.language.mending.halves import harmless
from kb.language.mending.seen import bare_words
from kb.language.text.bullets import BULLETS, LOOK, OF_APP, marker
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose
from kb.tree.runs import OPAQUE

_BULLET = re.compile(
    rf"(?P<before>[ \t>]*)(?P<sign>[{BULLETS}—–]{LOOK}|-(?=\t)|о(?=\t)|[o§](?=\t|[ ]{{2,8}}))"
    r"\s+(?=\S)"
)
_OF_MAIL = re.compile(rf"[ \t>]*[{BULLETS}o§]{LOOK}(?:\t|[ ]{{2}})")
"""Items of Word's lists, which are paragraphs in a mail of Outlook."""
_OF_LIST = re.compile(r"[ \t>]*[—–](?:\t|.*[;,][ ]*\Z)")
"""A line with a dash that is not dialogue: a tab follows the dash, or a comma or «;» ends it."""
_BARE = re.compile(r"[ \t>]*[—–][ \u00a0]+[«\"]?[А-ЯЁA-Z0-9][^?!]*[\w)]")
"""Another one, if its neighbours are like it: nothing ends it, «– Паспорт»."""
_NUMBER = re.compile(r"(?P<before>[ \t>]*)(?P<sign>[0-9]{1,2})\)\s+(?=\S)")
_HOLDS = re.compile(
    r"[ \t>]*(?:(?:[-*+]|[0-9]+[.)])[ \t]|!!!|\?\?\?|===|\[\^[^\]\n]+\]:|:[ ]{2,3})| {2,}|\t"
)
"""The line above a list that is in an item, a box, a tab, a note or a definition."""
_WIKI = re.compile(r"(?P<before>)(?P<sign>\*{1,5}|#[#*]{0,4})[ ]+(?=\S)")
"""Items of Jira, Confluence and MediaWiki: as many signs as levels, «#» for a number."""

_FIRST_LETTER = re.compile(r"[ \t>]*[^\W\d_]")
_LEVEL = 4

_Run = list[tuple[int, re.Match[str]]]
"""Lines that begin with the sign of an item, by their numbers from 0."""


class _Item(NamedTuple):
    line: int
    """Counted from 0 in the body."""

    written: str


class _List(NamedTuple):
    items: Sequence[_Item]
    margin: str | None
    """What stands in the empty lines around it; None if it needs none."""


def with_items_marked(page: Prose) -> str:
    """Returns the body of a page with the marks of Markdown before the items of lists.

    Bulleted items are on adjacent lines, or wrapped, or from Outlook; numbered ones may have text
    between them.
    """
    source = page.source
    typed = source.body_lines
    lines = [_text(line, of_page) for line, of_page in zip(typed, page.text_lines, strict=True)]
    lists = [*_of_app(lines), *_of_wiki(lines), *_bulleted(lines, typed), *_numbered(lines, typed)]
    if not lists:
        return source.body
    words, codes = _words(source.body)

    def is_harmless(some: Sequence[_List]) -> bool:
        found, boxes = _words(_marked(typed, some))
        return found == words and boxes <= codes

    return _marked(typed, harmless(lists, is_harmless))


def _text(typed: str, of_page: str) -> str:
    """A line as it is typed; empty if it is code or raw HTML."""
    return "" if not of_page.strip() or of_page.lstrip(" \t>").startswith(OPAQUE) else typed


def _words(body: str) -> tuple[str, int]:
    html = convert_body(body).html
    return bare_words(html), html.count("<pre")


def _runs(lines: Sequence[str], sign: re.Pattern[str]) -> Iterator[_Run]:
    """Yields the lines that begin with a sign, those of one list together; some may be wrapped."""
    run: _Run = []
    for at, line in enumerate([*lines, ""]):
        if found := sign.match(line):
            run.append((at, found))
        elif run and not _is_wrapped(line):
            yield run
            run = []


def _is_wrapped(line: str) -> bool:
    start = _FIRST_LETTER.match(line)
    return start is not None and start[0][-1].islower()


def _of_app(lines: Sequence[str]) -> Iterator[_List]:
    for run in _runs(lines, OF_APP):
        outer = min(len(sign["before"]) for _, sign in run)
        items = [
            _Item(at, f"{' ' * _LEVEL * (len(sign['before']) - outer)}{marker(sign)} {_rest(sign)}")
            for at, sign in run
        ]
        yield _List(items, "")


def _of_wiki(lines: Sequence[str]) -> Iterator[_List]:
    for run in _runs(lines, _WIKI):
        signs = [sign["sign"] for _, sign in run]
        levels = [*map(len, signs)]
        is_bold = any(_rest(sign).count("**") % 2 for _, sign in run)
        is_deeper = levels[0] == 1 < max(levels) < len(levels)  # not notes: «* раз⏎** два»
        # A title may have two lines, but no page has three headings of the first level in a row.
        is_numbered = len(run) > 2 and (signs[:2] == ["#", "#"] or signs.count("#") > 2)
        if (
            (is_numbered or (is_deeper and "#" not in signs))
            and not is_bold
            and all(one - above < 2 for above, one in pairwise(levels))
        ):
            items = [
                _Item(at, f"{' ' * _LEVEL * (len(one) - 1)}{_marker(one)} {_rest(sign)}")
                for (at, sign), one in zip(run, signs, strict=True)
            ]
            yield _List(items, "")


def _marker(sign: str) -> str:
    return "1." if sign.endswith("#") else "-"


def _rest(sign: re.Match[str]) -> str:
    return sign.string[sign.end() :]


def _joined(runs: Iterable[_Run], typed: Sequence[str]) -> Iterator[_Run]:
    """Yields the runs, those together that Outlook has parted by empty lines."""
    joined: _Run = []
    for run in runs:
        if joined:
            above = joined[-1]
            has_text = any(line.strip(" \t>") for line in typed[above[0] + 1 : run[0][0]])
            if has_text or not all(_OF_MAIL.match(one.string) for _, one in [above, *run]):
                yield joined
                joined = []
        joined += run
    if joined:
        yield joined


def _bulleted(lines: Sequence[str], typed: Sequence[str]) -> Iterator[_List]:
    for run in _joined(_runs(lines, _BULLET), typed):
        is_of_app = any(OF_APP.match(sign.string) for _, sign in run)
        is_list = _are_items(lines, run) or _are_bare(lines, run)
        if is_of_app or len(run) < 2 or not is_list:
            continue
        outer = _outer(lines, run[0][0], run[0][1]["before"])
        levels: list[tuple[str, int]] = []
        items: list[_Item] = []
        for at, sign in run:
            level = (sign["sign"], len(sign["before"].expandtabs(_LEVEL)))
            levels = levels[: levels.index(level) + 1] if level in levels else [*levels, level]
            items.append(_Item(at, f"{outer}{' ' * _LEVEL * (len(levels) - 1)}- {_rest(sign)}"))
        is_apart = outer.strip(" >") == "" and not outer.endswith(" " * _LEVEL)
        yield _List(items, outer.rstrip() if is_apart else None)


def _are_items(lines: Sequence[str], run: _Run) -> bool:
    """Whether all but the last are items; one that is wrapped ends with «;»."""
    return all(
        sign["sign"] not in "—–"
        or _OF_LIST.match(sign.string)
        or (end > at + 1 and lines[end - 1].rstrip().endswith(";"))
        for (at, sign), (end, _) in pairwise(run)
    )


def _are_bare(lines: Sequence[str], run: _Run) -> bool:
    """Whether nothing ends the lines, none is wrapped, and no sentence is above them."""
    first, last = run[0][0], run[-1][0]
    above = lines[first - 1].strip(" >") if first else ""
    is_apart = not above or above.endswith(":")
    texts = [sign.string.rstrip() for _, sign in run]
    texts[-1] = texts[-1].rstrip(".")
    return is_apart and last - first < len(run) and all(map(_BARE.fullmatch, texts))


def _numbered(lines: Sequence[str], typed: Sequence[str]) -> Iterator[_List]:
    """What else is to be done to these lists is done to all with numbers.

    Below an empty line, a list goes on with its next item or with a text inside the last one, which
    would be code. If all items are apart and hold nothing, they read as typed.
    """
    found: list[_Item] = []
    outer, is_list, is_apart = "", False, False
    for at, text in enumerate([*typed, "", "."]):
        if not text.strip(" >"):
            is_apart = True
            continue
        sign = _NUMBER.match(lines[at]) if at < len(lines) else None
        is_next = sign and int(sign["sign"]) == len(found) + 1
        is_inside = is_apart and text.startswith("   ") and bool(found)
        if (sign or (is_apart and not is_inside)) and not is_next:
            if len(found) > 1 and is_list:
                yield _List(found, None)
            found, is_list = [], False
        is_list = is_list or is_inside or bool(found and sign and not is_apart)
        is_apart = False
        if sign and int(sign["sign"]) == len(found) + 1:
            outer = outer if found else _outer(lines, at, sign["before"])
            found = [*found, _Item(at, f"{outer}{sign['sign']}. {_rest(sign)}")]


def _outer(lines: Sequence[str], first: int, before: str) -> str:
    """Returns what precedes a list: nothing or the mark of a quotation, unless it is in an item."""
    above = next((line for line in reversed(lines[:first]) if line.strip(" >")), "")
    is_nested = _HOLDS.match(above) is not None
    return before if is_nested else before.rstrip(" \t") + " " * (">" in before)


def _marked(lines: Sequence[str], lists: Sequence[_List]) -> str:
    written = [[line] for line in lines]
    for items, margin in lists:
        for at, line in items:
            written[at] = [line]
        if margin is None:
            continue
        first, last = items[0].line, items[-1].line
        if first and lines[first - 1].strip(" >"):
            written[first].insert(0, margin)
        is_wrapped = last - first >= len(items)  # so the text below may be of the last item
        if last + 1 < len(lines) and lines[last + 1].strip(" >") and not is_wrapped:
            written[last].append(margin)
    return "\n".join(line for one in written for line in one)
