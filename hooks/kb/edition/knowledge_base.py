"""The whole knowledge base: read once, then asked for one edition per language."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from kb.content.body.blocks import EDITORS
from kb.content.fields.kinds import Visibility
from kb.content.library import Library
from kb.content.model import Plain
from kb.content.problems import Problem
from kb.content.reading.load import load
from kb.content.reading.synonyms import Synonyms, read_synonyms
from kb.content.reading.unread import Unread, unread
from kb.content.selection import misspelt_catalogues
from kb.content.visibility import internal, public
from kb.content.yaml.remembered import Remembered
from kb.edition import interface_texts
from kb.edition.edition import UNSET, Edition, SiteSettings
from kb.edition.occupied import occupied
from kb.render import Fragments


@dataclass(frozen=True)
class KnowledgeBase:
    """All languages: the content, what is wrong with it, and how it is shown."""

    library: Library
    problems: tuple[Problem, ...]
    themes: tuple[Path, ...]
    """Folders with `fragments/` and `i18n/`; an earlier one's files win."""

    settings: SiteSettings = UNSET
    roots: tuple[Path, ...] = ()
    """Folders with pages and pictures; a later one's files win."""

    shown_from: Path = Path()
    """The folder that the paths in problems are relative to."""

    synonyms: Mapping[str, Synonyms] = field(default_factory=dict, repr=False)
    """By language."""

    hidden: frozenset[str] = frozenset()
    """Paths below docs/ of the pages for editors and the internal pages that are left out."""

    _editions: dict[str, Edition] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(
        cls,
        roots: Sequence[Path],
        *,
        locales: Sequence[str],
        themes: Sequence[Path],
        settings: SiteSettings = UNSET,
        shown_from: Path,
        today: datetime.date,
        remembered: Remembered | None = None,
        leave_out: Collection[str] = (),
    ) -> "KnowledgeBase":
        """Reads and checks the pages below `roots`; see `kb.content.reading.load`.

        Pages that by its `settings` a site does not have are checked and then left out.
        """
        library, problems = load(
            roots,
            locales,
            shown_from=shown_from,
            today=today,
            remembered=remembered,
            leave_out=leave_out,
            only=settings.only_locale,
        )
        synonyms, faults = read_synonyms(roots, shown_from=shown_from)
        problems += [*faults, *misspelt_catalogues(library)]
        problems += occupied(library, roots, settings, shown_from=shown_from)
        if themes:
            library, faults = _renderable(library, themes)
            problems += [*faults, *interface_texts.problems(themes, locales, shown_from=shown_from)]
        hidden = frozenset(() if settings.for_editors else _of_editors(library))
        if settings.visibility is Visibility.PUBLIC:
            hidden |= {one.src_uri for one in internal(library)}
            library, faults = public(library)
            problems += faults
        library = library.without(hidden)
        return cls(
            library,
            tuple(sorted(problems)),
            tuple(themes),
            settings,
            roots=tuple(roots),
            shown_from=shown_from,
            synonyms=synonyms,
            hidden=hidden,
        )

    def edition(self, locale: str) -> Edition:
        """Returns the knowledge base in one language; the same object each time."""
        if locale not in self._editions:
            messages = interface_texts.read(self.themes, locale)
            self._editions[locale] = Edition(
                locale,
                self.library,
                messages,
                self.fragments,
                self.settings,
                self.problems,
                synonyms=self.synonyms.get(locale, {}),
                roots=self.roots,
            )
        return self._editions[locale]

    def unread(self) -> list[Unread]:
        """Returns the pages that cannot be read: the library has none of them."""
        return unread(self.library, self.problems, self.roots, shown_from=self.shown_from)

    @cached_property
    def fragments(self) -> Fragments:
        return _fragments(self.themes)


@lru_cache(maxsize=4)
def _fragments(themes: tuple[Path, ...]) -> Fragments:
    """The same object for the same folders; Jinja itself notices when a template has changed."""
    return Fragments(themes)


def _of_editors(library: Library) -> Iterator[str]:
    for one in library.documents:
        if any(embed.type in EDITORS for embed in one.embeds):
            yield one.src_uri


def _renderable(library: Library, themes: Sequence[Path]) -> tuple[Library, list[Problem]]:
    """Returns the library without pages that would end a preview, and all that the themes lack."""
    lacking = list(_missing_files(library, themes))
    problems = [
        *_missing_drawings(library, _fragments(tuple(themes))),
        *(problem for _, problem in lacking),
    ]
    return library.without({page for page, _ in lacking}), problems


def _missing_drawings(library: Library, fragments: Fragments) -> Iterator[Problem]:
    """Yields a problem for every `/// diagram | …` line that names no drawing."""
    for one in library.documents:
        for embed in (it for it in one.embeds if it.type == "diagram"):
            if not fragments.has(f"diagrams/{embed.id}"):
                yield one.error_in_block(embed, "нет такого рисунка в fragments/diagrams")


def _missing_files(library: Library, themes: Sequence[Path]) -> Iterator[tuple[str, Problem]]:
    """Yields the path of every page with an icon or template that no theme has, and the problem.

    The engine would stop at the first of them, with a traceback. Where only our own part of the
    theme is known, as in `kb check`, nothing is reported.
    """
    if not any((theme / ".icons").is_dir() for theme in themes):
        return
    for one in library.documents:
        named = {"icon": f".icons/{one.entry.icon}.svg"} if one.entry.icon else {}
        if isinstance(one.entry, Plain) and one.entry.template:
            named["template"] = one.entry.template
        for name, path in named.items():
            if not any((theme / path).is_file() for theme in themes):
                told = f"такого нет в теме: нет файла {path}; проверьте имя"
                yield one.src_uri, one.error((name,), told)
