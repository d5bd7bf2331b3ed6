"""The whole knowledge base: read once, then asked for one edition a language."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from kb.content.check import EDITORS
from kb.content.library import Library
from kb.content.load import load
from kb.content.problems import Problem
from kb.edition import Edition
from kb.render import Fragments
from kb.selection import misspelt_catalogues


@dataclass(frozen=True)
class KnowledgeBase:
    """All languages: the content, what is wrong with it, and how it is shown."""

    library: Library
    problems: tuple[Problem, ...]
    themes: tuple[Path, ...]
    """Folders with `fragments/` and `i18n/`; an earlier one's files win."""

    owner: str | Mapping[str, str] = ""
    """Who answers for pages that name nobody; one for all, or one a language."""

    site: str = ""
    """The address the site is published at; empty if nobody has said."""

    review_months: int = 12
    """How long a review holds if a page names no day of its own."""

    hidden: frozenset[str] = frozenset()
    """Paths below docs/ of the pages for editors, where these are not to be shown."""

    _editions: dict[str, Edition] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(
        cls,
        roots: Sequence[Path],
        *,
        locales: Sequence[str],
        themes: Sequence[Path],
        owner: str | Mapping[str, str] = "",
        site: str = "",
        review_months: int = 12,
        for_editors: bool = True,
        shown_from: Path,
        today: datetime.date,
    ) -> "KnowledgeBase":
        """Reads and checks the pages below `roots`; see `kb.content.load.load`.

        Unless `for_editors`, the pages with a block of `EDITORS` are checked and then left out.
        """
        library, problems = load(roots, locales, shown_from=shown_from, today=today)
        problems += misspelt_catalogues(library)
        problems += _missing_drawings(library, _fragments(tuple(themes))) if themes else ()
        hidden = frozenset(() if for_editors else _of_editors(library))
        library = library.without(hidden)
        return cls(
            library, tuple(sorted(problems)), tuple(themes), owner, site, review_months, hidden
        )

    def edition(self, locale: str) -> Edition:
        """Returns the knowledge base in one language; the same object each time."""
        if locale not in self._editions:
            owner = self.owner if isinstance(self.owner, str) else self.owner.get(locale, "")
            messages = _messages(self.themes, locale)
            self._editions[locale] = Edition(
                locale,
                self.library,
                messages,
                self.fragments,
                owner,
                self.site,
                self.review_months,
                self.problems,
            )
        return self._editions[locale]

    @cached_property
    def fragments(self) -> Fragments:
        return _fragments(self.themes)


@lru_cache(maxsize=4)
def _fragments(themes: tuple[Path, ...]) -> Fragments:
    """The same object for the same folders; Jinja notices itself when a template has changed."""
    return Fragments(themes)


def _of_editors(library: Library) -> Iterator[str]:
    for one in library.documents:
        if any(embed.type in EDITORS for embed in one.embeds):
            yield one.src_uri


def _missing_drawings(library: Library, fragments: Fragments) -> Iterator[Problem]:
    """Yields a problem for every `/// diagram | …` line that names no drawing."""
    for one in library.documents:
        for embed in (it for it in one.embeds if it.type == "diagram"):
            if not fragments.has(f"diagrams/{embed.id}"):
                message = f"блок «{embed}»: нет такого рисунка в fragments/diagrams"
                yield Problem(one.shown_as, one.source.body_line + embed.line, message)


def _messages(themes: Sequence[Path], locale: str) -> Mapping[str, Any]:
    """The interface texts of a language; a text that a company's theme changes wins."""
    merged: dict[str, Any] = {}
    for theme in reversed(themes):
        path = theme / "i18n" / f"{locale}.yml"
        if path.is_file():
            _merge(merged, _yaml(path.read_text(encoding="utf-8")))
    return merged


def _yaml(text: str) -> dict[str, Any]:
    """The C loader is ten times faster, and a preview reads these at every save."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader) or {}  # noqa: S506 (both are safe)


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _merge(below[key], value)
        else:
            below[key] = value
