"""The pages that cannot be read, for commands that would otherwise omit them silently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.content.library import Library
from kb.content.model import TYPES
from kb.content.problems import Problem, errors
from kb.content.reading.glimpse import fields_seen


@dataclass(frozen=True)
class Unread:
    """The file of a page that cannot be read."""

    locale: str
    path: str
    """Relative to its language's folder."""

    problems: tuple[Problem, ...]
    """At least one: why it cannot be read."""

    id: str
    """As far as it can be seen; "" otherwise."""

    type: str
    """As far as it can be seen; "" otherwise. It need not exist."""

    @property
    def shown_as(self) -> str:
        return self.problems[0].path

    @property
    def src_uri(self) -> str:
        return f"{self.locale}/{self.path}"

    def may_be(self, kind: str) -> bool:
        """Whether it may be a page of this type: it does not clearly name another."""
        return self.type == kind or self.type not in TYPES


def unread(
    library: Library,
    problems: Iterable[Problem],
    roots: Sequence[Path],
    *,
    shown_from: Path,
) -> list[Unread]:
    """Returns the pages that cannot be read, with all of their errors.

    `roots` are the folders that the library was read from, `problems` what was found then, with
    paths relative to `shown_from`.
    """
    read = {one.shown_as for one in library.documents}
    faults: dict[str, list[Problem]] = {}
    for one in errors(problems):
        if one.path not in read and one.path.lower().endswith(".md"):
            faults.setdefault(one.path, []).append(one)
    folders = [shown_from / root / locale for root in roots for locale in library.locales]
    found: list[Unread] = []
    for shown, why in faults.items():
        file = shown_from / shown
        if place := _place(file, folders):
            seen = dict(fields_seen(file))
            found.append(Unread(*place, tuple(why), seen.get("id", ""), seen.get("type", "")))
    return found


def _place(file: Path, folders: Sequence[Path]) -> tuple[str, str] | None:
    """Returns the language that a file belongs to, and its path there; None for another file."""
    for folder in folders:
        if file.is_relative_to(folder):
            return folder.name, file.relative_to(folder).as_posix()
    return None
