"""Puts together what is parted at the end of a line: words of a PDF, addresses of html2text."""

import re

from kb.language.text.code import blanked
from kb.language.text.prose import Prose
from kb.language.text.torn_words import torn_words

_ADDRESS = re.compile(r"(?<=\]\()https?://[^\s()<>]+(?:\n[ \t>]*[^\s()<>\"']+)+(?=\))")
_LINE_END = re.compile(r"\n[ \t>]*")


def with_words_whole(page: Prose) -> str:
    """Returns the body of a page with each such word whole at the end of its first line.

    An address on several lines works, but would not once a part of it is taken for a bare one.
    """
    lines = [*page.source.body_lines]
    for one in reversed([*torn_words(page)]):
        below = lines[one.line + 1][one.rest.end() :]
        rest = one.rest["right"] + one.rest["marks"] + ("" if below else one.rest["gap"])
        lines[one.line] = lines[one.line][: one.mark] + rest
        lines[one.line + 1 : one.line + 2] = [one.rest["before"] + below] if below else []
    body = "\n".join(lines)
    if "](http" in body:
        for address in reversed([*_ADDRESS.finditer(blanked(body))]):
            whole = _LINE_END.sub("", address[0])
            body = body[: address.start()] + whole + body[address.end() :]
    return body
