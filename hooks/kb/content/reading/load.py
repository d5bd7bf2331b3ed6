"""Reads docs/ from disk into a library and a list of all problems."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from kb.content.check import check, with_ids_meant
from kb.content.library import Document, Library, sort_documents
from kb.content.model import Source
from kb.content.problems import Fault, Problem, as_shown
from kb.content.reading import sources
from kb.content.reading.folders import misplaced, not_files, page_meant, pages
from kb.content.reading.glimpse import ids_seen, source_ids_seen
from kb.content.reading.page import in_file, read_body, read_file
from kb.content.yaml.remembered import Remembered


def load(
    roots: Sequence[Path],
    locales: Sequence[str],
    *,
    shown_from: Path,
    today: datetime.date,
    remembered: Remembered | None = None,
    drafts: Path | None = None,
    leave_out: Collection[str] = (),
    only: str = "",
) -> tuple[Library, list[Problem]]:
    """Reads every page below `roots` and checks it alone and against all others.

    A later root's file replaces the same file of an earlier one; the first root is ours. `drafts`
    is a folder with files about to be written into the roots, into ours only if there is no other.
    The first locale is the default one; pages in the languages to `leave_out` are not read. If
    `only` one language is published, the sources need no text in another.
    Paths in problems are relative to `shown_from`. Returns what could be read, and all problems
    sorted by place.
    """
    folders = [*roots, drafts] if drafts else roots
    reading = _Reading(locales, shown_from)
    reading.leave_out(not_files(folders, locales))
    files = [*pages(folders, leave_out)]
    reading.read_pages(files, remembered or Remembered())
    texts_in = [only] if only else locales
    known = reading.read_sources([root / sources.FILE for root in roots], texts_in)
    theirs = folders[1:] if len(roots) > 1 else []  # and what is about to be written there
    of_company = (one for one, _ in files if any((folder / one).is_file() for folder in theirs))
    library = Library(
        sort_documents(reading.documents),
        known,
        tuple(locales),
        no_files=frozenset(reading.no_files),
        of_company=frozenset(of_company),
        bodies=sort_documents(reading.bodies),
    )
    problems = [*reading.problems]
    for shown, found in reading.faults:
        problems += in_file(shown, [*with_ids_meant(found, library)])
    problems += check(library, today=today, unread=reading.unread)
    return library, sorted(set(problems))


class _Reading:
    """What has been read so far."""

    def __init__(self, locales: Sequence[str], shown_from: Path) -> None:
        self._locales = locales
        self._shown_from = shown_from
        self.documents: list[Document] = []
        self.bodies: list[Document] = []
        """Of the pages with faulty fields."""

        self.no_files: set[str] = set()
        self.problems: list[Problem] = []
        self.faults: list[tuple[str, Sequence[Fault]]] = []
        """By the files' names in problems; which ids were meant is known once all is read."""

        self.unread: set[str] = set()
        """The ids of what could not be read."""

        self._lost: set[str] = set()
        """The paths, below a language's folder, of the pages that could not be read."""

    def leave_out(self, strangers: Iterable[tuple[str, Path, str]]) -> None:
        """Notes what must not be among the pages; see `not_files`."""
        for relative, path, told in strangers:
            self.problems.append(Problem(as_shown(path, self._shown_from), 1, told))
            self.unread.add(path.stem)
            self._lost.add(page_meant(relative))
            if path.is_symlink() or not path.is_dir():  # the pages in a misnamed folder are read
                self.no_files.add(relative)

    def read_pages(self, files: Iterable[tuple[str, Path]], remembered: Remembered) -> None:
        """Reads pages; each file is given with its path below its folder."""
        for relative, path in files:
            shown = as_shown(path, self._shown_from)
            locale, _, inner = relative.partition("/")
            if wrong_place := misplaced(path, relative, shown, self._locales):
                self.problems += wrong_place
            else:
                page = read_file(path, locale, inner, shown, remembered)
                if isinstance(page, Document):
                    self.documents.append(page)
                    continue
                self.faults.append((shown, page))
                if body := read_body(path, locale, inner, shown):
                    self.bodies.append(body)
            self.unread |= {form for one in ids_seen(path) for form in (one, one.upper())}
            self._lost.add(inner)
        # Even an unreadable page has the id that it has in the other languages.
        self.unread |= {one.key for one in self.documents if one.path in self._lost}

    def read_sources(self, paths: Iterable[Path], locales: Sequence[str]) -> dict[str, Source]:
        """Returns the sources of all files, by their ids; those of a later one win.

        Their texts are needed in the languages `locales`.
        """
        known: dict[str, Source] = {}
        for path in paths:
            is_refused = sources.FILE in self.no_files
            if path.is_file() and not is_refused:
                found, wrong = sources.read(path, locales)
                known |= found
                self.faults.append((as_shown(path, self._shown_from), wrong))
                is_refused = bool(wrong)
            if is_refused:
                named = {str(source) for one in self.documents for source in one.entry.sources}
                self.unread |= source_ids_seen(path, named)
        return known
