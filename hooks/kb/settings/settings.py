"""A configuration as a whole: its files, their faults, and the places of settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.content.fields.messages import in_field
from kb.content.problems import Location, Problem, as_shown
from kb.settings.faults import faults
from kb.settings.files import (
    TEXT,
    File,
    at,
    deepest,
    has_own_tag,
    joined,
    nodes_in,
    parent,
    plain,
    read,
    text,
)


@dataclass(frozen=True)
class Settings:
    """A configuration file and those it inherits from, the nearest first."""

    files: Sequence[File]
    """Those that could be read."""

    fault: Problem | None
    """Why there are no more files, unless the last one is our own."""

    @classmethod
    def read(cls, path: Path, *, shown_from: Path) -> "Settings":
        """Reads the files; problems name them relative to `shown_from`."""
        files: dict[Path, File] = {}
        following: Path | Problem | None = path.resolve()
        while isinstance(following, Path):
            file = read(following, as_shown(following, shown_from.resolve()))
            if isinstance(file, File):
                files[following] = file
                following = parent(file, following, files)
            else:
                following = file
        return cls(tuple(files.values()), following)

    def problems(self) -> list[Problem]:
        """Returns all that is wrong, sorted by place; see `kb.settings.faults`."""
        found = {self.fault} if self.fault else set()
        for number, one in enumerate(self.files):
            found |= {one.problem(*fault) for fault in faults(self.files[number:])}
        return sorted(found)

    def problem(self, location: Location, message: str) -> Problem:
        """Returns a problem with the value at `location`, in the file it is taken from."""
        return Problem(*self.place(location), in_field(location, message))

    def lines(self, *faults: tuple[Location, str]) -> str:
        """Returns what is wrong with values at their locations, a line each; see `problem`."""
        return "\n".join(str(self.problem(*one)) for one in faults)

    def place(self, location: Location) -> tuple[str, int]:
        """Returns the file and the line of a value; of its nearest parent if there is none."""
        found = [(*deepest(one.root, location), one.shown_as) for one in self.files]
        _, line, shown_as = max(found, key=lambda one: one[0])  # the nearest file if they are equal
        return shown_as, line + 1

    def value(self, location: Location) -> Any:
        """Returns a setting as the engine reads it: groups of fields in several files are joined.

        What has a tag such as `!ENV` is left out; None if there is nothing else.
        """
        found: Any = None
        for one in reversed(self.files):
            node = at(one.root, location)
            if node and not has_own_tag(node):
                found = joined(found, plain(node))
        return found

    def is_known(self, location: Location) -> bool:
        """Whether no part of a setting, in any of the files, has a tag such as `!ENV`."""
        nodes = (at(one.root, location) for one in self.files)
        return not any(has_own_tag(one) for node in nodes if node for one in nodes_in(node))

    @property
    def draws_formulas(self) -> bool:
        """Whether an extension is on that draws formulas."""
        extensions = self.value(("markdown_extensions",)) or ()
        return any("arithmatex" in str(one) for one in extensions)

    def folder(self, location: Location) -> Path | None:
        """Returns the folder that a setting names, relative to its file; None if it is not set."""
        named = ((one.folder, text(at(one.root, location))) for one in self.files)
        return next((folder / name for folder, name in named if name), None)

    def texts(self, location: Location) -> list[str]:
        """Returns the texts that a setting has, the nearest file's first; none for an `!ENV`."""
        nodes = (at(one.root, location) for one in self.files)
        return [one.value for one in nodes if one and one.tag == TEXT]
