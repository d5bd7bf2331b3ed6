"""Finds the pages of a company that replace ours, and whether ours have changed since.

An upgrade changes our pages and leaves the company's as they are: somebody has to compare them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.content.fields.messages import in_field
from kb.content.library import Document, Library
from kb.content.problems import Problem, as_shown
from kb.content.reading.page import read
from kb.translation import State, digest

FIELD = "replaces"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A page of a company that replaces, or replaced, one of ours."""

    document: Document
    original: Document | None
    """Ours; if it is `MISSING`, the page it has moved to, None if that is unknown."""

    state: State


def replacements(
    library: Library, roots: Sequence[Path], *, shown_from: Path
) -> Iterator[Replacement]:
    """Yields the replacements, in the order of pages.

    `roots` are the folders the library was read from, ours first. Our pages are read from them, as
    a library only has the pages that readers get.
    """
    for one in library.documents:
        if library.is_ours(one):
            continue
        path = roots[0] / one.src_uri
        if path.is_file():
            ours = read(path.read_bytes(), one.locale, one.path, as_shown(path, shown_from))
            if isinstance(ours, Document):
                yield Replacement(one, ours, _state(one, ours))
        elif one.entry.replaces:
            yield Replacement(one, _moved(one, library), State.MISSING)


def _state(document: Document, ours: Document) -> State:
    wording = digest(ours)
    if document.entry.replaces is None:
        return State.FRESH if digest(document) == wording else State.UNMARKED
    return State.FRESH if document.entry.replaces == wording else State.BEHIND


def _moved(document: Document, library: Library) -> Document | None:
    """Returns our page that has the id of this one, or the wording that it was compared with."""
    ours = [
        one for one in library.documents if one.locale == document.locale and library.is_ours(one)
    ]
    same = (one for one in ours if one.entry.id and one.entry.id == document.entry.id)
    alike = (one for one in ours if digest(one) == document.entry.replaces)
    return next(same, None) or next(alike, None)


def problems(library: Library, roots: Sequence[Path], *, shown_from: Path) -> Iterator[Problem]:
    """Yields a warning for every replacement that somebody should look at."""
    for one in replacements(library, roots, shown_from=shown_from):
        if told := _told(one):
            line = one.document.line((FIELD,))
            yield one.document.warning(line, told, rule="replaced")


def _told(one: Replacement) -> str:
    own, ours = one.document, one.original
    accept = f"отметьте: «kb replaced --accept {own.shown_as}»"
    if ours is None:
        told = "нашей страницы по этому пути больше нет; что с ней стало, пишет CHANGELOG.md"
        return in_field((FIELD,), f"{told}; удалите поле")
    match one.state:
        case State.MISSING if ours.key == own.key:
            return ""  # that is an error already: two pages have one id
        case State.MISSING:
            place = own.beside(ours.src_uri)
            told = f"наша страница теперь {ours.shown_as}; перенесите эту в {place}"
            return in_field((FIELD,), told)
        case State.BEHIND:
            told = f"{ours.shown_as} изменился; что именно, покажет «kb replaced»; поправьте свою"
            return in_field((FIELD,), f"{told} и {accept}")
        case State.UNMARKED:
            return f"заменяет {ours.shown_as} и с ней не сверена; сравните их и {accept}"
    return ""
