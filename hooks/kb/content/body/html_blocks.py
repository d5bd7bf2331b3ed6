"""Lets Markdown work in raw HTML after an empty line, as it does on GitHub, in Notion and Obsidian.

Python-Markdown leaves everything up to the end tag as it was typed:

    <details>
    <summary>Ещё</summary>

    - **Раз**

    </details>

so the reader would see the hyphen and the asterisks. By CommonMark, raw HTML ends where an empty
line follows, and text after it is Markdown.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from markdown import Markdown
from markdown.preprocessors import Preprocessor

# After fenced code (25) has been put away, before raw HTML is (20).
PRIORITY, NAME = 22, "kb-html-blocks"

_HOLDING = ("<", "\n\n")
"""Without these a text has no raw HTML with an empty line in it."""

_RAW = re.compile(r"<(?:!--|(pre|script|style|textarea)\b)", re.IGNORECASE)
_TAG = re.compile(
    r"""
    (?P<line> ^[ ]{0,3} )? <(?P<end> /? )
    (?P<name> aside | blockquote | center | details | div | figure | li | ol | section
      | table | tbody | td | th | thead | tr | ul )
    (?P<attributes> (?: \s [^<>]* )? )>
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_HAS_MARKDOWN = re.compile(r"\smarkdown\b", re.IGNORECASE)
_AFTER_EMPTY_LINE = re.compile(r"(?<=\n\n)(?:[ ]{0,3}(?![ <])\S|[ ]{4,}(?P<tag><))")
"""A paragraph of Markdown, or a tag that would become code if it were read as Markdown."""


def add_to(md: Markdown) -> None:
    """Makes Markdown mark raw HTML for `md_in_html` where text follows an empty line in it."""
    md.preprocessors.register(_Marking(md), NAME, PRIORITY)


class _Marking(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not all(one in text for one in _HOLDING):
            return lines
        parts: list[str] = []
        at = 0
        for place in sorted(_places(_without_raw(text))):
            parts += text[at:place], ' markdown="block"'
            at = place
        return "".join([*parts, text[at:]]).split("\n")


def _without_raw(text: str) -> str:
    """The text, at the same length, without comments and elements whose content is not markup."""
    parts: list[str] = []
    unclosed: set[str] = set()
    at = 0
    for start in _RAW.finditer(text):
        end = f"</{start[1].lower()}" if start[1] else "-->"
        if start.start() < at or end in unclosed:
            continue
        closing = re.compile(re.escape(end), re.IGNORECASE).search(text, start.end())
        if closing is None:
            unclosed.add(end)
            continue
        parts += text[at : start.start()], "x" * (closing.end() - start.start())
        at = closing.end()
    return "".join([*parts, text[at:]])


def _places(text: str) -> Iterator[int]:
    """Yields the ends of start tags with Markdown that begin a line, or are in one that does."""
    paragraphs: list[int] = []
    tags: list[int] = []
    for found in _AFTER_EMPTY_LINE.finditer(text):
        (tags if found["tag"] else paragraphs).append(found.start())
    open_tags: list[re.Match[str]] = []
    names: Counter[str] = Counter()
    for tag in _TAG.finditer(text) if paragraphs else ():
        name = tag["name"].lower()
        if not tag["end"]:
            open_tags.append(tag)
            names[name] += 1
            continue
        closed = ""
        while names[name] and closed != name:
            start = open_tags.pop()
            closed = start["name"].lower()
            names[closed] -= 1
        is_block = closed and any(one["line"] is not None for one in (start, *open_tags[:1]))
        if is_block and not _HAS_MARKDOWN.search(start["attributes"]):
            inside = (start.end(), tag.start())
            if _any(paragraphs, inside) and not _any(tags, inside):
                yield start.end() - 1


def _any(places: list[int], inside: tuple[int, int]) -> bool:
    """Whether any of the sorted places lies between two others."""
    at = bisect_left(places, inside[0])
    return at < len(places) and places[at] < inside[1]
