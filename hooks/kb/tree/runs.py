"""Reads a Markdown tree as runs: the text of one block, seen through its inline markup.

Typography and the glossary both look at words across the edge of emphasis
(`внутренний **клиент**`), and neither may look into code or raw HTML.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

OPAQUE = "\ufffc"
"""Replaces every character in a run's text that is not prose: code, raw HTML, images."""

INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup"
    " time u var".split()
)
"""Elements that do not interrupt a line of text; any other element ends the run."""

RAW_CODE = frozenset({"code", "kbd", "samp", "var", "script", "style", "textarea"})
"""Raw inline HTML elements whose content is not prose."""

NOT_PROSE = RAW_CODE | {"math", "pre", "svg"}
"""Elements of a tree whose content is not prose."""

STASHED = re.compile(f"{STX}[^{ETX}]*{ETX}")
"""What Markdown puts in place of markup until the end of conversion."""

_RAW_TAG = re.compile(r"\s*<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^>]*?(/?)>\s*\Z")


class Piece(NamedTuple):
    """One string of the tree and where it is in the run."""

    node: Element
    slot: Literal["text", "tail"]
    start: int
    end: int

    @property
    def content(self) -> str:
        return (self.node.text if self.slot == "text" else self.node.tail) or ""

    def replace(self, content: str) -> None:
        if self.slot == "text":
            self.node.text = content
        else:
            self.node.tail = content


class Run(NamedTuple):
    """The text of one block with prose as it is and everything else as `OPAQUE`."""

    text: str
    pieces: tuple[Piece, ...]
    """The strings that hold the prose, in order; a gap between two is opaque or a line break."""

    path: tuple[Element, ...]
    """The elements around the run, outermost first."""

    tags: tuple[tuple[int, int], ...] = ()
    """The opaque stretches, as start and end, that are raw inline tags with prose inside them."""


def runs(
    root: Element,
    *,
    skip: Callable[[Element], bool],
    raw_html: Sequence[str | Element] = (),
    skip_raw: frozenset[str] = RAW_CODE,
) -> list[Run]:
    """Returns the runs below `root`, in the order a reader meets them.

    `skip` says whether an element's content is to be passed over (an inline one leaves an
    `OPAQUE` in the run). `raw_html` is `md.htmlStash.rawHtmlBlocks`, `skip_raw` the raw inline
    elements whose content is to be hidden. The list is complete before it is returned, so the
    caller may change the tree while going through it.
    """
    reader = _Reader(skip, raw_html, skip_raw)
    if not skip(root):
        reader.walk(root, ())
    reader.flush((root,))
    return reader.found


class _Reader:
    """Walks a tree and cuts its text into runs."""

    def __init__(
        self,
        skip: Callable[[Element], bool],
        raw_html: Sequence[str | Element],
        skip_raw: frozenset[str],
    ) -> None:
        self.found: list[Run] = []
        self._skip = skip
        self._raw_html = raw_html
        self._skip_raw = skip_raw
        self._begin()

    def _begin(self) -> None:
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self._tags: list[tuple[int, int]] = []
        self._raw_open: list[str] = []
        self._length = 0
        self._has_prose = False

    def flush(self, path: tuple[Element, ...]) -> None:
        """Ends the run that `path` leads to."""
        if not self._text:
            return
        if self._has_prose:
            text = "".join(self._text)
            self.found.append(Run(text, tuple(self._pieces), path, tuple(self._tags)))
        self._begin()

    def walk(self, node: Element, path: tuple[Element, ...]) -> None:
        """Reads all of `node`; `path` are the elements around it."""
        inside = (*path, node)
        if node.text:
            self._read(node, "text", node.text)
        for child in node:
            tag = child.tag
            if tag == "br":
                self._add("\n")
            elif tag == "img":
                self._add(OPAQUE)
            elif tag in INLINE:
                if self._skip(child):
                    self._add(OPAQUE)
                else:
                    self.walk(child, inside)
            else:
                self.flush(inside)
                if not self._skip(child):
                    self.walk(child, inside)
                    self.flush((*inside, child))
            if child.tail:
                self._read(child, "tail", child.tail)

    def _add(self, visible: str) -> None:
        self._text.append(visible)
        self._length += len(visible)

    def _read(self, node: Element, slot: Literal["text", "tail"], content: str) -> None:
        is_space = content.isspace()
        if is_space and not self._text:  # the line's end between two blocks belongs to neither
            return
        if isinstance(content, AtomicString):
            visible = OPAQUE * len(content)
        elif STX in content or self._raw_open:
            visible = self._prose(content)
        else:
            visible = content
        start = self._length
        self._length += len(content)
        self._pieces.append(Piece(node, slot, start, self._length))
        self._has_prose = self._has_prose or not is_space
        self._text.append(visible)

    def _prose(self, content: str) -> str:
        """`content` with stashed markup, and all text inside raw code, made opaque."""
        parts: list[str] = []
        at = 0
        for stashed in STASHED.finditer(content):
            parts.append(self._unless_hidden(content[at : stashed.start()]))
            parts.append(OPAQUE * len(stashed[0]))
            if self._note_raw(stashed[0]):
                self._tags.append((self._length + stashed.start(), self._length + stashed.end()))
            at = stashed.end()
        parts.append(self._unless_hidden(content[at:]))
        return "".join(parts)

    def _unless_hidden(self, part: str) -> str:
        return OPAQUE * len(part) if self._raw_open else part

    def _note_raw(self, placeholder: str) -> bool:
        """Tracks raw tags around hidden content; returns whether this one has prose inside."""
        stashed = HTML_PLACEHOLDER_RE.fullmatch(placeholder)
        if not stashed or int(stashed[1]) >= len(self._raw_html):
            return False
        raw = self._raw_html[int(stashed[1])]
        tag = _RAW_TAG.match(raw) if isinstance(raw, str) else None
        if not tag:
            return False
        name = tag[2].lower()
        if name not in self._skip_raw:
            return name in INLINE and not self._raw_open
        if tag[1]:
            if name in self._raw_open:
                self._raw_open.remove(name)
        elif not tag[3]:
            self._raw_open.append(name)
        return False
