"""Warns about lists whose items run together or lose their level."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from xml.etree.ElementTree import Element

from kb.content.problems import Problem
from kb.language.findings import word_at
from kb.language.text.bullets import BULLETS, OF_APP, marker
from kb.language.text.empty_items import empty_items
from kb.language.text.prose import Prose
from kb.tree.runs import STASHED

_LINE_END = r"(?<!\n)\n(?!\n)"
"""The end of a line that separates nothing on the page; at a hard break it is double."""

_BULLETS = re.compile(
    rf"(?:\A|\n)[ ]*([{BULLETS}])[^\n{BULLETS}]+{_LINE_END}[ ]*\1[^\n{BULLETS}]+(?=\n|\Z)"
)
_OF_WORD = re.compile(rf"(?:\A|\n)[ ]*([oо§])[ ]{{2,8}}\S[^\n]*{_LINE_END}[ ]*\1[ ]{{2,8}}\S")
"""What a circle and a square of Word become in other fonts, with a tab after them."""

_OF_MAIL = re.compile(r"[ ]*([o§])[ ]{2,8}\S[^\n]*")
"""The same in a mail of Outlook, where each item is a paragraph."""

_DASHES = re.compile(
    rf"""
    (?:\A|\n)[ ]*([—–])[\ \u00a0][^\n]+;[ ]*{_LINE_END}[ ]*\1[\ \u00a0]
      | (?:\A|(?<=:)\n)[ ]*([—–])[\ \u00a0](?![«“"(*_]*[А-ЯЁA-Z0-9№…][^\n]*[.…»”")]{_LINE_END})
        [^\n?!]+{_LINE_END}[ ]*\2[\ \u00a0][^\n?!]+(?=\n|\Z)
    """,
    re.VERBOSE,
)
"""Items that end with semicolons, or fill a paragraph, or follow a colon.

Not dialogue: another check reports that lines which begin with a capital letter run together.
"""

_NEXT = re.compile(r"\n([1-9][0-9]?)\.[ ]+(?=\S)")
_BEGINS = re.compile(r"[0-9]{1,2}[.)][ ]")
_STUCK = re.compile(r"(?:\A|\n)([-+*]|([0-9]{1,2})[.)])(?=[«„]?[А-ЯЁа-яё]{2}|\[[ xX]\][ ])")
_SHOWN_QUOTE = re.compile(r"\n[ ]*>[ ]?(?=\S)")
_SPOKEN = re.compile(r"[?!]")
"""What a list rarely has, and dialogue always."""

_ESCAPED = re.compile(r"[ \t>]*[0-9]*\\")
_SUFFIX = re.compile(r"-(?:то|либо|нибудь|ка|таки|де|ся)\b")
_ITEM = re.compile(r"([-*+]|([0-9]{1,9})\.)[ \t]+(?:\[[ xX]\][ \t])?(.*)")
_FENCED = re.compile(r"(?P<sign>[ \t>]*(?:[-*+]|[0-9]{1,9}\.)[ ]+)(?:`{3,}[^`]*|~{3,}[^~]*)")
"""Code that begins right after the sign of an item, as Logseq writes it."""

_QUOTED = re.compile(r"(?:[ \t]*>[ ]?)+")
_WORD = re.compile(r"[^\W_]+")
_WORDS = 4
"""How many words of an item are compared with the page."""

_LEVEL = 4
"""How many spaces put an item or a text inside the item above."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list as it is typed."""

    line: int
    """Counted from 0 in the body."""

    indent: int
    column: int
    number: int
    """0 for an item with a bullet."""

    words: tuple[str, ...]


def lost_lists(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each place where a list is not what it was meant to be."""
    yield from _made_code(prose)
    yield from _empty(prose)
    yield from _fenced(prose)
    yield from _run_together(prose)
    root = prose.root
    if root.find(".//li") is None:
        return
    typed = list(_items(prose.text_lines))
    placed = dict(_placed(root, typed))
    yield from _in_a_paragraph(prose, typed)
    for parent in root.iter():
        if parent.tag in ("ul", "ol"):
            yield from _without_level(prose, [placed.get(one) for one in parent])


def _made_code(prose: Prose) -> Iterator[Problem]:
    """Items between tabs below an empty line: the first of each list."""
    for number, (above, line) in enumerate(pairwise(["", *prose.blanked_lines])):
        item = OF_APP.match(line)
        if item and not above.strip():
            told = "из-за табуляций список станет кодом; начните его пункты у края с"
            yield _problem(prose, number, f"{told} «{marker(item)} »")


def _empty(prose: Prose) -> Iterator[Problem]:
    """The first item of a page that begins with an empty line."""
    for number in islice(empty_items(prose.blanked_lines), 1):
        told = "текст пункта начните в той же строке, что и его знак: под ним он может стать кодом"
        yield _problem(prose, number, told)


def _fenced(prose: Prose) -> Iterator[Problem]:
    """The first item of a page that begins with a block of code."""
    lines = zip(prose.source.body_lines, prose.blanked_lines, strict=True)
    for number, (line, text) in enumerate(lines):
        found = _FENCED.fullmatch(line)
        if found and text.startswith(found["sign"]):
            told = "код не станет блоком; напишите в пункте, что это, а код начните строкой ниже,"
            yield _problem(prose, number, f"{told} сдвинув на четыре пробела")
            return


def _run_together(prose: Prose) -> Iterator[Problem]:
    """Lines that begin with a sign that makes no list, or lack the space that would make one."""
    lines = prose.source.body_lines
    first = prose.source.body_line
    for passage in islice((one for one in prose.body if _OF_MAIL.fullmatch(one.text)), 1):
        told = f"«{passage.text.strip()[0]}» здесь не знак пункта; начните пункты с «- »"
        yield _of_line(prose, passage.line(0), told)
    for passage in prose.body:
        if "\n" not in passage.text:
            continue
        bullets = _BULLETS.search(passage.text) or _OF_WORD.search(passage.text)
        signs = bullets or _DASHES.search(passage.text)
        if signs:
            sign = signs[signs.lastindex or 0]
            told = f"строки с «{sign}» сольются в один абзац; "
            if signs.lastindex == 1:
                told += "начните каждую с «- » и оставьте перед первой пустую строку"
            else:
                told += "пункты начните с «- », реплики разделите пустыми строками"
            at = word_at(passage.text, signs.end(signs.lastindex or 0))
            yield _of_line(prose, passage.line(at), told)
        for match in _SHOWN_QUOTE.finditer(passage.text):
            line = passage.line(word_at(passage.text, match.end())) - first
            if lines[line].lstrip().startswith(">"):
                told = "это не станет цитатой; оставьте перед ней пустую строку"
                yield _problem(prose, line, told)
                break
        for match in _STUCK.finditer(passage.text):
            line = passage.line(word_at(passage.text, match.end()))
            if _has_neighbour(lines, line - first, match):
                told = f"после «{match[1]}» нужен пробел, иначе это не пункт списка"
                yield _of_line(prose, line, told)
                break


def _in_a_paragraph(prose: Prose, items: Sequence[_Item]) -> Iterator[Problem]:
    """Yields a problem for a numbered item that Markdown joins to a text that has left the list.

    Only the first one in a text is reported. «1.» begins a list; another check reports that.
    """
    for passage in prose.body:
        match = _NEXT.search(passage.text)
        if not match or match[1] == "1" or _BEGINS.match(passage.text):
            continue
        line = passage.line(match.end()) - prose.source.body_line
        own = next((one for one in items if one.line == line), None)
        above = [one for one in items if own and one.line < line and one.indent == own.indent]
        if own and above and above[-1].number == own.number - 1 == int(match[1]) - 1:
            told = f"это не станет пунктом «{own.number}.»: текст пункта над ним сдвиньте"
            told += " на четыре пробела и оставьте после него пустую строку"
            yield _problem(prose, line, told, own.column)


def _has_neighbour(lines: Sequence[str], number: int, stuck: re.Match[str]) -> bool:
    """Whether the line above or below is an item of the same list, with or without a space."""
    sign, count = stuck[1], int(stuck[2] or 0)
    if _SUFFIX.match(stuck.string, stuck.start(1)) or _ESCAPED.match(lines[number]):
        return False
    for near, text in ((-1, number - 1), (1, number + 1)):
        expected = f"{count + near}{sign[-1]}" if stuck[2] else sign
        line = lines[text].lstrip(" \t>") if 0 <= text < len(lines) else ""
        rest = line.removeprefix(expected)
        if rest == line or not rest:
            continue
        if rest[0].isspace() or (_STUCK.match(line) and not _SPOKEN.search(line + lines[number])):
            return True
    return False


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    for number, line in enumerate(lines):
        quoted = _QUOTED.match(line)
        begin = quoted.end() if quoted else 0
        text = line[begin:].expandtabs(_LEVEL)
        item = _ITEM.match(text.lstrip(" "))
        if item:
            column = begin + len(line[begin:]) - len(line[begin:].lstrip()) + 1
            indent = len(text) - len(text.lstrip(" "))
            yield _Item(number, indent, column, int(item[2] or 0), _first_words(item[3]))


def _first_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text)[:_WORDS])


def _placed(root: Element, items: Sequence[_Item]) -> Iterator[tuple[Element, _Item]]:
    """Yields the items of the page with what they are in the source, as far as it is certain."""
    notes = {li for one in root.iter("div") if one.get("class") == "footnote" for li in one.iter()}
    by_word: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        by_word.setdefault(item.words[0] if item.words else "", []).append(number)
    at = 0
    for li in root.iter("li"):
        words = _first_words(STASHED.sub(" ", "".join(_text(li)))) if li not in notes else ()
        places = by_word.get(words[0], []) if words else []
        for number in places[bisect_left(places, at) :]:
            if words[: len(items[number].words)] == items[number].words:
                yield li, items[number]
                at = number + 1
                break


def _text(element: Element) -> Iterator[str]:
    """An element's text without code, with a space around what is within it."""
    yield element.text or "" if element.tag not in ("code", "pre") else " "
    for child in element:
        is_block = child.tag in ("p", "ul", "ol", "pre", "blockquote", "table", "div", "br")
        yield " " * is_block
        yield from _text(child)
        yield " " * is_block
        yield child.tail or ""


def _without_level(prose: Prose, items: Sequence[_Item | None]) -> Iterator[Problem]:
    """Items that were typed as parts of the item above, with too few spaces for it."""
    for above, item in pairwise(items):
        if not above or not item:
            continue
        if item.indent - above.indent > 1:
            told = "этот пункт встанет в ряд с предыдущим; вложенный сдвиньте на четыре пробела"
            yield _problem(prose, item.line, told, item.column)


def _problem(prose: Prose, line: int, told: str, column: int = 0) -> Problem:
    if not column:
        text = prose.source.body_lines[line]
        column = len(text) - len(text.lstrip()) + 1
    return prose.warning_in_line(line, column, told, "lost-lists")


def _of_line(prose: Prose, line: int, told: str) -> Problem:
    return _problem(prose, line - prose.source.body_line, told)
