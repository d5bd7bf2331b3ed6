"""Files of tests, full disks, and files that may not be changed."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest


def write(folder: Path, files: Mapping[str, str] | Mapping[str, bytes]) -> None:
    """Writes files by their paths below a folder; makes all folders that are needed."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)


def edit(path: Path, replace: str, by: str) -> None:
    """Replaces a text that is in a file exactly once."""
    text = path.read_text("utf-8")
    assert text.count(replace) == 1, replace
    path.write_text(text.replace(replace, by), "utf-8")


def files_in(folder: Path) -> dict[str, bytes]:
    """Returns the contents of the files below a folder, by their paths there."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@contextmanager
def room(size: int) -> Iterator[None]:
    """Keeps files from growing beyond `size` bytes; to the writer, this is a full disk."""
    if sys.platform == "win32":
        pytest.skip("Windows limits no file's size")
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@contextmanager
def protected(path: Path) -> Iterator[None]:
    """Makes a file read-only, even for root; skips the test where that is impossible."""
    path.chmod(0o444)
    is_enough = not os.access(path, os.W_OK)
    if not is_enough and subprocess.call(["chattr", "+i", path], stderr=subprocess.DEVNULL):
        pytest.skip("nothing protects a file from root here")
    try:
        yield
    finally:
        if not is_enough:
            subprocess.check_call(["chattr", "-i", path])
        path.chmod(0o644)
