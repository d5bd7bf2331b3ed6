"""Pairs the asterisks and underscores of emphasis as CommonMark does.

Python-Markdown takes the places of pairs that it has found for those of other signs if one stands
alone between them or has two meanings. Then words lose letters: «**Имя *, *Дата* * и *срок*».
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor

_NAME, _PRIORITY, _TAGS = "em_strong", 60, "strong,em"  # as Python-Markdown has them

_OPENING, _CLOSING = "([«„“", ")]»”.,;:!?…"
"""Between a word and these, a sign does not close or open emphasis: «цена*, срок*», «(*имя»."""


def add_to(md: Markdown) -> None:
    """Replaces Python-Markdown's own emphasis, but no other."""
    if type(md.inlinePatterns[_NAME]) is DelimiterProcessor:
        md.inlinePatterns.register(Emphasis(md), _NAME, _PRIORITY)


class _Mark(NamedTuple):
    """One or two signs that begin or end an element; places are counted from the text's end."""

    start: int
    end: int
    tag: str
    """Empty if it ends the element that was begun last."""


class _Run:
    """Equal signs side by side; `start` and `end` are of those that are not paired yet."""

    def __init__(self, found: re.Match[str]) -> None:
        self.start, self.end = found.span()
        self.sign = found[0][0]
        self.length = len(found[0])
        before = found.string[self.start - 1 : self.start]
        after = found.string[self.end : self.end + 1]
        self.opens = found.lastgroup != "end" and not (before.isalnum() and after in _CLOSING)
        self.closes = found.lastgroup != "start" and not (before in _OPENING and after.isalnum())

    def is_closed_by(self, other: "_Run") -> bool:
        """Whether they may be a pair, by CommonMark's rule of multiples of three too."""
        is_either = self.closes or other.opens
        is_three = (self.length + other.length) % 3 == 0 and self.length % 3 != 0
        return self.sign == other.sign and not (is_either and is_three)


class Emphasis(DelimiterProcessor):
    """Finds all emphasis of a text at once and returns it piece by piece.

    A text changes before the pieces that are still to be returned, never after them.
    """

    def __init__(self, md: Markdown) -> None:
        self._marks: deque[_Mark] = deque()
        self._rest = ""
        super().__init__("*", _TAGS, md)
        self.add("_", _TAGS, smart=True)

    def reset(self) -> None:
        """Forgets the text."""
        super().reset()
        self._marks.clear()
        self._rest = ""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (as DelimiterProcessor has it)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Returns the first emphasis that is not before the match, if there is any."""
        size = len(data)
        if m.start() < size - len(self._rest) or not data.endswith(self._rest):
            self._rest = data[m.start() :]
            self._marks = deque(sorted(self._found(data, m.start()), reverse=True))
        if not self._marks:
            return None, *m.span()
        at = start = size - self._marks[0].start
        root = Element("div")
        opened = [root]
        while len(opened) > 1 or at == start:
            mark = self._marks.popleft()
            _append(opened[-1], data[at : size - mark.start])
            at = size - mark.end
            if mark.tag:
                opened.append(SubElement(opened[-1], mark.tag))
            else:
                opened.pop()
        self._rest = data[at:]
        return root[0], start, at

    def _found(self, data: str, start: int) -> Iterator[_Mark]:
        size = len(data)
        openers: list[_Run] = []
        lowest: dict[tuple[str, bool, int], int] = {}
        """Below which opener there is none for such a closing run; else we would look again."""

        for run in self._runs(data, start):
            kind = (run.sign, run.opens, run.length % 3)
            at = len(openers)
            while run.closes and run.start < run.end and at > lowest.get(kind, 0):
                at -= 1
                opener = openers[at]
                if not opener.is_closed_by(run):
                    continue
                width = min(2, opener.end - opener.start, run.end - run.start)
                opener.end -= width
                tag = "strong" if width > 1 else "em"
                yield _Mark(size - opener.end, size - opener.end - width, tag)
                yield _Mark(size - run.start, size - run.start - width, "")
                run.start += width
                at += opener.start < opener.end
                del openers[at:]
                lowest = {one: min(depth, at) for one, depth in lowest.items()}
            if run.closes and run.start < run.end:
                lowest[kind] = len(openers)
            if run.opens and run.start < run.end:
                openers.append(run)

    def _runs(self, data: str, start: int) -> Iterator[_Run]:
        at = start
        while sign := self.compiled_re.search(data, at):
            delimiter = self.delimiters[sign[0]]
            found = delimiter.boundary.match(data, sign.start())
            if found:
                yield _Run(found)
            at = (found or delimiter.bad.match(data, sign.start()) or sign).end()


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = text
    else:
        element.text = text
