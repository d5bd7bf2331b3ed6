"""Links the terms of a glossary in a page's Markdown tree, changing nothing else."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.glossary.linking.markup import CLOSED_RAW, Places, is_closed, prose
from kb.glossary.linking.outline import Outline
from kb.glossary.linking.wrap import Span, span
from kb.glossary.matching.matcher import Match
from kb.tree.runs import Run, runs

Policy = Literal["first", "section", "all"]
"""Which occurrences are links: the first on a page, the first in a section, or all."""


class Finder(Protocol):
    """An object that finds the terms in a text, such as `Matcher`."""

    def find(self, text: str) -> Sequence[Match]: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a page's text, linked or not."""

    term_id: str
    heading: Element | None
    """The nearest heading above it (`toc` gives it its id later), None before the first one and
    in footnotes."""

    linked: bool


class GlossaryLinks(Treeprocessor):
    """Wraps terms in `<a class="kb-term" data-term="ID" href="…">`.

    To run after `attr_list` (8), which gives elements their `no-glossary` class and would take text
    in braces after a link for the link's attributes, and before `toc` (5).

    finder: finds the terms; href: the address of a term's page by its id; link: which occurrences
    are linked; own: ids of terms whose page this is, never linked or recorded.
    After `run`, `occurrences` lists the occurrences found, in reading order.
    """

    def __init__(
        self,
        md: Markdown,
        finder: Finder,
        href: Callable[[str], str],
        *,
        link: Policy = "first",
        own: Collection[str] = (),
    ) -> None:
        super().__init__(md)
        self.finder = finder
        self.href = href
        self.link = link
        self.own = frozenset(own)
        self.occurrences: list[Occurrence] = []

    def run(self, root: Element) -> None:
        """Links the terms below `root`."""
        self.occurrences = []
        raw_html = self.md.htmlStash.rawHtmlBlocks
        outline: Outline | None = None
        linked: set[tuple[str, Element | None]] = set()
        for run in runs(root, skip=is_closed, raw_html=raw_html, skip_raw=CLOSED_RAW):
            text, places = prose(run, raw_html)
            found = self.finder.find(text)
            if matches := [match for match in found if match.term_id not in self.own]:
                outline = outline or Outline(root)
                for place, match in reversed(self._links(run, places, matches, outline, linked)):
                    place.wrap(self._link(match.term_id))

    def _links(
        self,
        run: Run,
        places: Places | None,
        matches: Sequence[Match],
        outline: Outline,
        linked: set[tuple[str, Element | None]],
    ) -> list[tuple[Span, Match]]:
        """Which of `matches` become links, and where; records them all."""
        place = outline.place(run)
        links: list[tuple[Span, Match]] = []
        for match in matches:
            key = (match.term_id, place.section if self.link == "section" else None)
            ends = places.stretch(*match[:2]) if places else match[:2]
            wanted = self.link == "all" or key not in linked
            around = span(run, *ends, outline.parents) if ends and wanted else None
            if around:
                linked.add(key)
                links.append((around, match))
            self.occurrences.append(Occurrence(match.term_id, place.heading, around is not None))
        return links

    def _link(self, term_id: str) -> Element:
        attributes = {"class": "kb-term", "data-term": term_id, "href": self.href(term_id)}
        return Element("a", attributes)
