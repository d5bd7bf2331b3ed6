"""A site replaces the previous one, with the same result as if the folder had been cleared."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cache.digests import digest_of_bytes
from kb.cache.output import NEW, Deferred, Output, stranger_in
from tests.disk import files_in, write

NAMES = st.sampled_from(["a", "b", "a/b", "a/b/c", "b/index.html", "c/d", ".hidden", "a/.inner"])
SITES = st.dictionaries(NAMES, st.binary(max_size=3), max_size=5).filter(
    lambda site: not any(one != two and two.startswith(f"{one}/") for one in site for two in site)
)


def _write(folder: Path, site: dict[str, bytes]) -> None:
    output = Output(folder)
    output.begin()
    for name, content in site.items():
        output.write(output.new / name, content)
    output.end()


@given(st.lists(SITES, min_size=2, max_size=4))
def test_whatever_stood_there_the_folder_holds_what_was_written(
    sites: list[dict[str, bytes]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for site in sites:
            kept = {one: files_in(folder)[one] for one in files_in(folder) if one == ".hidden"}
            _write(folder, site)
            assert files_in(folder) == {**kept, **site}
            assert all(any(one.iterdir()) for one in folder.rglob("*") if one.is_dir())


def _states(folder: Path) -> dict[str, tuple[int, int]]:
    """Which files and folders there are, and when they were written."""
    found = ((one, one.lstat()) for one in folder.rglob("*"))
    return {str(one): (state.st_ino, state.st_mtime_ns) for one, state in found}


@given(SITES, SITES)
def test_until_the_end_and_without_one_the_folder_is_as_it_was(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, old)
        (folder / "link").symlink_to("nowhere")
        before = _states(folder)
        output = Output(folder)
        output.begin()
        for path, content in new.items():
            output.write(output.new / path, content)
        assert {one: state for one, state in _states(folder).items() if NEW not in one} == before
        output.discard()
        assert _states(folder) == before


def test_a_first_build_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    output = Output(tmp_path / "site")
    output.begin()
    output.write(output.new / "page", b"1")
    output.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_has_left_goes_with_the_next(tmp_path: Path) -> None:
    _write(tmp_path, {"page": b"1"})
    killed = Output(tmp_path)
    killed.begin()
    killed.write(killed.new / "half/page", b"2")
    with subprocess.Popen(["true"]) as ended:
        pass
    shutil.copytree(killed.new, tmp_path / f"{NEW}{ended.pid}")
    (tmp_path / f"{NEW}x").mkdir()
    _write(tmp_path, {"page": b"3"})
    assert [one.name for one in tmp_path.iterdir()] == ["page"]


def test_what_another_process_makes_meanwhile_stays(tmp_path: Path) -> None:
    its = tmp_path / f"{NEW}{os.getppid()}" / "page"
    its.parent.mkdir()
    its.write_bytes(b"1")
    _write(tmp_path, {"page": b"2"})
    assert its.read_bytes() == b"1"


def test_of_a_file_written_twice_the_last_counts(tmp_path: Path) -> None:
    _write(tmp_path, {"same": b"1", "other": b"1"})
    before = _states(tmp_path)
    output = Output(tmp_path)
    output.begin()
    for name, contents in {"same": (b"0", b"1"), "other": (b"1", b"2")}.items():
        for content in contents:
            output.write(output.new / name, content)
    output.end()
    assert files_in(tmp_path) == {"same": b"1", "other": b"2"}
    after = _states(tmp_path)
    assert [Path(one).name for one in before if before[one] == after[one]] == ["same"]


def test_what_somebody_writes_who_does_not_ask_is_treated_alike(tmp_path: Path) -> None:
    _write(tmp_path, {"same": b"1", "other": b"1", "gone": b"1", "latest/page": b"1"})
    before = _states(tmp_path)
    output = Output(tmp_path)
    output.begin()
    write(output.new, {"same": b"1", "other": b"2", "new/page": b"3"})
    (output.new / "latest").symlink_to("new")
    output.end()
    assert files_in(tmp_path) == {"same": b"1", "other": b"2", "new/page": b"3"}
    assert (tmp_path / "latest/page").read_bytes() == b"3"
    assert _states(tmp_path)[str(tmp_path / "same")] == before[str(tmp_path / "same")]


def test_what_follows_finds_all_in_its_place(tmp_path: Path) -> None:
    found: list[dict[str, bytes]] = []
    output = Output(tmp_path)
    output.begin()
    output.then(lambda: found.append(files_in(tmp_path)))
    output.write(output.new / "page", b"1")
    assert found == []
    output.end()
    assert found == [{"page": b"1"}]


def test_a_file_of_the_same_content_keeps_its_time(tmp_path: Path) -> None:
    _write(tmp_path, {"same/index.html": b"1", "other/index.html": b"1"})
    same, other = tmp_path / "same/index.html", tmp_path / "other/index.html"
    for path in (same, other):
        os.utime(path, (1, 1))
    _write(tmp_path, {"same/index.html": b"1", "other/index.html": b"2"})
    assert same.stat().st_mtime == 1
    assert other.stat().st_mtime > 1


def test_a_copy_made_of_links_is_not_written_into(tmp_path: Path) -> None:
    _write(tmp_path / "site", {"page": b"old"})
    (tmp_path / "copy").hardlink_to(tmp_path / "site/page")
    _write(tmp_path / "site", {"page": b"new"})
    assert (tmp_path / "copy").read_bytes() == b"old"


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/page").write_bytes(b"theirs")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/page").symlink_to(tmp_path / "elsewhere/page")
    _write(tmp_path / "site", {"page": b"ours", "folder/page": b"ours"})
    assert (tmp_path / "elsewhere/page").read_bytes() == b"theirs"
    assert files_in(tmp_path / "site") == {"page": b"ours", "folder/page": b"ours"}


def test_what_somebody_else_writes_in_the_meantime_stays(tmp_path: Path) -> None:
    _write(tmp_path, {"theirs": b"old", "gone": b""})
    output = Output(tmp_path)
    output.begin()
    (tmp_path / "theirs").write_bytes(b"newer")
    output.end()
    assert files_in(tmp_path) == {"theirs": b"newer"}


def test_a_content_that_is_there_already_is_not_read(tmp_path: Path) -> None:
    read: list[bytes] = []

    def content(of: bytes) -> Deferred:
        def noted() -> bytes:
            read.append(of)
            return of

        return Deferred(digest_of_bytes(of), noted)

    _write(tmp_path, {"same": b"1", "other": b"1"})
    output = Output(tmp_path)
    output.begin()
    output.write(output.new / "same", content(b"1"))
    output.write(output.new / "other", content(b"2"))
    output.write(output.new / "new", content(b"3"))
    output.end()
    assert files_in(tmp_path) == {"same": b"1", "other": b"2", "new": b"3"}
    assert read == [b"2", b"3"]


def test_what_is_kept_stays_without_being_written(tmp_path: Path) -> None:
    _write(
        tmp_path, {"en/page": b"", "en/data/one": b"", "english": b"", "map": b"", "map.gz": b""}
    )
    output = Output(tmp_path)
    output.begin()
    output.keep(output.new / "en")
    output.keep(output.new / "map")
    output.end()
    assert sorted(files_in(tmp_path)) == ["en/data/one", "en/page", "map"]


@pytest.mark.parametrize(
    ("files", "stranger"),
    [
        ([], ""),
        ([".gitkeep", ".git/HEAD"], ""),
        (["test_a.py", "assets/a.png"], "assets"),
        (["index.html", "404.html"], "404.html"),  # of another program
        (["index.html", "404.html", "assets/stylesheets/main.css"], ""),  # by the engine alone
        (["404.html", "assets/css/kb.css", "notes.txt"], ""),
        (["index.html", "data/pages.json"], ""),
        (["roles/index.html", f"{NEW}1/index.html"], ""),  # killed while it moved its files
    ],
)
def test_what_is_no_site_is_known_from_one(tmp_path: Path, files: list[str], stranger: str) -> None:
    write(tmp_path, dict.fromkeys(files, "a"))
    assert stranger_in(tmp_path) == stranger
    assert stranger_in(tmp_path / "nowhere") == ""
