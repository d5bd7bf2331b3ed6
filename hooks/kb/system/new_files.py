"""Writes files that do not exist yet: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path


def write_new(files: Mapping[Path, bytes]) -> None:
    """Writes the files, creating their folders; if one fails, those already written are removed.

    Raises `OSError`, whose `filename` is the path at fault: `FileExistsError` if a file is there
    already.
    """
    written: list[Path] = []
    at: Path | None = None
    try:
        for at, content in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            with at.open("xb") as file:
                written.append(at)
                file.write(content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        error.filename = error.filename or at  # the error of a full disk names no file
        raise
