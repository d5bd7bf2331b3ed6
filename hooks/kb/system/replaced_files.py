"""Replaces files whole: at any moment a file is as it was or as it should be, never in between."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Writes a file, which may exist already; its folder must exist.

    Raises `OSError`, whose `filename` is the path, and leaves the file as it was.
    """
    new = stage(path, content)
    try:
        put_in_place(new, path)
    except OSError as error:
        error.filename = path
        raise
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def stage(path: Path, content: bytes) -> Path:
    """Writes the content to a hidden file beside `path`, ready for `put_in_place`.

    Returns the hidden file, which has the same owner and permissions. Raises `OSError`, whose
    `filename` is the path, and leaves no hidden file behind.
    """
    try:
        check_writable(path)
        target = _target(path)
        # An unused name: a killed run leaves its file, and in a container all runs may have the
        # same process id.
        new = target.with_name(f".{secrets.token_hex(8)}.new")
        with new.open("xb") as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                _make_alike(new, target)
            except BaseException:
                with suppress(OSError):
                    file.close()  # on a full disk it raises once more, and closes
                new.unlink()
                raise
    except OSError as error:
        error.filename = path
        raise
    return new


def put_in_place(new: Path, path: Path) -> None:
    """Moves a staged file to its place."""
    new.replace(_target(path))


def check_writable(path: Path) -> None:
    """Raises `OSError` if an existing file may not be written to.

    Replacing it needs no such permission on Unix, but whoever protects a file wants it to stay.
    """
    if path.exists():
        with path.open("r+b"):
            pass


def _target(path: Path) -> Path:
    """Where a file really is: its symlinks stay as they are."""
    return path.resolve()


def _make_alike(new: Path, old: Path) -> None:
    if old.exists():
        found = old.stat()
        if sys.platform != "win32":
            with suppress(PermissionError):  # only root may give files away
                os.chown(new, found.st_uid, found.st_gid)
        new.chmod(found.st_mode & 0o777)
