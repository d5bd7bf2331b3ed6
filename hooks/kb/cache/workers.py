"""Divides work among processes, where the system can fork."""

import atexit
import gc
import os
import selectors
import signal
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedWriter, FileIO
from typing import ClassVar, NoReturn, TypeVar

Job = TypeVar("Job")

_HEADER = struct.Struct("<II")
_NUMBER = struct.Struct("<I")

_MODEST = 10
"""The niceness of worker processes: they yield to the one that waits for them, and to an `Errand`,
whose work nobody shares."""

_ENDING = {signal.SIGINT, signal.SIGTERM}

_AGAIN = 0.1
"""Seconds after which to check again whether an `Errand` has freed its core."""


def processes() -> int:
    """Returns how many processes there may be: KB_JOBS, or the number of cores this one may use.

    One where the system cannot fork, or not safely: on macOS, or when threads are running.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    wanted = os.environ.get("KB_JOBS", "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    return len(os.sched_getaffinity(0))


class Errand:
    """Work that is done in a process of its own while this one goes on."""

    _all: ClassVar[set["Errand"]] = set()
    """All that have not been waited for yet."""

    is_killed = False
    """Whether a signal has ended it, as when memory runs out; set by `wait`."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        """Begins the work, which sees this process's memory as it is now."""
        # Not a pipe, which would keep the child from ending until it is read. Unbuffered:
        # a forked child leaves by `os._exit`, which flushes nothing.
        self._result = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed by `wait`)
        with _undisturbed():
            self._pid = _fork(partial(self._live, work))
            with suppress(OSError):  # the child does so itself, but perhaps not yet
                os.setpgid(self._pid, self._pid)
            self._all.add(self)
            atexit.register(self.stop)  # a terminal's Ctrl+C reaches this process's group only

    @classmethod
    def is_any_running(cls) -> bool:
        """Whether any errand is still running, and so needs a core."""
        ended = os.WEXITED | os.WNOHANG | os.WNOWAIT  # only looks: `wait` is still to come
        return any(os.waitid(os.P_PID, one._pid, ended) is None for one in cls._all)

    def wait(self) -> bytes | None:
        """Waits for the work and returns what it returned; None if it has failed."""
        self._all.discard(self)
        _, status = os.waitpid(self._pid, 0)
        atexit.unregister(self.stop)
        self.is_killed = os.WIFSIGNALED(status)
        with self._result as file:
            file.seek(0)
            return None if status else file.read()

    def stop(self) -> None:
        """Ends the process and the programs it has started, unless it has been waited for."""
        if not self._result.closed:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGTERM)
            self.wait()

    def _live(self, work: Callable[[], bytes]) -> None:
        os.setpgid(0, 0)  # one group with the programs it starts
        signal.signal(signal.SIGTERM, self._leave)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        with BufferedWriter(self._result) as file:  # which writes all, or fails
            file.write(work())

    @staticmethod
    def _leave(number: int, _: object) -> NoReturn:
        """Exits through the work's context managers, which remove its temporary files."""
        signal.signal(number, signal.SIG_IGN)
        sys.exit(1)


def share_out(
    jobs: Sequence[Job], work: Callable[[Job], bytes], number: int
) -> Iterator[tuple[int, bytes]]:
    """Yields each job's number and what `work` returns for it, in the order they are ready.

    `number` processes work, including this one whenever it would otherwise wait; a running `Errand`
    takes its place. The others see this one's memory as it is now, and change only their own copy.
    Each takes the next job when it is free. A job that fails is left out, and its process takes no
    other: the caller does it again and sees the error.
    """
    children: list[int] = []
    pipes: list[FileIO] = []
    try:
        with selectors.DefaultSelector() as ready, _queue(len(jobs)) as queue:
            for _ in range(min(number, len(jobs)) - 1):
                reading, writing = os.pipe()
                readers = [reading, *(pipe.fileno() for pipe in pipes)]
                labour = partial(_labour, jobs, work, queue, writing, readers)
                with _undisturbed():
                    children.append(_fork(labour))
                os.close(writing)
                # Unbuffered: what waits in a buffer is not seen by `select`.
                pipes.append(os.fdopen(reading, "rb", buffering=0))
                ready.register(pipes[-1], selectors.EVENT_READ)
            helps = True
            while helps or ready.get_map():
                is_free = helps and not (ready.get_map() and Errand.is_any_running())
                come = ready.select(0 if is_free else _AGAIN)
                for one, _ in come:
                    pipe: FileIO = one.fileobj  # type: ignore[assignment]
                    if done := _receive(pipe):
                        yield done
                    else:
                        ready.unregister(pipe)
                if is_free and not come:
                    if done := _done_here(jobs, work, queue):
                        yield done
                    else:
                        helps = False
    finally:
        for pipe in pipes:
            pipe.close()
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)  # if the caller wants no more; otherwise it has ended
            os.waitpid(pid, 0)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Blocks the signals that end this process until it has noted the child that it forks here.

    The child unblocks them when it can handle them: a signal that came earlier would be lost
    in the fork, or raise an exception that makes the child go on as if it were its parent.
    """
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _fork(live: Callable[[], object]) -> int:
    """Returns the id of a new process, which only calls `live` and prints nothing."""
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # or the child's collector would touch, and so copy, every page of memory
    if pid := os.fork():
        gc.unfreeze()
        return pid
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        live()
        code = 0
    finally:
        os._exit(code)


def _queue(size: int) -> FileIO:
    """Returns a file of job numbers; reading one takes it, as forks share the file's position."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed by the caller)
    file.write(b"".join(map(_NUMBER.pack, range(size))))
    file.seek(0)
    return file


def _next(queue: FileIO) -> int | None:
    number = queue.read(_NUMBER.size)
    return _NUMBER.unpack(number)[0] if number else None


def _done_here(
    jobs: Sequence[Job], work: Callable[[Job], bytes], queue: FileIO
) -> tuple[int, bytes] | None:
    """Returns the next job's number and result; None if there is none, or if it fails."""
    with suppress(Exception):
        if (number := _next(queue)) is not None:
            return number, work(jobs[number])
    return None


def _labour(
    jobs: Sequence[Job],
    work: Callable[[Job], bytes],
    queue: FileIO,
    writing: int,
    readers: Sequence[int],
) -> None:
    for one in readers:  # or it would wait forever for somebody to read, once the caller is dead
        os.close(one)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    os.nice(_MODEST)
    with os.fdopen(writing, "wb") as pipe:
        while (number := _next(queue)) is not None:
            result = work(jobs[number])
            pipe.write(_HEADER.pack(number, len(result)) + result)
            pipe.flush()


def _receive(pipe: FileIO) -> tuple[int, bytes] | None:
    header = _exactly(pipe, _HEADER.size)
    if not header:
        return None
    number, size = _HEADER.unpack(header)
    result = _exactly(pipe, size)
    return (number, result) if len(result) == size else None


def _exactly(pipe: FileIO, size: int) -> bytes:
    """Returns the next `size` bytes; b"" if the child ended before it wrote them all."""
    parts = bytearray()
    while len(parts) < size and (part := pipe.read(size - len(parts))):
        parts += part
    return bytes(parts) if len(parts) == size else b""
