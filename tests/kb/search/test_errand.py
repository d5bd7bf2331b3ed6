"""A search made in a separate process is returned, or the reason why there is none."""

import os
import resource
import signal
from collections.abc import Callable

import pytest

from kb.search import SearchErrand, SearchError


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be two processes, whatever else runs in this one."""
    monkeypatch.setattr("kb.search.errand.processes", lambda: 2)


def _no_word() -> dict[str, bytes]:
    return {"": dict[str, bytes]()["слово"]}


def _large() -> dict[str, bytes]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    return {"": b"1" * 10_000}


def _killed() -> dict[str, bytes]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def _refused() -> dict[str, bytes]:
    raise SearchError("поиск (ru): программа Pagefind не справилась: код 1")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_no_word, r"KeyError\('слово'\)"),
        (_killed, r"процесс прерван; хватает ли памяти\?"),
        (_large, r"результат не записан; хватает ли места для временных файлов\?"),
        (_refused, r"программа Pagefind не справилась: код 1"),
    ],
)
def test_the_reason_of_what_fails_elsewhere_is_told(
    make: Callable[[], dict[str, bytes]], told: str
) -> None:
    errand = SearchErrand(make, "ru")
    with pytest.raises(SearchError, match=rf"^поиск \(ru\): {told}$"):
        errand.wait()


def test_what_is_made_elsewhere_is_brought() -> None:
    here = os.getpid()
    made = SearchErrand(lambda: {"a": str(os.getpid() != here).encode()}, "ru").wait()
    assert made == {"a": b"True"}


def test_with_one_process_it_is_made_when_it_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kb.search.errand.processes", lambda: 1)
    made: list[int] = []

    def make() -> dict[str, bytes]:
        made.append(os.getpid())
        return {}

    errand = SearchErrand(make, "ru")
    assert made == []
    errand.wait()
    errand.stop()
    assert made == [os.getpid()]
