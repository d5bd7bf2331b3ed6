"""Blanks everything in a Markdown source that is not prose, so that words are found in prose only.

This goes by the look of the source, not by its parse, which knows no positions. So code that is
only indented, and prose in raw HTML, stay; what looks like code or an address but is prose may go.
"""

import re

from kb.runs import NOT_PROSE, OPAQUE

_RAW = "|".join(sorted(NOT_PROSE))
_NOT_PROSE = (
    # Fenced code, also in a list or a quotation.
    re.compile(
        r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?s:.)*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
        re.MULTILINE,
    ),
    re.compile(r"<!--(?s:.)*?-->"),
    # Code in a paragraph, which ends with it.
    re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t>]*\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)"),
    re.compile(rf"<(?P<raw>{_RAW})\b(?s:.)*?</(?P=raw)\s*>", re.IGNORECASE),
    # Tags, and addresses in angle brackets.
    re.compile(r"</?[A-Za-z](?:\"[^\"]*\"|'[^'\n]*'|[^'\"<>])*>"),
    # Definitions of links and abbreviations.
    re.compile(r"^[ \t>]*\*?\[(?!\^)[^\]\n]+\]:.*$", re.MULTILINE),
    # Pictures, and where links lead. With a space before the address it is no picture.
    re.compile(r"!\[(?!\[)[^\]\n]*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\]|(?! *\())"),
    re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"),
    # Attribute lists.
    re.compile(r"\{:?[ \t]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*\}"),
)
_NOT_LINE_END = re.compile(r"[^\n]")


def blanked(source: str) -> str:
    """Returns the source, as long as it was, with `OPAQUE` for what is not prose."""
    for pattern in _NOT_PROSE:
        source = pattern.sub(_opaque, source)
    return source


def _opaque(match: re.Match[str]) -> str:
    return _NOT_LINE_END.sub(OPAQUE, match[0])
