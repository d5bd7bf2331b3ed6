"""Finds in git's history the wording that a translation follows, and what has changed since."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from kb.content.fields.kinds import Digest
from kb.content.library import Document
from kb.content.reading.page import read
from kb.translation.digest import digest

_MOST = 200
"""How many versions of a file are looked through, the newest first."""

_NEAR = 6
"""How many words on each side of a change show where it is."""

_SPACES = re.compile(r"\s+")


def find(document: Document, path: Path, wanted: Digest) -> Document | None:
    """Returns the version of a page that had the digest; None if git knows of none.

    `path` is the page's file. Its history is followed across renames.
    """
    for commit, name in _versions(path):
        found = subprocess.run(
            ["git", "show", f"{commit}:{name}"], cwd=path.parent, capture_output=True, check=False
        )
        version = read(found.stdout, document.locale, document.path, document.shown_as)
        if isinstance(version, Document) and digest(version) == wanted:
            return version
    return None


def _versions(path: Path) -> Iterator[tuple[str, str]]:
    """The commits that changed a file, the newest first, and its path then.

    `-m` makes git name the files of merges too, once for each side: what both sides have changed is
    in no other commit.
    """
    command = ["git", "-c", "core.quotePath=false", "log", f"--max-count={_MOST}", "--follow", "-m"]
    command += ["--format=%x00%H", "--name-only", "--", path.name]
    try:
        done = subprocess.run(
            command, cwd=path.parent, capture_output=True, encoding="utf-8", check=False
        )
    except OSError:  # there is no git
        return
    told = ([line for line in one.split("\n") if line] for one in done.stdout.split("\0"))
    yield from dict.fromkeys((one[0], one[1]) for one in told if len(one) == 2)


def changes(before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Yields what differs, a line of the wording at a time: [−removed−] and {+added+} words."""
    old, new = list(before), list(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from map(_words_changed, old[a:b], new[c:d])
        elif kind != "equal":
            yield from (f"[−{line}−]" for line in old[a:b] if line)
            yield from (f"{{+{line}+}}" for line in new[c:d] if line)


def _words_changed(before: str, after: str) -> str:
    old, new = _SPACES.split(before), _SPACES.split(after)
    parts: list[str] = []
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (kind, a, b, c, d) in enumerate(opcodes):
        if kind == "equal":
            parts += _near(old[a:b], first=n == 0, last=n == len(opcodes) - 1)
            continue
        parts += [f"[−{' '.join(old[a:b])}−]"] if b > a else []
        parts += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(parts)


def _near(words: list[str], *, first: bool, last: bool) -> list[str]:
    """The words next to a change; «…» replaces those that are far from any change."""
    before, after = 0 if first else _NEAR, 0 if last else _NEAR
    if len(words) <= before + after + 1:
        return words
    return [*words[:before], "…", *words[len(words) - after :]]
