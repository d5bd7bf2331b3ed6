"""Finds the lines of a page's source that contain text: neither code nor raw HTML."""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from xml.etree.ElementTree import Element

_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r" {4}|\t| {1,3}\t|[ \t]*>")
"""The possible beginnings of a line of code without a fence."""

Hidden = tuple[set[str], set[str]]
"""The lines that Markdown has taken for code, and those that it has left as HTML."""


def text_lines(typed: Sequence[str], blanked: Iterable[str], hidden: Hidden) -> list[str]:
    """Returns the lines of a body that is `blanked`; those of code and raw HTML are empty."""
    code, html = hidden
    return [
        "" if (text := line.strip(" \t>")) in html or (text in code and _CODE.match(line)) else bare
        for line, bare in zip(typed, blanked, strict=True)
    ]


def hidden_lines(root: Element, raw_html: Iterable[str | Element]) -> Hidden:
    """Returns the lines of a converted page that hold no text."""
    code = ["".join(one.itertext()) for one in root.iter("pre")]
    html: list[str] = []
    for raw in raw_html:
        if isinstance(raw, str) and ("<pre" in raw or "\n" in raw.strip()):
            (code if "<pre" in raw else html).append(unescape(_TAG.sub("", raw)))
    return _lines(code), _lines(html)


def _lines(texts: list[str]) -> set[str]:
    return {line.strip(" \t>") for text in texts for line in text.split("\n")}
