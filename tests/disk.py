"""Disks that are full, and files that may not be changed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def room(size: int) -> Iterator[None]:
    """Keeps files from growing beyond `size` bytes, which is like a full disk to the writer."""
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
