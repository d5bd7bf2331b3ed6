"""Removes code, or all that is not prose, from a Markdown source.

It judges by the look of the source, as parsing yields no positions. So code that is only indented
stays, as does prose in raw HTML, while prose that looks like code or an address may go.
`text_lines` is exact, but only for whole lines, and needs parsing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.content.body.definitions import ADDRESS as _DEFINED
from kb.content.body.fences import FENCE
from kb.tree.runs import NOT_PROSE, OPAQUE

_RAW = "|".join(sorted(NOT_PROSE))
_ADDRESS = r"\( (?: [^()\n] | \([^()\n]*\) )* \)"
_TAG = r"""
    </? [A-Za-z] [\w:.-]*
    (?: [\s/]+ [^\s"'<>/=();,]+ (?: \s*=\s* (?: "[^"]*" | '[^']*' | [^\s"'<>]+ ) )? )*
    [\s/]* >
  | < [A-Za-z][A-Za-z0-9+.-]* : [^\s<>]* > | < [^\s<>@]+ @ [^\s<>]+ >
"""
"""Not all that stands between angle brackets: «Str<Num, а «Date» > 5» is text."""

_NOT_PROSE = (
    # Fenced code, also in a list or a quotation.
    re.compile(
        r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}(?=[^~\n]*$))"
        r"(?s:.)*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
        re.MULTILINE,
    ),
    re.compile(r"<!--(?s:.)*?-->"),
    # Code in a paragraph, an item, a cell or a heading, which ends with it.
    re.compile(
        r"""
        (?<![\\`]) (?P<ticks> `+ ) (?!`)
        (?: (?! \n[ \t>]* (?: \n | \| | \#+[ ] | (?: [-*+] | [0-9]{1,9}\. )[ ] ) ) (?s:.) )+?
        (?<!`) (?P=ticks) (?!`)
        """,
        re.VERBOSE,
    ),
    re.compile(rf"<(?P<raw>{_RAW})\b(?s:.)*?</(?P=raw)\s*>", re.IGNORECASE),
    # Tags, and addresses in angle brackets.
    re.compile(_TAG, re.VERBOSE),
    # Definitions of links and abbreviations.
    re.compile(
        rf"^[ \t>]* (?: \*\[[^\]\n]+\]: | \[(?!\^)[^\]\n]+\]:[ \t]* (?: $ | {_DEFINED} ) ) .*$",
        re.MULTILINE | re.VERBOSE,
    ),
    # Pictures, and where links lead. With a space before the address it is not a picture.
    re.compile(
        rf"""!\[(?!\[) [^\]\n]* \] (?: {_ADDRESS} | \[[^\]\n]*\] | (?! [ ]*\( ) )""", re.VERBOSE
    ),
    re.compile(rf"(?<=\]) {_ADDRESS}", re.VERBOSE),
    # Attribute lists.
    re.compile(r"\{:?[ \t]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*\}"),
)
_NOT_LINE_END = re.compile(r"[^\n]")


def blanked(source: str) -> str:
    """Returns the source, at the same length, with `OPAQUE` in place of what is not prose.

    So words are found only in prose.
    """
    for pattern in _NOT_PROSE:
        source = pattern.sub(_opaque, source)
    return source


def _opaque(match: re.Match[str]) -> str:
    return _NOT_LINE_END.sub(OPAQUE, match[0])


def outside_code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yields the lines that are not in fenced code, with their numbers counted from 0.

    Unlike `blanked`, it keeps addresses, attributes and underscores as typed.
    """
    for number, (line, fenced) in enumerate(zip(lines, in_fences(lines), strict=True)):
        if fenced == (False, False):
            yield number, line


def in_fences(lines: Iterable[str], fence: re.Pattern[str] = FENCE) -> Iterator[tuple[bool, bool]]:
    """Yields of each line whether a code block has been begun above it, and goes on below it."""
    mark = ""
    for line in lines:
        is_code = mark != ""
        found = fence.match(line)
        if found and not is_code:
            mark = found["mark"]
        elif found and found["mark"].startswith(mark) and not line.strip(" \t>").strip(mark[0]):
            mark = ""
        yield is_code, mark != ""
