"""Failures of a publication, in words for operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.system.refusals import RefusedError, why


class PublishError(RefusedError):
    """Nothing was changed; the message says why in Russian, one reason per line."""


def unchanged(dest: Path) -> str:
    """Says what remains in `dest` after a failure, as the end of a message."""
    try:
        (dest / "current").lstat()
    except (FileNotFoundError, NotADirectoryError):
        return "Здесь ещё ничего не опубликовано."
    except OSError:  # it may not be seen; nothing has changed it
        pass
    return "Сайт прежний."


@contextmanager
def in_words(dest: Path) -> Iterator[None]:
    """Turns an `OSError` raised in the block into a `PublishError`."""
    try:
        yield
    except OSError as error:
        # The second name of a failed copy is its target, on the disk that is full.
        where = error.filename2 or error.filename or dest
        told = f"{where}: {why(error)}. {unchanged(dest)}"
        raise PublishError(told) from error
