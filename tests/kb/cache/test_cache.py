"""The cache: its entries are never wrong, and nothing that happens to it stops a build."""

import fcntl
import io
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kb.cache.digests import digest, digest_of_folders
from kb.cache.progress import Progress
from kb.cache.results import MANY, Reads, Result, Results
from kb.cache.store import Store, pack, unpack
from kb.cache.workers import Errand, processes, share_out


def _file(folder: Path) -> Path:
    (found,) = folder.glob("*.sqlite")
    return found


def _kept(folder: Path, entries: dict[str, bytes]) -> None:
    store = Store(folder)
    for key, value in entries.items():
        store.put(key, value)
    store.close()


def _get(folder: Path, key: str) -> bytes | None:
    store = Store(folder)
    value = store.get(key)
    store.close()
    return value


# The store.


def test_what_was_put_in_is_there_in_the_next_build(tmp_path: Path) -> None:
    _kept(tmp_path, {"a": b"1"})
    assert _get(tmp_path, "a") == b"1"
    assert _get(tmp_path, "b") is None


@pytest.mark.parametrize("damage", ["text", "begun", "holes", "empty"])
def test_damaged_store_is_only_empty_and_works_again(tmp_path: Path, damage: str) -> None:
    _kept(tmp_path, {str(n): pack(os.urandom(5000)) for n in range(100)})
    path = _file(tmp_path)
    whole = path.read_bytes()
    holes = bytes(0 if 2000 < at % 4096 < 3000 else one for at, one in enumerate(whole))
    path.write_bytes(
        {"text": b"no database" * 999, "begun": whole[:9000], "holes": holes, "empty": b""}[damage]
    )
    store = Store(tmp_path)
    for n in range(100):
        value = store.get(str(n))
        assert value is None or unpack(value) is None or len(unpack(value) or b"") == 5000
    store.close()
    _kept(tmp_path, {"new": b"2"})
    _kept(tmp_path, {"new": b"2"})  # the first may notice the damage only on closing
    assert _get(tmp_path, "new") == b"2"


def test_much_is_written_before_the_build_ends(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("small", b"1")
    assert _get(tmp_path, "small") is None
    store.put("big", bytes(5_000_000))
    assert _get(tmp_path, "small") == b"1"
    assert store.get("small") == b"1"
    store.close()


def test_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache")
    store.put("a", b"1")
    assert store.get("a") == b"1"  # within this build
    store.close()
    assert not (tmp_path / "file" / "cache").exists()


def test_store_that_may_not_be_written_is_still_read(tmp_path: Path) -> None:
    _kept(tmp_path, {"a": b"1"})
    _file(tmp_path).chmod(stat.S_IRUSR)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    store = Store(tmp_path)
    assert store.get("a") == b"1"
    store.put("b", b"2")
    store.close()


def test_two_builds_at_once_keep_what_both_have_made(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    one.put("a", b"1")
    other.put("b", b"2")
    one.close()
    other.close()
    assert [_get(tmp_path, "a"), _get(tmp_path, "b")] == [b"1", b"2"]


def test_what_was_used_longest_ago_goes_when_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000_000.0
    monkeypatch.setattr("kb.cache.store.time.time", lambda: now)
    limit = 300_000
    for day in range(10):
        now += 86_401
        store = Store(tmp_path, limit=limit)
        store.put(f"day {day}", os.urandom(50_000))
        store.get("day 0")  # used every day
        store.close()
    assert _file(tmp_path).stat().st_size <= limit + 50_000
    left = [day for day in range(10) if _get(tmp_path, f"day {day}")]
    assert left[0] == 0
    assert left[1:] == list(range(10 - len(left) + 1, 10)), "the newest"
    assert 3 <= len(left) <= 6


def test_store_of_another_version_goes_when_a_build_ends(tmp_path: Path) -> None:
    for name in ("rendered-0.sqlite", "rendered-0.sqlite-journal", "other"):
        (tmp_path / name).write_bytes(b"")
    _kept(tmp_path, {"a": b"1"})
    assert {one.name for one in tmp_path.iterdir()} == {_file(tmp_path).name, "other"}


def test_packed_value_is_whole_or_nothing() -> None:
    packed = bytearray(pack("Клиент ".encode() * 100))
    assert unpack(bytes(packed)) == "Клиент ".encode() * 100
    for at in range(len(packed)):
        broken = packed.copy()
        broken[at] ^= 0x10
        assert unpack(bytes(broken)) in (None, "Клиент ".encode() * 100)


# Digests.


def test_digest_knows_values_apart_and_not_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    values: list[object] = [None, "", "1", 1, True, [], [[]], ["1", "2"], ["12"], {"a": None}]
    assert len({digest(value) for value in values}) == len(values)
    with pytest.raises(TypeError):
        digest({"a": object()})


def test_digest_of_folders_sees_names_and_contents_and_no_times(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "linked").symlink_to(tmp_path / "real", target_is_directory=True)
    file = tmp_path / "real" / "inner" / "a.html"
    seen: set[str] = set()

    def changed() -> bool:
        number = len(seen)
        seen.add(digest_of_folders([tmp_path / "folder"]))
        return len(seen) > number

    assert changed()
    file.write_text("1")
    assert changed()
    os.utime(file, (1, 1))
    assert not changed()
    file.rename(file.with_name("b.html"))
    assert changed()
    (tmp_path / "folder" / "__pycache__").mkdir()
    (tmp_path / "folder" / "__pycache__" / "x.pyc").write_text("1")
    assert not changed()


def test_digest_of_folders_passes_over_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "main.html").write_text("1")
    before = digest_of_folders([tmp_path])
    (tmp_path / ".#main.html").symlink_to("editor@host.123:456")  # Emacs has opened it
    os.mkfifo(tmp_path / "pipe")
    assert digest_of_folders([tmp_path]) == before
    (tmp_path / "other.html").symlink_to("main.html")
    assert digest_of_folders([tmp_path]) != before


# Results.


class Kitchen:
    """Makes twenty dishes; each depends on its number, every second one on the salt too."""

    def __init__(self, folder: Path | None) -> None:
        self.salt = "1"
        self.made: list[int] = []
        self.store = Store(folder) if folder else None
        self.results: Results[int] = Results(
            key=lambda dish: digest(dish),
            make=self.make,
            holds=lambda reads: all(self.asked(one) == answer for one, answer in reads.items()),
            rest=lambda dish: range(dish + 1, 20),
            store=self.store,
        )

    def asked(self, question: str) -> str:
        return {"salt": self.salt}[question]

    def make(self, dish: int) -> Result:
        self.made.append(dish)
        reads: Reads = {"salt": self.salt} if dish % 2 else {}
        return {"dish": f"№ {dish}" + (f", соль {self.salt}" if dish % 2 else ""), "reads": reads}

    def serve(self) -> list[str]:
        dishes = [self.results.get(dish)["dish"] for dish in range(20)]
        if self.store:
            self.store.close()
        return dishes


@pytest.fixture(params=["1", "3"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One process, then several; hides the test runner's threads, which would prevent forking."""
    monkeypatch.setenv("KB_JOBS", request.param)
    monkeypatch.setattr("kb.cache.workers.threading.active_count", lambda: 1)
    return str(request.param)


@pytest.mark.usefixtures("jobs")
def test_only_what_has_changed_is_made_again(tmp_path: Path) -> None:
    fresh = Kitchen(None).serve()
    assert Kitchen(tmp_path).serve() == fresh
    second = Kitchen(tmp_path)
    assert second.serve() == fresh
    assert second.made == []
    salty, clean = Kitchen(tmp_path), Kitchen(None)
    salty.salt = clean.salt = "2"
    assert salty.serve() == clean.serve()
    assert {dish for dish in salty.made if dish % 2 == 0} == set()


def test_entry_that_is_no_result_is_made_again(tmp_path: Path) -> None:
    _kept(tmp_path, {digest(dish): pack(b"[]") for dish in range(10)})
    _kept(tmp_path, {digest(dish): b"rubbish" for dish in range(10, 20)})
    assert Kitchen(tmp_path).serve() == Kitchen(None).serve()


def _twenty(make: Callable[[int], Result], store: Store | None = None) -> Results[int]:
    """Returns the results for twenty numbers, which depend on nothing else."""
    return Results(
        key=digest,
        make=make,
        holds=lambda _: True,
        rest=lambda number: range(number + 1, 20),
        store=store,
    )


@pytest.mark.usefixtures("jobs")
def test_text_is_the_same_whether_it_was_made_now_or_before_or_is_damaged(tmp_path: Path) -> None:
    made: list[int] = []

    def make(number: int) -> Result:
        made.append(number)
        return {"reads": {}, "text": f"Текст № {number}" * 100}

    def read() -> list[str]:
        store = Store(tmp_path)
        results = _twenty(make, store)
        texts = []
        for number in range(20):
            result, text = results.with_text(number)
            assert result == {"reads": {}}
            texts.append(text())
        store.close()
        return texts

    first = read()
    assert first[7] == "Текст № 7" * 100
    made.clear()
    assert read() == first
    assert made == []
    entry = _get(tmp_path, digest(7)) or b""
    _kept(tmp_path, {digest(7): entry[:-20], digest(8): entry[:5]})
    assert read() == first
    assert made == [7, 8]


def test_many_that_are_missing_are_made_by_all_processes(jobs: str, tmp_path: Path) -> None:
    def make(number: int) -> Result:
        (tmp_path / str(os.getpid())).touch()
        looks_ahead = number >= MANY - 1
        if looks_ahead:
            _waited_for(lambda: len([*tmp_path.iterdir()]) == int(jobs))
        return {"reads": {}, "by": os.getpid()}

    results = _twenty(make)
    made_by = {results.get(number)["by"] for number in range(20)}
    assert os.getpid() in made_by
    assert len(made_by) == int(jobs)


def _all_but(failing: int) -> Results[int]:
    """Returns the results for twenty numbers, one of which cannot be made."""

    def make(number: int) -> Result:
        if number == failing:
            raise ValueError(f"№ {failing}")
        return {"reads": {}, "number": number}

    return _twenty(make)


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize("failing", [5, 15])
def test_error_of_one_job_is_raised_where_it_is_asked_for_and_leaves_the_others(
    failing: int,
) -> None:
    results = _all_but(failing)
    before, after = range(failing), range(failing + 1, 20)
    assert [results.get(number)["number"] for number in before] == list(before)
    with pytest.raises(ValueError, match=f"№ {failing}"):
        results.get(failing)
    assert [results.get(number)["number"] for number in after] == list(after)


def test_what_is_ready_is_used_while_the_rest_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_JOBS", "2")
    monkeypatch.setattr("kb.cache.workers.threading.active_count", lambda: 1)

    begun, used, parent = tmp_path / "begun", tmp_path / "used", os.getpid()

    def make(number: int) -> Result:
        if number == 19:
            begun.touch()
        elif number >= MANY - 1 and os.getpid() == parent:  # it might take the last job itself
            _waited_for(begun.exists)
        return {"reads": {}, "waited": number == 19 and _waited_for(used.exists)}

    results = _twenty(make)
    for number in range(10):
        results.get(number)
    used.touch()
    assert results.get(19)["waited"]


def _waited_for(event: Callable[[], bool]) -> bool:
    """Returns whether the event has happened, waiting for it at most ten seconds."""
    end = time.monotonic() + 10
    while not event() and time.monotonic() < end:
        time.sleep(0.01)
    return event()


def test_who_is_free_takes_the_next_job(tmp_path: Path) -> None:
    def work(number: int) -> bytes:
        if number == 18:
            (tmp_path / "done").touch()
        return bytes([number == 0 and _waited_for((tmp_path / "done").exists)])

    assert dict(share_out(range(20), work, 2))[0] == b"\1"


def test_shared_work_is_all_there_however_big() -> None:
    big = list(share_out(range(30), lambda number: bytes([number]) * number * 20_000, 3))
    assert sorted(big) == [(number, bytes([number]) * number * 20_000) for number in range(30)]


def test_no_process_is_left_when_the_caller_wants_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr("kb.cache.workers.os.fork", noted)
    working = share_out(range(1000), lambda number: bytes([number % 9]) * 100_000, 3)
    next(working)
    working.close()  # type: ignore[attr-defined]
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_process_that_fails_at_a_job_leaves_the_rest_to_the_caller() -> None:
    assert [*share_out([3, 2, 1, 0, 1], lambda number: bytes([6 // number]), 1)] == [
        (0, b"\2"),
        (1, b"\3"),
        (2, b"\6"),
    ]


def test_errand_has_a_core_of_its_own(tmp_path: Path) -> None:
    parent, helped = os.getpid(), tmp_path / "helped"

    def shared(*, is_helped: bool) -> set[int]:
        def work(_: int) -> bytes:
            if os.getpid() == parent:
                helped.touch()
            elif is_helped:  # or this process might do all before the parent comes to help
                _waited_for(helped.exists)
            return b"%d" % os.getpid()

        return {int(by) for _, by in share_out(range(9), work, 2)}

    waits, ends = os.pipe()
    errand = Errand(lambda: os.read(waits, 1))
    assert parent not in shared(is_helped=False)
    os.write(ends, b"1")
    assert _waited_for(lambda: not Errand.is_any_running())
    assert parent in shared(is_helped=True)
    errand.wait()
    for one in (waits, ends):
        os.close(one)


def test_work_of_another_process_is_waited_for_however_big() -> None:
    errand = Errand(lambda: b"1" * 10_000_000)
    assert errand.wait() == b"1" * 10_000_000


def test_work_that_fails_elsewhere_is_told_from_work_that_returns_nothing() -> None:
    assert Errand(lambda: b"").wait() == b""
    assert Errand(lambda: bytes(1 // 0)).wait() is None


def test_work_that_is_killed_is_told_from_work_that_fails() -> None:
    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    killed = Errand(work)
    assert killed.wait() is None
    assert killed.is_killed
    failed = Errand(lambda: bytes(1 // 0))
    assert failed.wait() is None
    assert not failed.is_killed


def test_result_that_finds_no_room_is_no_result() -> None:
    def work() -> bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        return b"1" * 10_000

    assert Errand(work).wait() is None


def test_work_that_is_stopped_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    def work() -> bytes:
        with (
            tempfile.TemporaryDirectory(dir=tmp_path),
            subprocess.Popen(["sleep", "60"]) as program,
        ):
            (tmp_path / "begun").write_text(str(program.pid))
            return bytes(program.wait())

    errand = Errand(work)
    assert _waited_for(lambda: bool(_text(tmp_path / "begun")))
    begun = time.monotonic()
    errand.stop()
    errand.stop()
    assert time.monotonic() - begun < 10
    assert [one.name for one in tmp_path.iterdir()] == ["begun"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(_text(tmp_path / "begun")), 0)


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def test_work_that_has_been_waited_for_is_not_stopped() -> None:
    errand = Errand(lambda: b"1")
    assert errand.wait() == b"1"
    errand.stop()


def test_work_that_is_stopped_at_once_is_stopped(tmp_path: Path) -> None:
    def work() -> bytes:
        time.sleep(1)
        (tmp_path / "done").touch()
        return b""

    # With a Python handler, a signal that reaches the child too early would be lost in the fork.
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        for _ in range(20):
            Errand(work).stop()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert list(tmp_path.iterdir()) == []


AT_ONCE = """
def fork_and_be_ended(fork=os.fork):
    if not (pid := fork()):
        return 0
    while not begun.exists():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)
    return pid
os.fork = fork_and_be_ended
"""


@pytest.mark.parametrize("ended", ["by itself", "by Ctrl+C", "by Ctrl+C at once"])
def test_work_ends_with_the_process_that_wants_it(ended: str, tmp_path: Path) -> None:
    code = f"""
import os, pathlib, signal, tempfile, time
from kb.cache.workers import Errand
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's «&» lets it be ignored
begun = pathlib.Path({str(tmp_path / "begun")!r})
def sleep():  # a signal that comes right before a sleep is handled right after it: short ones
    for _ in range(60_000):
        time.sleep(0.01)
def work():
    with tempfile.TemporaryDirectory(dir={str(tmp_path)!r}):
        begun.touch()
        sleep()
{AT_ONCE if ended == "by Ctrl+C at once" else ""}
errand = Errand(work)
while not begun.exists():
    time.sleep(0.01)
{"sleep()" if ended == "by Ctrl+C" else ""}
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.DEVNULL, process_group=0
    ) as process:
        assert _waited_for((tmp_path / "begun").exists)
        if ended == "by Ctrl+C":
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        try:
            process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert [one.name for one in tmp_path.iterdir()] == ["begun"]


def test_store_is_read_in_another_process_by_a_connection_of_its_own(tmp_path: Path) -> None:
    _kept(tmp_path, {"old": b"1"})
    store = Store(tmp_path)
    store.put("new", b"2")
    errand = Errand(lambda: (store.get("old") or b"") + (store.get("new") or b""))
    assert errand.wait() == b"12"
    store.close()
    assert _get(tmp_path, "new") == b"2"


def test_beside_threads_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_JOBS", "8")
    monkeypatch.setattr("kb.cache.workers.threading.active_count", lambda: 2)
    assert processes() == 1


# Progress.


def test_progress_is_told_on_one_line_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("kb.cache.progress.time.monotonic", lambda: now)
    terminal = io.StringIO()
    progress = Progress(terminal)
    progress.expect(200)
    steps: list[Callable[[], None]] = [progress.step] * 100
    for step in steps:
        now += 0.05
        step()
    told = terminal.getvalue()
    progress.pause()
    assert "\n" not in told
    assert told.startswith("\r\x1b[KСборка страниц: 20 %")
    assert told.endswith("Сборка страниц: 50 %")


def test_progress_is_silent_where_nobody_watches() -> None:
    progress = Progress.when_watched(quiet=False)
    progress.expect(1)
    progress.step()
    progress.pause()
    assert progress._stream is None


def _read_here() -> set[int]:
    """The pipes that this process can read."""
    found = set()
    for number in range(3, 256):
        with suppress(OSError):
            state = os.fstat(number)
            mode = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE
            if stat.S_ISFIFO(state.st_mode) and mode == os.O_RDONLY:
                found.add(state.st_ino)
    return found


@pytest.mark.skipif(os.name != "posix", reason="здесь одна сборка — один процесс")
def test_a_worker_holds_no_end_of_a_pipe_that_would_keep_it_waiting_for_a_dead_build() -> None:
    before = _read_here()

    def work(_: int) -> bytes:
        time.sleep(0.02)
        return json.dumps([os.getpid(), *(_read_here() - before)]).encode()

    told = [json.loads(result) for _, result in share_out(range(12), work, 3)]
    workers = [pipes for pid, *pipes in told if pid != os.getpid()]
    assert workers
    assert not any(workers)
