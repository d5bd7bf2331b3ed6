"""Puts part of a run's text into an element, together with the inline elements it covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from xml.etree.ElementTree import Element

from kb.tree.runs import INLINE, Piece, Run


@dataclass(frozen=True, slots=True)
class _Point:
    """A place in the content of `parent`: in the string after the child `after`."""

    parent: Element
    after: Element | None
    """None for the string before the first child."""

    offset: int

    @property
    def string(self) -> str:
        return (self.parent.text if self.after is None else self.after.tail) or ""

    def put(self, string: str) -> None:
        if string == self.string:
            return
        if self.after is None:
            self.parent.text = string
        else:
            self.after.tail = string

    @property
    def index(self) -> int:
        """The index that a child inserted at this point has among its siblings."""
        return 0 if self.after is None else list(self.parent).index(self.after) + 1


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a tree that one element can hold: two points in the same parent."""

    start: _Point
    end: _Point

    def wrap(self, element: Element) -> None:
        """Moves the content of the span into the empty `element`, which takes its place.

        Of several spans in one run, wrap the last one first.
        """
        first, last = self.start.index, self.end.index
        inside = self.start.parent[first:last]
        tail = self.end.string[self.end.offset :]
        if inside:
            element.text = self.start.string[self.start.offset :]
            self.end.put(self.end.string[: self.end.offset])
        else:
            element.text = self.start.string[self.start.offset : self.end.offset]
        self.start.put(self.start.string[: self.start.offset])
        element.tail = tail
        for child in inside:
            self.start.parent.remove(child)
        element.extend(inside)
        self.start.parent.insert(first, element)


def span(run: Run, start: int, end: int, parents: Mapping[Element, Element]) -> Span | None:
    """Where `run.text[start:end]` is, or None if an element around it would be cut in two.

    An inline element at the edge that is wholly inside counts as covered.
    """
    first = run.pieces[bisect_right(run.pieces, start, key=attrgetter("start")) - 1]
    last = run.pieces[bisect_left(run.pieces, end, key=attrgetter("end"))]
    starts = _outwards(_point(first, start, parents), parents, at_end=False)
    ends = {
        point.parent: point for point in _outwards(_point(last, end, parents), parents, at_end=True)
    }
    for point in starts:
        if point.parent in ends:
            return Span(point, ends[point.parent])
    return None


def _point(piece: Piece, at: int, parents: Mapping[Element, Element]) -> _Point:
    if piece.slot == "text":
        return _Point(piece.node, None, at - piece.start)
    return _Point(parents[piece.node], piece.node, at - piece.start)


def _outwards(point: _Point, parents: Mapping[Element, Element], at_end: bool) -> list[_Point]:
    """`point`, and the points just outside the inline elements that begin or end with it."""
    found = [point]
    while point.parent.tag in INLINE and point.parent in parents:
        inner, outer = point.parent, parents[point.parent]
        if at_end:
            if point.offset < len(point.string) or point.index < len(inner):
                break
            point = _Point(outer, inner, 0)
        else:
            if point.offset or point.after is not None:
                break
            at = list(outer).index(inner)
            before = outer[at - 1] if at else None
            string = (outer.text if before is None else before.tail) or ""
            point = _Point(outer, before, len(string))
        found.append(point)
    return found
