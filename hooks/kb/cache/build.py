"""What a build knows of its cache, from its first language to its last."""

from dataclasses import dataclass

from kb.cache.digests import digest
from kb.cache.progress import Progress
from kb.cache.store import Store


@dataclass
class Build:
    """One run of the engine over all languages, which are built one inside the other."""

    store: Store | None
    """If None, nothing is stored."""

    code: str
    """The digest of all that is neither content nor configuration: code, templates, versions."""

    progress: Progress
    alone: bool = False
    """Whether one process does everything, page by page: something unknown to us takes part."""

    everywhere: str = ""
    """The digest of all that any page of this language may show besides its content."""

    _open: int = 0

    def begin_language(self) -> None:
        """Begins a language; each call needs one of `end_language`."""
        self._open += 1

    @property
    def is_over(self) -> bool:
        """Whether all languages are built."""
        return not self._open

    def get(self, *name: str) -> bytes | None:
        """Returns the entry that the last build stored under this name."""
        return self.store.get(digest([*name, self.code])) if self.store else None

    def put(self, entry: bytes, *name: str) -> None:
        """Keeps an entry, to be replaced by the next one of this name."""
        if self.store:
            self.store.put(digest([*name, self.code]), entry)

    def save(self) -> None:
        """Writes what this language has rendered."""
        self.progress.pause()
        if self.store:
            self.store.save()

    def end_language(self) -> None:
        """Ends a language; the store is closed when the one begun first ends."""
        self._open -= 1
        if self.is_over and self.store:
            self.store.close()
