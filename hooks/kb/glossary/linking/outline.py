"""Finds the heading of a page that a run is under."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.tree.headings import LEVELS
from kb.tree.runs import Run

_SECTIONS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is on a page."""

    heading: Element | None
    """The nearest heading above it."""

    section: Element | None
    """The nearest h1, h2 or h3 above it, or the block of footnotes."""


class Outline:
    """The headings of the tree below `root`, as it is when the outline is made.

    A heading inside an element, such as an embedded card or a tab, ends with that element.
    """

    def __init__(self, root: Element) -> None:
        self.parents = {child: parent for parent in root.iter() for child in parent}
        """The parent of each element."""

        self._places: dict[Element, Place] = {root: Place(None, None)}
        reached = dict(self._places)  # the place reached so far in each element
        for element, parent in self.parents.items():
            place = reached[parent]
            if element.tag in LEVELS:
                section = element if element.tag in _SECTIONS else place.section
                place = reached[parent] = Place(element, section)
            self._places[element] = reached[element] = place

    def place(self, run: Run) -> Place:
        """Where `run` is. Footnotes are a section of their own, under no heading."""
        for element in run.path:
            if "footnote" in element.get("class", "").split():
                return Place(None, element)
        return self._places[run.pieces[0].node]
