"""The bench leaves nothing running."""

import sys
import time
from pathlib import Path

import pytest

import bench.build


def test_a_preview_that_does_not_answer_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bench.build._wait_for", lambda *_: sys.exit("нет"))
    begun = time.monotonic()
    with pytest.raises(SystemExit, match="нет"):
        bench.build.preview([sys.executable, "-c", "import time; time.sleep(30)"], tmp_path, "")
    assert time.monotonic() - begun < 20
