"""What the tests of the commands share."""

import shutil
from pathlib import Path

import pytest

from tests.sites import EPOCH, LIBRARY


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library in a folder where commands are run, on 23 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(LIBRARY, tmp_path / "docs"))
