"""Writes and removes several files: all of them, or none."""

import os
from collections.abc import Sequence
from pathlib import Path

from kb.bulk.plan import Change


def apply(changes: Sequence[Change]) -> None:
    """Makes the changes.

    What may fail (space, rights) is tried before the first file is touched; if something fails
    later, what was done is undone. Raises `OSError`, also if a file has been changed since the
    changes were worked out.
    """
    staged: dict[Path, Path] = {}
    done: list[Change] = []
    try:
        for change in changes:
            _is_as_it_was(change)
            if change.after is not None:
                change.path.parent.mkdir(parents=True, exist_ok=True)
                staged[change.path] = _stage(change.path, change.after)
        for change in changes:
            done.append(change)
            if change.after is None:
                change.path.unlink()
            else:
                staged.pop(change.path).replace(change.path)
    except OSError:
        for change in reversed(done):
            if change.before is None:
                change.path.unlink(missing_ok=True)
            else:
                change.path.write_bytes(change.before)
        raise
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)


def _is_as_it_was(change: Change) -> None:
    now = change.path.read_bytes() if change.path.exists() else None
    if now != change.before:
        raise FileExistsError(0, "файл тем временем изменили", change.shown_as)


def _stage(path: Path, content: bytes) -> Path:
    """Writes the content beside the file, with its rights."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.new")
    with staged.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        staged.chmod(path.stat().st_mode & 0o777)
    return staged
