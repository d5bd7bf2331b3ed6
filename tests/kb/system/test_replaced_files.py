"""A file that is replaced is as it was or as it should be, whatever happens."""

import stat
import sys
from pathlib import Path

import pytest

from kb.system.refusals import why_not_written
from kb.system.replaced_files import replace_file, stage
from tests.disk import protected, room


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_written_whether_or_not_it_was_there(tmp_path: Path) -> None:
    for content in ("раз".encode(), "два".encode()):
        replace_file(tmp_path / "a.md", content)
        assert _files(tmp_path) == {"a.md": content}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(mode)
    replace_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_symlink_stays_and_its_file_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    link.symlink_to(real.name)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_file_that_does_not_fit_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old" * 1000)
    with pytest.raises(OSError, match=r"a\.md") as raised, room(1000):
        replace_file(path, b"new" * 1000)
    assert raised.value.filename == path
    assert why_not_written(raised.value) == "на диске кончилось место; освободите его"
    assert _files(tmp_path) == {"a.md": b"old" * 1000}


def test_a_protected_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    with protected(path), pytest.raises(OSError, match=r"a\.md") as raised:
        replace_file(path, b"new")
    assert why_not_written(raised.value).startswith("файл или папка защищены от записи")
    assert _files(tmp_path) == {"a.md": b"old"}


def test_what_a_killed_run_has_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    left = stage(path, b"half")
    replace_file(path, b"new")
    assert _files(tmp_path) == {"a.md": b"new", left.name: b"half"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.md", b"new")
    (tmp_path / "b.md").write_bytes(b"new")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode


def test_a_file_in_no_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"a\.md") as raised:
        replace_file(tmp_path / "no" / "a.md", b"new")
    assert why_not_written(raised.value) == "нет такого файла или папки"
