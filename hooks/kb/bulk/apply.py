"""Writes and removes several files: all of them, or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.bulk.plan import Change
from kb.system.replaced_files import check_writable, put_in_place, replace_file, stage


class HalfDoneError(Exception):
    """Something failed, and some of the changes could not be undone."""

    def __init__(self, cause: OSError, left: Sequence[OSError]) -> None:
        super().__init__(str(cause))
        self.cause = cause
        """Its `filename` is the path at fault."""
        self.left = left
        """Why, for each file that stays changed; `filename` is its path."""


def apply(changes: Sequence[Change]) -> None:
    """Makes the changes.

    Whatever may fail (disk space, permissions) is tried before the first file is touched; if
    something fails later, the changes made so far are undone. Raises `OSError`, whose `filename` is
    the path at fault, also if a file has been modified since the changes were computed; or
    `HalfDoneError` if something could not be undone.
    """
    staged: dict[Path, Path] = {}
    begun: list[Change] = []
    try:
        for change in changes:
            with _naming(change):
                _is_as_it_was(change)
                if change.after is None:
                    check_writable(change.path)
                else:
                    change.path.parent.mkdir(parents=True, exist_ok=True)
                    staged[change.path] = stage(change.path, change.after)
        for change in changes:
            begun.append(change)
            with _naming(change):
                if change.after is None:
                    change.path.unlink()
                else:
                    put_in_place(staged[change.path], change.path)
    except BaseException as error:
        left = list(_undo(begun))
        if left and isinstance(error, OSError):
            raise HalfDoneError(error, left) from error
        raise
    finally:
        for path in staged.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _undo(begun: Sequence[Change]) -> Iterator[OSError]:
    """Undoes the changes, the last one first, and yields why one of them could not be undone."""
    for change in reversed(begun):
        try:
            with _naming(change):
                if _content(change.path) == change.before:
                    continue  # it is the one that failed
                if change.before is None:
                    change.path.unlink()
                else:
                    replace_file(change.path, change.before)
        except OSError as error:
            yield error


@contextmanager
def _naming(change: Change) -> Iterator[None]:
    """Makes an error name the file as the editor knows it, not a hidden one."""
    try:
        yield
    except OSError as error:
        error.filename = change.shown_as
        raise


def _is_as_it_was(change: Change) -> None:
    if _content(change.path) != change.before:
        raise FileExistsError(0, "файл тем временем изменили", change.shown_as)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
