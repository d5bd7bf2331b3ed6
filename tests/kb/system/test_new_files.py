"""Several new files are written, or none is."""

from pathlib import Path

import pytest

from kb.system.new_files import write_new
from tests.disk import room


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    files = {tmp_path / "a.md": "ё\n".encode(), tmp_path / "deep/er/b.png": b"\x00"}
    write_new(files)
    assert {path: path.read_bytes() for path in files} == files


@pytest.mark.parametrize("name", ["b.md", "x" * 300])
def test_what_was_written_before_the_obstacle_is_taken_back(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.md").write_bytes(b"there")
    with pytest.raises(OSError, match=name) as raised:
        write_new({tmp_path / "a.md": b"new", tmp_path / name: b"new"})
    assert isinstance(raised.value, FileExistsError) == (name == "b.md")
    assert raised.value.filename == str(tmp_path / name)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.md": b"there"}


@pytest.mark.parametrize("size", [5_000, 5_000_000], ids="at_its_end while_it_is_written".split())
def test_a_file_that_has_no_room_is_named(tmp_path: Path, size: int) -> None:
    large = tmp_path / "large.md"
    with pytest.raises(OSError, match=r"large\.md") as raised, room(1000):
        write_new({tmp_path / "small.md": b"new", large: b"x" * size})
    assert raised.value.filename == large
    assert list(tmp_path.iterdir()) == []
