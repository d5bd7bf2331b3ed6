"""What hooks/search.py does when a search cannot be made."""

import errno
import logging
import os
import time
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from kb.cache.workers import Errand
from kb.search import SearchError, Wanted, make
from kb.search.making import NOTHING
from tests.hook import load_hook


@pytest.fixture(scope="module")
def hook() -> Any:
    return load_hook("search")


def _no_room(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "kb-search-1")


def _long() -> bytes:
    time.sleep(60)
    return b""


def test_a_preview_without_room_keeps_the_search_it_has(
    hook: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr("kb.search.making.indexing", _no_room)
    monkeypatch.setitem(hook.made, "ru", NOTHING)
    with caplog.at_level(logging.ERROR):
        hook._renew(Wanted("1", "ru", [], {}), tmp_path)
    assert "поиск (ru): kb-search-1: на диске кончилось место" in caplog.text
    assert hook.made["ru"] is NOTHING


def test_a_preview_that_ends_writes_no_search_any_more(tmp_path: Path) -> None:
    hook = load_hook("search")
    ready = SimpleNamespace(files={"index/1.pf_index": b""})
    hook.make = lambda *_: ready
    hook.made["ru"] = NOTHING
    hook.on_shutdown()
    Thread(target=hook._renew, args=(Wanted("1", "ru", [], {}), tmp_path), daemon=True).start()
    time.sleep(0.5)
    assert hook.made["ru"] is ready
    assert list(tmp_path.iterdir()) == []


def test_a_search_without_room_fails_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.search.making.indexing", _no_room)
    with pytest.raises(
        SearchError, match=r"^поиск \(ru\): kb-search-1: на диске кончилось место; освобод"
    ):
        make(Wanted("1", "ru", [], {}))


def test_a_failed_build_leaves_no_search_running(hook: Any) -> None:
    errands = [Errand(_long) for _ in range(2)]
    hook.searches.extend(hook.Begun(errand.wait, errand.stop) for errand in errands)
    hook.searches.append(hook.Begun(list))
    hook.on_build_error(ValueError())
    assert hook.searches == []
    for errand in errands:
        with pytest.raises(ProcessLookupError):
            os.kill(errand._pid, 0)
