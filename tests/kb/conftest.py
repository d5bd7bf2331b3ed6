"""Shared by the tests of the commands."""

import shutil
from pathlib import Path

import pytest

from tests.sites import EPOCH, LIBRARY


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library in the current folder, where commands run as if on 23 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(LIBRARY, tmp_path / "docs"))
