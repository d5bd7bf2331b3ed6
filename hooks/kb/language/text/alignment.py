"""Finds the words of a converted text in its source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.language.text.code import blanked

_WORD = re.compile(r"[^\W_]+")
_CELL_END = re.compile(r"[|\n]")
_NEARBY = 60
"""How many words of the source, such as a link's address, may separate two words of a text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with the places of its words in the source."""

    starts: Sequence[int]
    """Where the words that were found begin in the text, in order."""

    origins: Sequence[int]
    """Where the same words begin in the source."""

    lengths: Sequence[int]

    fallback: int = 0
    """The place in the source to return if no word was found."""

    is_complete: bool = False
    """Whether all the words were found."""

    def origin(self, at: int) -> int:
        """Returns where the word at or before `at` begins in the source."""
        if not self.starts:
            return self.fallback
        return self.origins[max(0, bisect_right(self.starts, at) - 1)]

    def start(self, at: int) -> int:
        """Returns where that word begins in the text."""
        return self.starts[max(0, bisect_right(self.starts, at) - 1)] if self.starts else at


class Alignment:
    """A source and the texts made from it; they are compared only when a place is asked for."""

    def __init__(
        self, source: str, first_line: int, first_column: int = 0, *, is_markdown: bool = True
    ) -> None:
        """`first_line` and `first_column` say where in the file the source begins.

        Without a first column, the columns of the source's words are not known either. Code and
        addresses in Markdown are not searched for words.
        """
        self.source = source
        self._is_markdown = is_markdown
        self.first_line = first_line
        self.first_column = first_column
        self._texts: list[str] = []

    def add(self, text: str) -> int:
        """Adds the next text in the order of the source; returns its number."""
        self._texts.append(text)
        return len(self._texts) - 1

    def placed(self, number: int) -> Placed:
        """Returns where the words of the text with that number are."""
        return self._placed[number]

    def line(self, number: int, at: int) -> int:
        """Returns the line of the file with the word at or before `at` of a text."""
        if "\n" not in self.source:
            return self.first_line
        return self.first_line + self.source.count("\n", 0, self.placed(number).origin(at))

    def column(self, number: int, at: int) -> int:
        """Returns the column of that place, counted from 1; 0 if it is not known.

        If there is markup between the word and that place, it is the word's column.
        """
        if not self.first_column:
            return 0
        placed = self.placed(number)
        origin = placed.origin(at)
        start = placed.start(at)
        if start <= at and self.source.startswith(self._texts[number][start:at], origin):
            origin += at - start
        elif start > at and self.source.endswith(self._texts[number][at:start], 0, origin):
            origin -= start - at
        above = self.source.rfind("\n", 0, origin) + 1
        return origin - above + (1 if above else self.first_column)

    def around(self, number: int, start: int, end: int) -> tuple[int, int] | None:
        """Returns the stretch of the source that contains what is between two places of a text.

        It reaches from the word at or before `start` to the one at or after `end`, or to the end
        of the line or cell if there is none; from its beginning if no word is before `start`. None
        if a word of the text was not found.
        """
        placed = self.placed(number)
        first = bisect_right(placed.starts, start) - 1
        last = bisect_left(placed.starts, end)
        if not placed.starts or not placed.is_complete:
            return None
        if first < 0:
            above = self.prose.rfind("\n", 0, placed.origins[0]) + 1
            begin = max(above, self.prose.rfind("|", above, placed.origins[0]) + 1)
        else:
            begin = placed.origins[first]
        if last and placed.starts[last - 1] + placed.lengths[last - 1] >= end:
            last -= 1
        if last < len(placed.starts):
            return begin, placed.origins[last] + placed.lengths[last]
        last_word = placed.origins[-1]
        return begin, last_word + len(_CELL_END.split(self.prose[last_word:], maxsplit=1)[0])

    @cached_property
    def prose(self) -> str:
        """The source, at the same length, with only its prose in it."""
        return blanked(self.source) if self._is_markdown else self.source

    @cached_property
    def _placed(self) -> list[Placed]:
        search = _Search(self.prose)
        return [search.place(text) for text in self._texts]


class _Search:
    """The words of one source, in which its texts are looked up in their order."""

    def __init__(self, source: str) -> None:
        self._length = len(source)
        self._words = [(match[0], match.start()) for match in _WORD.finditer(source)]
        self._places: dict[str, list[int]] = {}
        for number, (word, _) in enumerate(self._words):
            self._places.setdefault(word, []).append(number)
        self._next = 0

    def place(self, text: str) -> Placed:
        """Finds the words of `text` after those of the previous text.

        A text that is shown elsewhere than it is written, such as a footnote, is searched for from
        the beginning.
        """
        words = [(match[0], match.start()) for match in _WORD.finditer(text)]
        here = self._origin_of(self._next)
        if not words:
            return Placed((), (), (), here)
        found = self._follow(words, self._next)
        if len(found) * 2 >= len(words):
            self._next = found[-1][1] + 1
        else:
            found = max(self._follow(words, 0), found, key=len)
        return Placed(
            [words[number][1] for number, _ in found],
            [self._words[place][1] for _, place in found],
            [len(words[number][0]) for number, _ in found],
            here,
            len(found) == len(words),
        )

    def _origin_of(self, number: int) -> int:
        return self._words[number][1] if number < len(self._words) else self._length

    def _follow(self, words: Sequence[tuple[str, int]], begin: int) -> list[tuple[int, int]]:
        """Pairs the words that are found with those of the source from number `begin` on."""
        start = self._beginning([word for word, _ in words[:3]], begin)
        if start is None:
            return []
        found: list[tuple[int, int]] = []
        for number, (word, _) in enumerate(words):
            place = self._after(word, start)
            if place is not None and (place - start <= _NEARBY or not found):
                found.append((number, place))
                start = place + 1
        return found

    def _beginning(self, words: Sequence[str], begin: int) -> int | None:
        """The first place where the first words of a text follow each other closely."""
        places = self._places.get(words[0], [])
        for place in places[bisect_left(places, begin) :]:
            at = place
            for word in words[1:]:
                following = self._after(word, at + 1)
                if following is None or following - at > _NEARBY:
                    break
                at = following
            else:
                return place
        return None

    def _after(self, word: str, number: int) -> int | None:
        places = self._places.get(word, [])
        at = bisect_left(places, number)
        return places[at] if at < len(places) else None
