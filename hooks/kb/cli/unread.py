"""The pages that cannot be read, for commands that would otherwise leave them out in silence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.base import KnowledgeBase
from kb.content.model import TYPES
from kb.content.problems import Problem, errors

_FIELD = re.compile(rb"^(id|type):[ \t]*['\"]?([A-Za-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Unread:
    """The file of a page that cannot be read."""

    locale: str
    path: str
    """Relative to its language's folder."""

    problems: tuple[Problem, ...]
    """At least one: why it cannot be read."""

    @property
    def shown_as(self) -> str:
        return self.problems[0].path

    @property
    def src_uri(self) -> str:
        return f"{self.locale}/{self.path}"

    @property
    def id(self) -> str:
        """As far as it can be seen; "" otherwise."""
        return self._fields().get("id", "")

    def may_be(self, kind: str) -> bool:
        """Whether it may be a page of this type: unless it clearly says that it is another's."""
        found = self._fields().get("type", "")
        return found == kind or found not in TYPES

    def _fields(self) -> dict[str, str]:
        try:
            raw = (Path.cwd() / self.shown_as).read_bytes()
        except OSError:
            return {}
        # UTF-16 only puts zeros between ASCII letters.
        fields = raw.replace(b"\0", b"").partition(b"\n---")[0]
        return {name.decode(): value.decode() for name, value in _FIELD.findall(fields)}


def unread(kb: KnowledgeBase, docs: Sequence[Path], locales: Sequence[str]) -> list[Unread]:
    """Returns the pages of these languages that cannot be read, with all of their errors.

    `docs` are the folders that the pages come from.
    """
    read = {one.shown_as for one in kb.library.documents}
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for one in errors(kb.problems):
        if one.path not in read and one.path.lower().endswith(".md"):
            for locale, path in _places(one.path, docs, locales):
                found.setdefault((one.path, locale, path), []).append(one)
    return [Unread(locale, path, tuple(why)) for (_, locale, path), why in found.items()]


def _places(shown: str, docs: Sequence[Path], locales: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields the language that a file belongs to, and its path there; nothing for another file."""
    here = Path.cwd()
    for folder in docs:
        for locale in locales:
            if (here / shown).is_relative_to(here / folder / locale):
                yield locale, (here / shown).relative_to(here / folder / locale).as_posix()
                return
