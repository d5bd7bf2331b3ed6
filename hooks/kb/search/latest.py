"""Does in the background what a preview need not wait for."""

import time
import traceback
from collections.abc import Callable
from threading import Lock, Thread


class Latest:
    """Runs jobs in a thread, one by one; of those that wait, only the last is run."""

    def __init__(self, pause: float = 0) -> None:
        """`pause`: seconds by which a job is delayed, so that what somebody awaits goes first."""
        self._pause = pause
        self._lock = Lock()
        self._next: Callable[[], None] | None = None
        self._thread: Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Takes a job and returns at once; an exception that the job does not handle is printed."""
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
            time.sleep(self._pause)
            with self._lock:
                job, self._next = self._next, None
                if job is None:
                    self._thread = None
                    return
            try:
                job()
            except BaseException:  # otherwise `wait` would never return, and no later job would run
                traceback.print_exc()
