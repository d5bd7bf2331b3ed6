"""Finds what would be wrong with the pages after an import."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.bulk.drafts import Draft, Drafts
from kb.content.check import check
from kb.content.library import Library
from kb.content.problems import Location, Problem, as_shown, errors
from kb.content.reading.load import load
from kb.edition import KnowledgeBase


def faults_made(
    drafts: Drafts,
    texts: Mapping[str, tuple[Draft, str]],
    gone: Collection[str],
    kb: KnowledgeBase,
    today: datetime.date,
) -> list[str]:
    """Checks all pages, with the changed ones in place of their old versions.

    `texts` are the changed entries by their paths below the roots, each with the text of its file,
    `gone` the paths of pages that are removed. Returns the errors that the changes make, by their
    cells where the tables have them.
    """
    roots, locales, shown_from = kb.roots, kb.library.locales, kb.shown_from
    _, before = load(roots, locales, shown_from=shown_from, today=today)
    known = {(one.path, one.message) for one in errors(before)}
    with TemporaryDirectory(prefix="kb-") as folder:
        overlay = Path(folder).resolve()
        _lay_out(overlay, {uri: text for uri, (_, text) in texts.items()})
        library, after = load(roots, locales, shown_from=shown_from, today=today, drafts=overlay)
    shown_in = {uri: one.document.shown_as for uri, (one, _) in texts.items() if one.document}
    told: dict[str, None] = {}
    for one in errors(_without_gone(after, library, gone, today)):
        uri = one.path.removeprefix(f"{overlay.as_posix()}/")
        message = one.message
        for name, place in shown_in.items():
            message = message.replace(f"{overlay.as_posix()}/{name}", place)
        message = message.replace(overlay.as_posix(), as_shown(roots[-1], shown_from))
        entry = texts[uri][0] if uri in texts else None
        shown = entry.document.shown_as if entry and entry.document else one.path
        if (shown, message) not in known:
            told[_told(replace(one, path=shown, message=message), entry, drafts)] = None
    return list(told)


def _without_gone(
    problems: Iterable[Problem], library: Library, gone: Collection[str], today: datetime.date
) -> set[Problem]:
    """Returns the problems of a library after the removal of some pages."""
    if not gone:
        return set(problems)
    whole = set(check(library, today=today))
    left = set(check(library.without(gone), today=today))
    return set(problems) - (whole - left) | (left - whole)


def _lay_out(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes the changed pages, to be checked in place of the old ones."""
    for uri, text in texts.items():
        path = folder / uri
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            error.filename = folder  # the temporary folder, which is on a full disk
            raise


def _told(problem: Problem, entry: Draft | None, drafts: Drafts) -> str:
    """The message of a problem, with the address of the cell it is about.

    A page that is not changed may be in the tables too: it is the translation of one that is, and
    no longer agrees with it.
    """
    entry = entry or next(
        (
            one
            for one in drafts.entries.values()
            if one.document and one.document.shown_as == problem.path
        ),
        None,
    )
    if entry is None:
        return str(problem)
    address = _address(problem.location, entry) if problem.location else entry.address
    return f"{address}: {problem.message}"


def _address(location: Location, entry: Draft) -> str:
    """The cell of a field: its own, that of the list it is in, or one in the row of its part."""
    last = max(at for at, step in enumerate(location) if isinstance(step, str))
    part = location[:last] or location
    fits: Sequence[Callable[[Location], bool]] = (
        lambda at: at == location,
        lambda at: at == location[: len(at)],
        lambda at: _is_in_part(at, location) or _is_in_part(at, part),
    )
    for fit in fits:
        for at, address in entry.places:
            if fit(at):
                return address
    return entry.address


def _is_in_part(at: Location, part: Location) -> bool:
    """Whether a location is that of a field in a part, or deeper; not in an item of a list."""
    size = len(part)
    return len(at) > size and at[:size] == part and isinstance(at[size], str)
