"""Finds lines that were meant to be separate, but that Markdown joins into one text.

Word, Notion and Obsidian show every line end; Markdown turns it into a space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.language.text.bullets import BULLETS
from kb.language.text.code import outside_code
from kb.language.text.prose import Prose
from kb.language.text.table_rows import TABLE_RULE
from kb.tree.runs import OPAQUE

_BEFORE = r"[ \t>]*"
_ITEM = r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+(?:\[[ xX]\][ ]+)?)"
LABEL = r"(?P<bold>\*\*|__)(?=[^\s*_])[^*\n]{1,80}?(?:[:.?!](?P=bold)|(?P=bold)[ ]?(?::|[—–-][ ]))"
"""How a line with a label begins: «**Срок:** день», «**Срок** — день», «**Шаг 1.** Звонок»."""

_TALK = r"(?:[QAВО]|Question|Answer|Вопрос|Ответ)(?:[ ]?[0-9]{1,2})?:[ ]+(?=\S)"

_CLAUSE = r"(?:\*\*)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?[ \t]+(?=[«“\"(*]*[^\W\d_])"
_COUNT = r"[0-9]{1,2}[ ][—–-][ ]+(?=[«“\"(*]*[^\W\d_])"
_FIELD = r"[А-ЯЁA-Z][^\s:.!?]{0,30}(?:[ ][^\s:.!?]{1,30}){0,2}:(?:[ ]+\S.{0,80})?[ ]*\Z"

_PICTURE = (
    f"(?![{BULLETS}])(?:["
    "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "|[0-9#*]\ufe0f?\u20e3)\ufe0f?"
)
"""An arrow, a tick, a cross, an emoji: «✅ Сдали», «1️⃣ Звонок»."""

_SOURCE = r"\[(?:[0-9]{1,3}|[ xX])\][ ]+(?=\S)"
"""A number in a list of sources, or a box to tick without the sign of an item before it."""

_CONTACT = (
    r"(?i:тел(?:ефон)?|моб|факс|e-?mail|почта|сайт|адрес|р/с|к/с|бик|инн|кпп|огрн|tel|phone|fax)"
    r"\.?:[ ]+(?=\S)"
)
"""How to reach somebody, or the details of a company: «тел.: …»."""

_NAMED = r"\[[^\[\]^\n]{1,40}\]:[ ]+(?=\S)"
"""Who says it: «[Иван]: Да»."""

_SAID = (
    r"(?:[А-ЯЁA-Z]\w{0,20}[.:][ ])?[—–][ \u00a0]+"
    r"(?=[«“\"(*_]*[А-ЯЁA-Z0-9№…].*[.!?…»”\")][*_]*[ ]*\Z)"
)
"""How a line of dialogue begins: «— Добрый день!», «Клиент: — Да.»; a list's line has no end."""

_SPEAKER = r"(?P<slant>[*_])(?=[^\s*_])[^*_\n]{1,40}:(?P=slant)[ ]+(?=\S)"
_STEP = r"[А-ЯЁA-Z][а-яёa-z]{2,15}[ ][0-9]{1,2}[.:][ ]+(?=[«“\"(*]*[А-ЯЁA-Z])"
"""How other lines begin: «*Клиент:* Да», «Шаг 1. Поздоровайтесь»."""

_KINDS = tuple(
    re.compile(rf"{_BEFORE}(?P<item>{_ITEM})?(?P<sign>{sign})")
    for sign in (
        LABEL,
        _CLAUSE,
        _COUNT,
        _PICTURE,
        _SOURCE,
        _TALK,
        _CONTACT,
        _NAMED,
        _SAID,
        _SPEAKER,
        _STEP,
    )
)
_LABELLED = re.compile(rf"{_BEFORE}{_ITEM}?{LABEL}")
_LETTERED = re.compile(
    rf"{_BEFORE}(?P<item>{_ITEM})?(?P<sign>(?P<letter>[^\W\d_])[.)])[ ]+(?!\w\.)"
)
_LETTERS = ("аб", "ab")
"""How lettered lines begin; initials, «А. С. Пушкин», may be in any order."""

_CAPITAL = rf"(?:[«“\"(*_]|\[(?=[^\[\]\n]+\](?![(\[{OPAQUE}])))*[А-ЯЁA-Z0-9№_]"
"""How a line begins anew: also with a blank to fill in, «[Имя]», which is no link."""
_BEGINS_ANEW = re.compile(rf"{_BEFORE}{_CAPITAL}")
_NUMBER = re.compile(rf"{_BEFORE}[0-9]")
_PART_OF = re.compile(rf"{_BEFORE}([0-9]{{1,2}})\.[ ][^\n]*\n{_BEFORE}\1\.1\.?[ \t]+[^\W\d_]")
"""The first clause of an item: «2. Сроки», below it «2.1. День»."""

_BOLD = re.compile(rf"{_BEFORE}{_ITEM}?\*\*(?={_CAPITAL})[^*\n]{{1,60}}\*\*[:.]?[ ]*")
"""A line that is bold as a whole, as people make headings; a longer one may be a wrapped text."""

_ENDS = re.compile(r"[.!?:…»“”\")][*_]*[ ]*\Z")
_SHORT = re.compile(
    rf"{_BEFORE}{_ITEM}?(?={_CAPITAL})(?:[^\n]{{1,39}}[^\s.,;:!?…(—–-]|[^\n,]{{1,20}},)[ ]*"
)
"""Too short a line to be broken at a fixed width: «Директор», «С уважением,»."""

_CAPITALS = re.compile(rf"{_BEFORE}{_ITEM}?[А-ЯЁ][А-ЯЁ ]{{2,40}}:[ ]*")
"""How minutes and orders begin a part: «РЕШИЛИ:», «ПРИКАЗЫВАЮ:»."""

_LEADERS = re.compile(r"[^\s.][ ]?(?:\.[ ]?){5,}+(?:(?:от|до)[ ])?[0-9][^\n]{0,20}\Z")
"""Dots that lead to a price or a page: «Стрижка.....1500 р.»."""

_GOES_ON = re.compile(
    r"\b(?:[авикосу]|во|на|по|за|из|от|до|не|для|или|при|ООО|[ОЗП]?АО|ИП"
    r"|an?|the|of|to|in|or|is|on|and|for|with)"
    r"[*_]*[ ]*\Z",
    re.IGNORECASE,
)
_LONGEST = 60
"""The most characters of a line below a short one; a longer line is ordinary text."""

_SHOWN = 3
"""How many words of a line are shown if no sign begins it."""

_IN_A_ROW = re.compile(rf"{_BEFORE}(?P<sign>{_FIELD})")
_WHEN = re.compile(
    rf"{_BEFORE}\[?[0-9]{{1,2}}(?::[0-9]{{2}}|\.[0-9]{{2}}(?:\.[0-9]{{2,4}})?)(?![0-9.])"
)
"""A time or a date, as in a timetable or a chat."""
_ROWS = 3
"""How many such lines must make up a paragraph, «Анна: да⏎Пётр: нет⏎…», or else end sentences."""

_ONLY_CODE = re.compile(rf"{_BEFORE}(?P<code>`[^`]{{1,200}}`)[.,;]?")
_BEGINS_ITEM = re.compile(rf"{_BEFORE}{_ITEM}")
_BOUNDARY = re.compile(
    rf"{_BEFORE}(?:{_ITEM}|[#|<]|[=-]+[ ]*\Z|(?:[*_-][ ]*){{3,}}\Z|:[ ]|{OPAQUE}*[ ]*\Z)"
)
_UNDERLINE = re.compile(rf"{_BEFORE}(?:=+|-+)[ ]*\Z")
_BREAKS = ("  ", "\\", "<br>", "<br/>", "<br />")


@dataclass(frozen=True, slots=True)
class Joined:
    """A line that continues the text above it, but was meant to be a new one."""

    line: int
    """Counted from 0 in the body."""

    signs: tuple[str, str]
    """The evidence: the beginnings of the line above with the same form, and of this one."""


def joined_lines(page: Prose) -> Iterator[Joined]:
    """Yields the lines, once each, in their order.

    They begin with a label, a clause's number or letter, a picture, a dash of dialogue or a
    field's name, or are next to a line in bold, or below a short one.
    """
    lines = page.text_lines
    typed = page.source.body_lines
    found = {one.line: one for one in _found(typed, lines)}
    yield from (found[line] for line in sorted(found))


def _found(typed: Sequence[str], lines: Sequence[str]) -> Iterator[Joined]:
    """Yields the lines; if there are several reasons for one, the last counts."""
    yield from _of_code(typed, lines)
    for first, end in _paragraphs(lines):
        if end < len(lines) and _UNDERLINE.match(lines[end]):
            continue  # a heading
        if any(TABLE_RULE.fullmatch(line) for line in lines[first:end]):
            continue  # a table without pipes at the ends of its rows
        yield from _of_line_ends(typed, lines[first:end], first)
        for kind in _KINDS:
            found = [(at, sign) for at in range(first, end) if (sign := kind.match(lines[at]))]
            found = [(at, sign) for at, sign in found if at == first or not sign["item"]]
            yield from _of_row(found, typed, first)
        row = [(at, sign) for at in range(first, end) if (sign := _IN_A_ROW.match(lines[at]))]
        is_row = len(row) >= _ROWS or all(_ENDS.search(line) for line in lines[first : end - 1])
        if len(row) == end - first and is_row:
            yield from _of(row, typed)
        yield from _of_times(typed, lines[first:end], first)
    yield from _of_letters(typed, lines)


def _of_letters(typed: Sequence[str], lines: Sequence[str]) -> Iterator[Joined]:
    """Yields lettered lines, also those with numbered items between them."""
    for first, end in _paragraphs(lines, with_items=True):
        found = [(at, sign) for at in range(first, end) if (sign := _LETTERED.match(lines[at]))]
        if "".join(sign["letter"] for _, sign in found).lower().startswith(_LETTERS):
            items = [at for at, sign in found if sign["item"]]
            yield from (one for one in _of_row(found, typed, first) if one.line not in items)


def _of_line_ends(typed: Sequence[str], lines: Sequence[str], first: int) -> Iterator[Joined]:
    """Yields the lines of a paragraph that follow one its writer ended on purpose."""
    for at, (above, line) in enumerate(pairwise(lines), first + 1):
        if _is_apart(above, line) and not typed[at - 1].endswith(_BREAKS):
            yield Joined(at, (_first_words(typed[at - 1]), _first_words(typed[at])))


def _is_apart(above: str, line: str) -> bool:
    is_item = _BEGINS_ITEM.match(line) or line.count("*") % 2
    if is_item or "\t" in line:
        return False
    if _LEADERS.search(above) or _PART_OF.match(f"{above}\n{line}"):
        return True
    if not _BEGINS_ANEW.match(line):
        return False
    if _BOLD.fullmatch(above) or _CAPITALS.fullmatch(above) or _CAPITALS.fullmatch(line):
        return True
    if _CAPITALS.match(line) and not _GOES_ON.search(above):
        return bool(_ENDS.search(above) or _CAPITALS.match(above))
    if _BOLD.fullmatch(line):
        return bool(_ENDS.search(above) or _LABELLED.match(above))
    if not _SHORT.fullmatch(above) or _GOES_ON.search(above) or _NUMBER.match(line):
        return False  # «Смотрите пункт⏎2.3. Там», «в декабре⏎12 мая» may be one text
    return len(line.strip()) <= _LONGEST


def _of_times(typed: Sequence[str], lines: Sequence[str], first: int) -> Iterator[Joined]:
    """Yields the lines of a paragraph that each begin with a time, or are a heading of such."""
    timed = [_WHEN.match(line) is not None for line in lines]
    others = (line for line, is_timed in zip(lines, timed, strict=True) if not is_timed)
    if sum(timed) < 2 or not all(map(_is_heading, others)):
        return
    if any(_GOES_ON.search(line) or line.rstrip().endswith(",") for line in lines[:-1]):
        return  # they are only wrapped
    for at in range(first + 1, first + len(lines)):
        if not typed[at - 1].endswith(_BREAKS):
            yield Joined(at, (_first_words(typed[at - 1]), _first_words(typed[at])))


def _is_heading(line: str) -> bool:
    return line.rstrip(" *_").endswith(":") or _SHORT.fullmatch(line) is not None


def _first_words(line: str) -> str:
    return " ".join(line.strip(" \t>").replace("*", "").split()[:_SHOWN])


def _of_code(typed: Sequence[str], lines: Sequence[str]) -> Iterator[Joined]:
    """Yields lines of nothing but code: commands to type one by one."""
    outside = {number for number, _ in outside_code(typed)}
    for (_, above), (at, line) in pairwise(enumerate(typed)):
        codes = _ONLY_CODE.fullmatch(above), _ONLY_CODE.fullmatch(line)
        if codes[0] and codes[1] and at in outside and lines[at].strip():
            yield Joined(at, (codes[0]["code"], codes[1]["code"]))


def _of_row(
    found: Sequence[tuple[int, re.Match[str]]], typed: Sequence[str], first: int
) -> Iterator[Joined]:
    """Yields the lines of one form, if there are several; text may precede the first."""
    at, sign = found[0] if len(found) > 1 else (first, None)
    if sign and at > first and not typed[at - 1].endswith(_BREAKS):
        yield Joined(at, (_first_words(typed[at - 1]), _begins(typed[at], sign)))
    yield from _of(found, typed)


def _of(found: Sequence[tuple[int, re.Match[str]]], typed: Sequence[str]) -> Iterator[Joined]:
    for (at_above, above), (at, sign) in pairwise(found):
        if not typed[at - 1].endswith(_BREAKS):
            yield Joined(at, (_begins(typed[at_above], above), _begins(typed[at], sign)))


def _begins(line: str, sign: re.Match[str]) -> str:
    label, colon, _ = line[slice(*sign.span("sign"))].partition(":")
    return (label + colon).replace("*", "").replace("__", "").strip(" —–-") or label.strip()


def _paragraphs(lines: Sequence[str], *, with_items: bool = False) -> Iterator[tuple[int, int]]:
    """Yields the beginning and the end of each stretch of several lines that Markdown joins.

    Or of a stretch of such `with_items` in it.
    """
    first, depth = 0, 0
    for at, line in enumerate([*lines, ""]):
        quotes = line[: len(line) - len(line.lstrip(" \t>"))].count(">")
        is_item = _BEGINS_ITEM.match(line) is not None
        is_boundary = _BOUNDARY.match(line) is not None and not (is_item and with_items)
        if is_boundary or quotes != depth:
            if at - first > 1:
                yield first, at
            first = at + 1 if is_boundary and not is_item else at
        depth = quotes
