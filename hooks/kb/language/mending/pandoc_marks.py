"""Removes what pandoc leaves around words from Word: «[слово]{.underline}», «[]{#_Toc1 .anchor}».

It also breaks lines within the sizes of pictures; then they are text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from kb.language.text.prose import Prose
from kb.tree.runs import OPAQUE

_LINE_END = r"\n(?![ \t>]*\n)"
_LINK = r"\[[^\[\]\n]*\]\([^()\s]*\)"
_CODE = r"(?<![\\`])(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
_SPAN = re.compile(
    rf"""
    {_CODE}
    | (?<![\]!\\]) \[ (?!\^) (?P<alone> (?: [^\[\]\n] | {_LINE_END} | {_LINK} )* ) \]
      \{{[ ]? [#.][\w-] (?: [^{{}}\n] | {_LINE_END} ){{0,300}} \}}
    """,
    re.VERBOSE,
)
_SIZE = re.compile(
    rf"""
    {_CODE}
    | (?P<alone> ! {_LINK} )
      \{{[ ]? (?:width|height)= [^{{}}\n]{{1,60}} {_LINE_END} [^{{}}\n]{{1,60}} \}}
    """,
    re.VERBOSE,
)
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_STEPS = (_SPAN, _SPAN, _SPAN, _SIZE)
"""Several marks may be around the same words. The last step removes the ends of lines."""


def without_pandoc_marks(page: Prose) -> str:
    """Returns the body of a page with these words and pictures alone; code stays as it is."""
    body = page.source.body
    if "]{" not in body and "){" not in body:
        return body
    lines = [line.strip(f" \t>{OPAQUE}") for line in page.text_lines]
    for marks in _STEPS:
        body = _without(marks, body, lines)
    return body


def _without(marks: re.Pattern[str], body: str, lines: Sequence[str]) -> str:
    """`lines` are those of text, the others empty."""
    ends = [end.start() for end in re.finditer("\n", body)]
    names = {name.lower() for name in _DEFINED.findall(body)}

    def alone(found: re.Match[str]) -> str:
        is_text = found["alone"] is not None and lines[bisect_left(ends, found.start())]
        return found["alone"] if is_text and found["alone"].lower() not in names else found[0]

    return marks.sub(alone, body)
