"""Does in the background what a preview need not wait for."""

from collections.abc import Callable
from threading import Lock, Thread


class Latest:
    """Does one job after another in a thread; of those that wait, only the last is worth doing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next: Callable[[], None] | None = None
        self._thread: Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Takes a job, which must deal with its own errors, and returns at once."""
        with self._lock:
            self._next = job
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Returns when nothing is left to do."""
        while (thread := self._thread) is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                job, self._next = self._next, None
                if job is None:
                    self._thread = None
                    return
            job()
