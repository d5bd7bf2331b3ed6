"""Finds the heading of a page under which a run stands."""

from collections import deque
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.runs import Run

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on a page."""

    heading: Element | None
    """The nearest heading above it."""

    section: Element | None
    """The nearest h1, h2 or h3 above it, or the block of footnotes."""


class Outline:
    """The headings of the tree below `root`, as it is when the outline is made."""

    def __init__(self, root: Element) -> None:
        self.parents = {child: parent for parent in root.iter() for child in parent}
        """The parent of each element."""

        self._places: dict[Element, Place] = {}
        place = Place(None, None)
        for element in root.iter():
            if element.tag in _HEADINGS:
                section = element if element.tag in _SECTIONS else place.section
                place = Place(element, section)
            self._places[element] = place

    def place(self, run: Run) -> Place:
        """Where `run` stands. Footnotes are a section of their own, under no heading."""
        for element in run.path:
            if "footnote" in element.get("class", "").split():
                return Place(None, element)
        first = run.pieces[0]
        if first.slot == "text":
            return self._places[first.node]
        return self._places[deque(first.node.iter(), maxlen=1)[0]]
