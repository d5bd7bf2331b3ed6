"""Gets results one after another: stored ones if they still hold, others made, many at once."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Generic, TypeVar

from kb.cache.entries import pack_with_text, unpack_with_text
from kb.cache.store import Store
from kb.cache.workers import processes, share_out

Job = TypeVar("Job")

Reads = dict[str, str]
"""What was asked while something was made: questions as JSON, and the digests of the answers."""

Result = dict[str, Any]
"""Plain data; its "reads" are `Reads`, its "text" is long and rarely needed."""

MANY = 3
"""The number of misses after which others are made ahead: not worth it for a page or two."""

_WORTH_A_PROCESS = 4
"""Results. Forking costs about as much time as making one or two."""


class Results(Generic[Job]):
    """What `make` returns for each job, the same whether it was made now, elsewhere or long ago.

    key: the digest of all that a job's result depends on, except what was asked while it was made.
    make: makes the result, with its "reads". holds: whether these would be answered the same now.
    rest: the jobs that will be asked for after this one; until then, the answers to what they ask
    must not change. store: if None, nothing is stored.
    on_ready: called whenever a result has become ready.
    """

    def __init__(
        self,
        *,
        key: Callable[[Job], str],
        make: Callable[[Job], Result],
        holds: Callable[[Reads], bool],
        rest: Callable[[Job], Iterable[Job]],
        store: Store | None,
        on_ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._key = key
        self._make = make
        self._holds = holds
        self._rest = rest
        self._store = store
        self._on_ready = on_ready
        self._ready: dict[str, bytes] = {}
        self._coming: dict[str, None] = {}
        """Keys of what is being made elsewhere."""

        self._arrivals: Iterator[tuple[str, bytes]] = iter(())
        self._missed = 0

    def get(self, job: Job) -> Result:
        """Returns the job's result without its text. Raises whatever `make` raises."""
        result, _ = self.with_text(job)
        return result

    def with_text(self, job: Job) -> tuple[Result, Callable[[], str]]:
        """Returns the job's result and a reader of its text. Raises whatever `make` raises."""
        key = self._key(job)
        self._wait_for(key)
        found = self._remembered(key)
        if found is None:
            self._missed += 1
            if self._missed == MANY:
                self._look_ahead(chain([job], self._rest(job)))
                self._wait_for(key)
                found = self._remembered(key)
        if found is None:
            made, new = self._made(key, job)
            found = made, lambda: new
        if self._ready.pop(key, None) is None:
            self._on_ready()
        result, read = found

        def text() -> str:
            known = read()
            return self._made(key, job)[1] if known is None else known  # it was damaged

        return result, text

    def _made(self, key: str, job: Job) -> tuple[Result, str]:
        made = _parted(self._make(job))
        self._keep(key, pack_with_text(*made))
        return made

    def _remembered(self, key: str) -> tuple[Result, Callable[[], str | None]] | None:
        new = self._ready.get(key)
        packed = new or (self._store.get(key) if self._store else None)
        if packed is None:
            return None
        result, text = unpack_with_text(packed)
        if not isinstance(result, dict) or "reads" not in result:
            return None
        return (result, text) if new or self._holds(result["reads"]) else None

    def _look_ahead(self, jobs: Iterable[Job]) -> None:
        """Begins to make, on all cores, what would otherwise be made one by one."""
        number = processes()
        if number == 1:
            return
        missed = {key: job for job in jobs if self._remembered(key := self._key(job)) is None}
        number = min(number, len(missed) // _WORTH_A_PROCESS)
        if number < 2:
            return
        keys, todo = list(missed), list(missed.values())
        shared = share_out(todo, lambda job: pack_with_text(*_parted(self._make(job))), number)
        self._arrivals = ((keys[at], packed) for at, packed in shared)
        self._coming = dict.fromkeys(keys)

    def _wait_for(self, key: str) -> None:
        """Takes in results made elsewhere until that of `key` arrives; others go on being made."""
        while key in self._coming:
            arrived = next(self._arrivals, None)
            if arrived is None:  # a process has failed: what it has not made is made here
                self._coming = {}
                return
            one, packed = arrived
            del self._coming[one]
            self._ready[one] = packed
            self._keep(one, packed)
            self._on_ready()
        if not self._coming:
            next(self._arrivals, None)  # ends the generator, which waits for its processes

    def _keep(self, key: str, packed: bytes) -> None:
        if self._store:
            self._store.put(key, packed)


def _parted(result: Result) -> tuple[Result, str]:
    """A result without its text, and the text."""
    return {name: value for name, value in result.items() if name != "text"}, result.get("text", "")
