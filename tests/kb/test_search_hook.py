"""What hooks/search.py does when a search cannot be made."""

import errno
import logging
import os
import resource
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kb.cache.workers import Errand
from kb.search import SearchError, Wanted
from kb.search.making import NOTHING
from tests.hooks import load_hook


@pytest.fixture(scope="module")
def hook() -> Any:
    return load_hook("search")


def _no_room(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "kb-search-1")


def _large() -> str:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    return "1" * 10_000


def _long() -> bytes:
    time.sleep(60)
    return b""


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (_no_room, r"OSError\(28, 'No space left on device'\)"),
        (lambda: dict[str, str]()["слово"], r"KeyError\('слово'\)"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), r"процесс прерван; хватает ли памяти\?"),
        (_large, r"результат не записан; хватает ли места для временных файлов\?"),
    ],
)
def test_the_reason_of_what_fails_elsewhere_is_told(
    hook: Any, work: Callable[[], object], told: str
) -> None:
    errand = Errand(partial(hook._told, work, "ru"))
    with pytest.raises(SearchError, match=rf"^поиск \(ru\): {told}$"):
        hook._brought(errand, "ru")


def test_what_is_done_elsewhere_is_brought(hook: Any) -> None:
    entries = {"a": b"1"}
    assert hook._brought(Errand(partial(hook._told, lambda: entries, "ru")), "ru") == entries


def test_a_preview_without_room_keeps_the_search_it_has(
    hook: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(hook, "make", _no_room)
    monkeypatch.setitem(hook.made, "ru", NOTHING)
    with caplog.at_level(logging.ERROR):
        hook._renew(Wanted("1", "ru", [], {}), tmp_path)
    assert "поиск (ru): kb-search-1: на диске кончилось место" in caplog.text
    assert hook.made["ru"] is NOTHING


def test_a_build_without_room_fails_in_one_line(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "make", _no_room)
    with pytest.raises(SearchError, match=r"^поиск \(ru\): kb-search-1: на диске кончилось место$"):
        hook._make(Wanted("1", "ru", [], {}), NOTHING)


def test_a_failed_build_leaves_no_search_running(hook: Any) -> None:
    errands = [Errand(_long) for _ in range(2)]
    hook.searches.extend(hook.Begun(errand.wait, errand.stop) for errand in errands)
    hook.searches.append(hook.Begun(list))
    hook.on_build_error(ValueError())
    assert hook.searches == []
    for errand in errands:
        with pytest.raises(ProcessLookupError):
            os.kill(errand._pid, 0)
