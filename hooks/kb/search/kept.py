"""Turns a search into entries of the store, one for each of its parts, and back."""

import json
from collections.abc import Callable
from typing import Any

from kb.cache.entries import files_as_data, files_from_data, pack_with_text, unpack_with_text
from kb.search.making import NOTHING, Part, Search

WHOLE = "whole"
"""The name of the entry that lists a search's parts; the names of their entries are numbers."""


def packed(search: Search, last: Search = NOTHING) -> dict[str, bytes]:
    """Returns a search as entries by their names, without the parts that the last search had.

    In each entry, what every build reads comes before what only the next search asks for.
    """
    head = [search.digest, search.vocabulary.decode(), [one.digest for one in search.parts]]
    entries = {WHOLE: pack_with_text(head, json.dumps(search.known(), ensure_ascii=False))}
    for number, part in enumerate(search.parts):
        if not any(part is one for one in last.parts):
            data = [part.digest, files_as_data(part.files), part.lines, part.words]
            articles = json.dumps(part.articles(), ensure_ascii=False)
            entries[str(number)] = pack_with_text(data, articles)
    return entries


def unpacked(entry: Callable[[str], bytes | None], last: Search = NOTHING) -> Search:
    """Returns the search that was packed; `entry` gives an entry by its name, None if it is lost.

    A part without an entry is taken from the last search. If entries are lost, damaged or from
    different searches, the search has an empty digest.
    """
    head, known = _taken_apart(entry(WHOLE))
    digest, vocabulary, digests = head or ("", "", [])

    def part(number: int) -> Part:
        found = entry(str(number))
        if found is None and number < len(last.parts):
            return last.parts[number]
        return _part(found)

    parts = [part(number) for number in range(len(digests))]
    if [one.digest for one in parts] != digests:
        digest = ""
    return Search(digest, vocabulary.encode(), parts, known)


def _part(entry: bytes | None) -> Part:
    data, articles = _taken_apart(entry)
    digest, files, lines, words = data or ("", {}, [], {})
    return Part(digest, files_from_data(files), lines, words, articles)


def _taken_apart(entry: bytes | None) -> tuple[Any, Callable[[], Any]]:
    data, text = unpack_with_text(entry or b"")
    return data, lambda: json.loads(text() or "{}")
