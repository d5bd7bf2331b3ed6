"""Finds items whose text begins in the line below their sign.

In other programs such a text is in the item; here that of a second one would be code.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_SIGN = r"(?:[-*+]|[0-9]{1,9}\.)"
_EMPTY = re.compile(rf"(?P<before>[ ]*){_SIGN}[ ]*")
_ABOVE = re.compile(rf"[ ]*(?:\Z|{_SIGN}(?:[ ]|\Z))|[ ]{{2}}")
_TEXT = re.compile(r"(?P<before>[ ]*)(?:[^\W\d_]|[«„“\"(*_\[]+[^\W_])")


def empty_items(prose: Sequence[str]) -> Iterator[int]:
    """Yields the number of each such line, counted from 0, in the lines of a `blanked` body."""
    for at, (line, below) in enumerate(pairwise(prose)):
        item, text = _EMPTY.fullmatch(line), _TEXT.match(below)
        is_inside = item and text and len(text["before"]) >= len(item["before"]) + 2
        if is_inside and (at == 0 or _ABOVE.match(prose[at - 1])):
            yield at
