"""Either all changes of an import are made, or none."""

from pathlib import Path

import pytest

from kb.bulk.apply import HalfDoneError, apply
from kb.bulk.plan import Change
from tests.disk import files_in, protected, room


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "1.md", tmp_path / "2.md"
    first.write_bytes(b"old")
    changes = [
        Change(first, "1.md", b"old", b"new"),
        Change(second, "2.md", b"was there when it was read", b"new"),
    ]
    with pytest.raises(OSError, match="тем временем"):
        apply(changes)
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["1.md"]
    second.mkdir()  # so that only the last step fails
    (second / "x").touch()
    with pytest.raises(OSError):  # noqa: PT011 (which one depends on the platform)
        apply([changes[0], Change(second, "2.md", None, b"new")])
    assert first.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.md", "2.md"]


def test_a_file_that_does_not_fit_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "1.md"
    path.write_bytes(b"old")
    with room(1000), pytest.raises(OSError, match=r"docs/1\.md"):
        apply([Change(path, "docs/1.md", b"old", b"new" * 1000)])
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("1.md", b"old")]


def test_a_protected_file_is_named_before_any_is_touched(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("1.md", "2.md", "3.md")]
    for path in paths:
        path.write_bytes(b"old")
    changes = [Change(path, f"docs/{path.name}", b"old", b"new") for path in paths]
    with protected(paths[1]), pytest.raises(OSError, match=r"docs/2\.md"):
        apply(changes)
    assert files_in(tmp_path) == dict.fromkeys(["1.md", "2.md", "3.md"], b"old")


def _doomed(tmp_path: Path, before: bytes) -> list[Change]:
    """Changes that can all be prepared, but the last of which cannot be made: its file is gone."""
    first, second = tmp_path / "1.md", tmp_path / "2.md"
    first.write_bytes(before)
    second.write_bytes(b"old")
    gone = Change(second, "docs/2.md", b"old", None)
    return [Change(first, "docs/1.md", before, b"new"), gone, gone]


def test_what_was_done_before_a_failure_is_undone(tmp_path: Path) -> None:
    changes = _doomed(tmp_path, b"old")
    with pytest.raises(OSError, match=r"docs/2\.md"):
        apply(changes)
    assert files_in(tmp_path) == {"1.md": b"old", "2.md": b"old"}


def test_what_cannot_be_undone_is_named_and_the_rest_is_undone(tmp_path: Path) -> None:
    changes = _doomed(tmp_path, b"old" * 1000)
    with room(1000), pytest.raises(HalfDoneError) as raised:
        apply(changes)
    assert raised.value.cause.filename == "docs/2.md"
    assert [one.filename for one in raised.value.left] == ["docs/1.md"]
    assert files_in(tmp_path) == {"1.md": b"new", "2.md": b"old"}
