"""Writes and removes several files: all of them, or none."""

import os
from collections.abc import Sequence
from pathlib import Path

from kb.bulk.plan import Change


def apply(changes: Sequence[Change]) -> None:
    """Makes the changes.

    Whatever may fail (disk space, permissions) is tried before the first file is touched; if
    something fails later, the changes made so far are undone. Raises `OSError`, whose `filename` is
    the path at fault, also if a file has been modified since the changes were worked out.
    """
    staged: dict[Path, Path] = {}
    done: list[Change] = []
    change: Change | None = None
    try:
        for change in changes:
            _is_as_it_was(change)
            if change.after is not None:
                change.path.parent.mkdir(parents=True, exist_ok=True)
                new = change.path.with_name(f".{change.path.name}.{os.getpid()}.new")
                staged[change.path] = new
                _stage(new, change.after, change.path)
        for change in changes:
            done.append(change)
            if change.after is None:
                change.path.unlink()
            else:
                staged.pop(change.path).replace(change.path)
    except OSError as error:
        if change and not error.filename:  # the error of a full disk names no file
            error.filename = change.shown_as
        for one in reversed(done):
            if one.before is None:
                one.path.unlink(missing_ok=True)
            else:
                one.path.write_bytes(one.before)
        raise
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)


def _is_as_it_was(change: Change) -> None:
    now = change.path.read_bytes() if change.path.exists() else None
    if now != change.before:
        raise FileExistsError(0, "файл тем временем изменили", change.shown_as)


def _stage(new: Path, content: bytes, old: Path) -> None:
    """Writes the content to a new file beside the old one, with the same permissions."""
    with new.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if old.exists():
        new.chmod(old.stat().st_mode & 0o777)
