"""Keeps short words with a hyphen or a range on one line: «9–10», «152-ФЗ», «что-то», “X-ray”.

A browser may break a line after any hyphen or dash. A character that forbids this would get into
what readers copy and search for; an element with `white-space: nowrap` does not.
"""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from kb.tree.runs import NOT_PROSE

CLASS = "kb-whole"
"""The class of the elements, for the style sheets."""

_SPAN = Markup('<span class="{}">{}</span>')

_LONGEST = 12
"""In characters; a longer word might stick out of a narrow column."""

_WHOLE = re.compile(
    rf"""
    (?<! [\w/.@&–-] ) (?= \S{{3,{_LONGEST}}} (?: \s | \Z ) )
    (?: \d [\d.,:]* (?: [–-] \d [\d.,:]* (?<! [.,:] ) )+
      | (?: \d+ | [^\W\d_]{{1,2}} ) - [^\W\d_]+
      | [^\W\d_]+ - (?: \d+ | [^\W\d_]{{1,2}} )
    ) (?! [\w/@–-] | \.\w )
    """,
    re.VERBOSE,
)


_MAYBE = re.compile(
    r"[-–](?:(?<=[0-9].)\w|(?<=\w.)(?:[0-9]|\w{1,2}\b)|(?<=\b\w.)\w|(?<=\b\w\w.)\w)"
).search
"""Rules out quickly most texts that have none."""


def whole(text: str) -> Markup:
    """Returns a text as HTML, with the elements that `Whole` would put into it."""
    made: list[str] = []
    at = 0
    for match in _WHOLE.finditer(text):
        made += [escape(text[at : match.start()]), _SPAN.format(CLASS, match[0])]
        at = match.end()
    return Markup("").join([*made, text[at:]])


class Whole(Treeprocessor):
    """Wraps what is short and must not be broken; the text stays as it is.

    To be run after everything that reads the text of headings and links.
    """

    def run(self, root: Element) -> None:
        waiting = [root]  # no generator that calls itself: that takes twice as long
        while waiting:
            parent = waiting.pop()
            if parent.tag in NOT_PROSE:
                continue
            children = list(parent)
            waiting += children
            for at in range(len(children) - 1, -1, -1):
                tail = children[at].tail
                if tail and _MAYBE(tail) and (parts := _parts(tail)):
                    children[at].tail = parts[0]
                    parent[at + 1 : at + 1] = parts[1]
            text = parent.text
            if text and _MAYBE(text) and (parts := _parts(text)):
                parent.text = parts[0]
                parent[0:0] = parts[1]


def _parts(text: str) -> tuple[str, list[Element]] | None:
    """Returns the text before the first word to keep whole, and the elements; None if none is."""
    found = [] if isinstance(text, AtomicString) else list(_WHOLE.finditer(text))
    if not found:
        return None
    made: list[Element] = []
    for match in found:
        element = Element("span", {"class": CLASS})
        element.text = match[0]
        made.append(element)
    for one, match, following in zip(made, found, [*found[1:], None], strict=True):
        one.tail = text[match.end() : following.start() if following else None]
    return text[: found[0].start()], made
