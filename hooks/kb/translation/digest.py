"""Turns a page into the lines a translator has to follow, and those lines into a digest."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from kb.content.alike import alike
from kb.content.fields.kinds import Digest
from kb.content.fields.marks import steering
from kb.content.fields.messages import field_name
from kb.content.fields.structure import fields_of, values
from kb.content.library import Document
from kb.content.problems import Location

_OWN = frozenset("aliases avoid owner see_from type".split())
"""Fields that each language fills in for itself."""

_BLANK_LINES = re.compile(r"\n{3,}")


def wording(document: Document) -> list[str]:
    """Returns what a page says, line by line: its fields as «name: text», and then its body.

    Numbers, dates and references are left out: they are the same in every language, and the check
    compares them. So is all that only changes the look of the file: order of fields, quotation
    marks of YAML, spaces at the ends of lines.
    """
    model = type(document.entry)
    left_out = _OWN | steering(model)
    ranks = {name: rank for rank, name in enumerate(fields_of(model))}
    fields = sorted(
        ((at, text) for at, text in values(document.entry) if type(text) is str),
        key=lambda one: (ranks[str(one[0][0])], _place(one[0])),
    )
    lines = [
        f"{field_name(at)}: {line}" if n == 0 else line
        for at, text in fields
        if at[0] not in left_out
        for n, line in enumerate(_tidy(text).split("\n"))
    ]
    body = _tidy(document.source.body)
    return [*lines, "", *body.split("\n")] if body else lines


@lru_cache(maxsize=4096)  # a preview has the same documents as long as they do not change
def digest(document: Document) -> Digest:
    """Returns the digest of a page's wording: its language and 12 hexadecimal digits.

    It stays the same when the language rules correct the page (ё, dashes, spaces).
    """
    text = alike("\n".join(wording(document)), document.locale)
    # Not for security: only two wordings of one page must not get the same digest by chance.
    return Digest(f"{document.locale[:2]}-{hashlib.sha256(text.encode()).hexdigest()[:12]}")


def _place(at: Location) -> tuple[tuple[int, str], ...]:
    """A sort key: items by number, the fields of a part by name, as no reader sees their order."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in at)


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")
