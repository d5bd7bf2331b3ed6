"""Finds the lines of a page's source that contain text: neither code nor raw HTML."""

import re
from html import unescape

from kb.language.text.code import blanked
from kb.language.text.prose import Prose

_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r" {4}|\t| {1,3}\t|[ \t]*>")
"""The possible beginnings of a line of code without a fence."""


def text_lines(prose: Prose) -> list[str]:
    """Returns the lines of a body; those of code and raw HTML are empty, or `OPAQUE`."""
    code, html = hidden_lines(prose)
    lines = blanked(prose.document.source.body).split("\n")
    for number, typed in enumerate(prose.document.source.body_lines):
        text = typed.strip(" \t>")
        if text in html or (text in code and _CODE.match(typed)):
            lines[number] = ""
    return lines


def hidden_lines(prose: Prose) -> tuple[set[str], set[str]]:
    """Returns the lines that Markdown has taken for code, and those that it has left as HTML."""
    code = ["".join(one.itertext()) for one in prose.root.iter("pre")]
    html: list[str] = []
    for raw in prose.raw_html:
        if isinstance(raw, str) and ("<pre" in raw or "\n" in raw.strip()):
            (code if "<pre" in raw else html).append(unescape(_TAG.sub("", raw)))
    return _lines(code), _lines(html)


def _lines(texts: list[str]) -> set[str]:
    return {line.strip(" \t>") for text in texts for line in text.split("\n")}
