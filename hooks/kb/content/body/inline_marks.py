"""Reads the marks of other programs: ~~struck out~~, ==highlighted==, H~2~O, x^2^, :smile: …

GitHub, GitLab, Notion, Obsidian, pandoc, Google Docs and Material for MkDocs render them. These
programs also put a backslash before more signs than Python-Markdown knows, and one at the end of a
line to break it. A reader should not see any of these marks.
"""

import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    InlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)

STRUCK = r"(?<!~)(~~)(?![\s~])(.{1,1000}?)(?<![\s~])~~(?!~)"
HIGHLIGHTED = r"(?<![\w=])(==)(?![\s=])([^=]{1,1000}?)(?<!\s)==(?![\w=])"
LOWERED = r"(?:(?<=[^\W\d_])|(?<=\)))(~)([0-9]{1,3}|[a-z])~(?!~)"
RAISED = r"(?<=[\w)])(\^)([+−-]?[^\W_]{1,9}[+−-]?)\^(?![\w^])"
KEYS = r"(?<![\w+])(\+\+)([a-z0-9]+(?:[+-][a-z0-9]+)*)\+\+(?![\w+])"
EMOJI = r"(?<![\w:])(:[a-z+-][a-z0-9_+-]{0,60}:)(?![\w:])(?:\{:? *[.#][^{}\n]{1,99}\})?"
BREAK = r"\\\n"

_MARKED = {"del": STRUCK, "mark": HIGHLIGHTED, "sub": LOWERED, "sup": RAISED, "kbd": KEYS}

ESCAPED = "\"$&':<=@^|~"
"""Signs that a backslash escapes. CommonMark has more, but the path «C:\\%TEMP%» is to stay."""

_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-")
"""An icon of Material for MkDocs, which says nothing new beside words."""


def add_to(md: Markdown) -> None:
    """Adds these marks to Markdown."""
    md.ESCAPED_CHARS.extend(one for one in ESCAPED if one not in md.ESCAPED_CHARS)
    # After code (190), escaped signs (180) and links (160); the others after emphasis (60), which
    # may be inside or outside them.
    for at, (tag, pattern) in enumerate(_MARKED.items()):
        md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), f"kb-{tag}", 52 - at)
    md.inlinePatterns.register(_Emoji(EMOJI), "kb-emoji", 40)
    # Breaks come last: before them, as before any space, no emphasis begins.
    md.inlinePatterns.register(SubstituteTagInlineProcessor(BREAK, "br"), "kb-break", 31)
    md.inlinePatterns.register(md.inlinePatterns["linebreak"], "linebreak", 30)


class _Emoji(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 (as InlineProcessor has it)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        is_icon = _ICON.match(m[0]) and data.strip() != m[0]
        shown = "" if is_icon else _emoji().get(m[1])
        return (None, None, None) if shown is None else (shown, *m.span())


@cache
def _emoji() -> dict[str, str]:
    """The emoji by their codes; read only when a text has something like a code."""
    from pymdownx import gemoji_db

    signs = {
        code: "".join(chr(int(point, 16)) for point in points.split("-"))
        for code, one in gemoji_db.emoji.items()
        if (points := one.get("unicode_alt") or one.get("unicode"))
    }
    other = {code: signs[name] for code, name in gemoji_db.aliases.items() if name in signs}
    return {**signs, **other}
