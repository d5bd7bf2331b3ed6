"""Puts no-break spaces into the text of a page that Markdown has parsed."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.tree.runs import NOT_PROSE, OPAQUE, Piece, Run, runs
from kb.typography.rules import typeset
from kb.typography.spaces import BLOCK, LINE, NBSP

_NOT_PROSE = NOT_PROSE | {"tt"}


class Typography(Treeprocessor):
    """Puts no-break spaces into prose; code, raw HTML and attributes stay as they are.

    To be run after inline parsing, and after whatever looks for words with ordinary spaces.
    """

    def __init__(self, md: Markdown, locale: str) -> None:
        super().__init__(md)
        self.locale = locale

    def run(self, root: Element) -> None:
        found = runs(
            root, skip=_skip, raw_html=self.md.htmlStash.rawHtmlBlocks, skip_raw=_NOT_PROSE
        )
        # All runs are bound in one call, because a call for each would cost more than the rules do.
        stretches = [stretch for run in found for stretch in _stretches(run)]
        text = "".join(visible for _, visible in stretches)
        bound = typeset(text, self.locale)
        if bound == text:
            return
        at = 0
        for place, visible in stretches:
            end = at + len(visible)
            if place and bound[at:end] != visible:
                _write(*place, bound[at:end])
            at = end


def _skip(element: Element) -> bool:
    return element.tag in _NOT_PROSE or element.get("class") in ("arithmatex", "footnote-ref")


Place = tuple[Piece, int]
"""A piece and a position in its content."""


def _stretches(run: Run) -> Iterator[tuple[Place | None, str]]:
    """Yields a run's text in parts, each with its place in the tree; None if it must not change.

    Raw inline tags are left out: to a reader, they do not separate words.
    """
    yield None, BLOCK
    read = 0
    for piece in run.pieces:
        if read < piece.start:
            yield None, run.text[read : piece.start].replace("\n", LINE)
        at = piece.start
        for start, end in run.tags:
            if piece.start <= start < piece.end:
                yield (piece, at - piece.start), run.text[at:start]
                at = end
        yield (piece, at - piece.start), run.text[at : piece.end]
        read = piece.end
    if read < len(run.text):
        yield None, run.text[read:]


def _write(piece: Piece, at: int, bound: str) -> None:
    """Puts the no-break spaces of `bound` into the piece, whose opaque parts stay as they are."""
    content = piece.content
    end = at + len(bound)
    part = bound
    if OPAQUE in bound:
        part = "".join(
            new if new == NBSP else old for old, new in zip(content[at:end], bound, strict=True)
        )
    piece.replace(content[:at] + part + content[end:])
