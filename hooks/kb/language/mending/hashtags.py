"""Keeps the hashtags of Obsidian and messengers from becoming headings: «#важно #сервис»."""

import re
from collections.abc import Sequence

from kb.language.mending.halves import harmless
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose
from kb.language.text.text_lines import text_lines

_TAGS = re.compile(r"(?P<before>[ >]{0,6})(?=#[a-zа-яё]|#[^\W\d_][\w/-]*[ ]+#[^\W\d_])")
_MARKUP = re.compile(r"<[^>]*>|#|\s")


def with_hashtags_escaped(page: Prose) -> str:
    """Returns the body of a page with a backslash before each line that certainly has hashtags.

    The first one begins with a small letter or precedes another; «#Раздел» may be a heading.
    """
    source = page.document.source
    lines = [at for at, line in enumerate(text_lines(page)) if _TAGS.match(line)]
    if not lines:
        return source.body

    def escaped(some: Sequence[int]) -> str:
        typed = list(source.body_lines)
        for at in some:
            typed[at] = _TAGS.sub(r"\g<before>\\", typed[at], count=1)
        return "\n".join(typed)

    words = _words(source.body)
    return escaped(harmless(lines, lambda some: _words(escaped(some)) == words))


def _words(body: str) -> str:
    return _MARKUP.sub("", convert_body(body).html)
