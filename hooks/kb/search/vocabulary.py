"""Writes what a browser reads before it searches: the lines of the pages, and the lexicon."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.search.keyboard import KEYBOARD
from kb.search.lexicon import Lexicon
from kb.search.record import Record

Line = list[Any]
"""A page, as `line` returns it."""

_PROMISES = 6
"""The place of the promises in a line."""

OFTEN = 3
"""A phrase that so many pages promise distinguishes none of them."""


def line(record: Record, id_: str) -> Line:
    """Returns `[id, url, type, title, audience, [other names], [promises], boost]`.

    A boost of 1 is left out. `id_` is Pagefind's name of the record.
    """
    named = [id_, record.url, record.type, record.title, [*record.audience], [*record.names]]
    return [*named, [*record.promises], *([] if record.boost == 1 else [record.boost])]


def vocabulary(parts: Sequence[Iterable[Line]], words: Lexicon, texts: Mapping[str, Any]) -> bytes:
    """Returns the file that the browser reads before it searches; equal lines give equal bytes.

    The JSON has `texts` (of the dialog), `keyboard`, `parts` (the lines of each, sorted by
    address), and the lexicon's `endings` and `words`. What three or more pages promise
    distinguishes none of them, and is left out: «Если не вышло».
    """
    several = [sorted(lines, key=lambda it: it[1]) for lines in parts]
    promised = Counter(one for lines in several for line in lines for one in {*line[_PROMISES]})
    often = {one for one, times in promised.items() if times >= OFTEN}

    def telling(line: Line) -> Line:
        return [
            [one for one in value if one not in often] if at == _PROMISES else value
            for at, value in enumerate(line)
        ]

    content = {
        "texts": texts,
        "keyboard": KEYBOARD,
        "parts": [[*map(telling, lines)] for lines in several],
        "endings": words.endings,
        "words": words.words,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
