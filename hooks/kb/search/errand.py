"""Makes a search while the build goes on: in a process of its own, where the system can fork."""

import pickle
from collections.abc import Callable

from kb.cache.workers import Errand, processes
from kb.search.bundle import SearchError

Entries = dict[str, bytes]
"""A search as `packed` returns it."""


class SearchErrand:
    """The making of a language's search."""

    def __init__(self, make: Callable[[], Entries], locale: str) -> None:
        """Begins it; where there is only one process, `make` is called by `wait`."""
        self._make = make
        self._locale = locale
        self._errand = Errand(self._told) if processes() > 1 else None

    def wait(self) -> Entries:
        """Returns what `make` returns, and raises what it raises.

        In place of any error in a process of its own, raises `SearchError`.
        """
        return self._make() if self._errand is None else self._brought(self._errand)

    def stop(self) -> None:
        """Abandons it."""
        if self._errand:
            self._errand.stop()

    def _told(self) -> bytes:
        """Makes it in a child process, whose errors the parent learns of only from its result."""
        try:
            return pickle.dumps(self._make())
        except SearchError as error:
            return pickle.dumps(error)
        except Exception as error:  # whatever it is, the parent must learn of it
            return pickle.dumps(SearchError(f"поиск ({self._locale}): {error!r}"))

    def _brought(self, errand: Errand) -> Entries:
        done = errand.wait()
        if done is None:
            reason = (
                "процесс прерван; хватает ли памяти?"
                if errand.is_killed
                else "результат не записан; хватает ли места для временных файлов?"
            )
            raise SearchError(f"поиск ({self._locale}): {reason}")
        result: Entries | SearchError = pickle.loads(done)  # noqa: S301 (our own process)
        if isinstance(result, SearchError):
            raise result
        return result
