"""The system's refusals are explained in Russian; only rare ones keep its own words."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.system.refusals import why
from tests.disk import room

MEANT = (
    "ENOENT EACCES EPERM ENOSPC EDQUOT EFBIG EROFS EISDIR ENOTDIR EEXIST EBUSY ENAMETOOLONG ELOOP "
    "EMFILE"
).split()


@pytest.mark.parametrize("name", MEANT)
def test_the_common_ones_have_no_english_word(name: str) -> None:
    code = getattr(errno, name)
    assert not any("a" <= letter <= "z" for letter in why(OSError(code, os.strerror(code))).lower())


def test_a_rare_one_keeps_the_words_of_the_system() -> None:
    assert why(OSError(errno.EILSEQ, os.strerror(errno.EILSEQ))) == os.strerror(errno.EILSEQ)
    assert why(OSError("никто не знает")) == "никто не знает"


def _loop(path: Path) -> None:
    path.symlink_to(path.name)
    path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows gives other codes")
@pytest.mark.parametrize(
    ("do", "told"),
    [
        (lambda path: path.read_bytes(), "нет такого файла или папки"),
        (lambda path: path.parent.read_bytes(), "это папка, а не файл"),
        (lambda path: (path.write_bytes(b""), (path / "a").read_bytes()), "на месте папки лежит"),
        (lambda path: (path.write_bytes(b""), path.mkdir()), "на месте папки лежит файл"),
        (lambda path: path.with_name("x" * 300).read_bytes(), "слишком длинное имя"),
        (_loop, "ссылки ведут по кругу"),
    ],
    ids="нет папка файл занято длинно круг".split(),
)
def test_the_system_means_what_is_said(
    tmp_path: Path, do: Callable[[Path], object], told: str
) -> None:
    with pytest.raises(OSError, match="Errno") as raised:
        do(tmp_path / "file")
    assert why(raised.value).startswith(told)


def test_a_full_disk_is_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Errno") as raised, room(1000):
        (tmp_path / "file").write_bytes(b"x" * 5000)
    assert why(raised.value) == "на диске кончилось место; освободите его"
