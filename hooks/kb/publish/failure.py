"""What stops a publication, in an operator's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.system.refusals import why


class PublishError(Exception):
    """Nothing was changed; the message says why in Russian, one reason per line."""


def unchanged(dest: Path) -> str:
    """Says what a failure leaves in `dest`, as the end of a message."""
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
        # Of a copy that failed, the second name is where it was written: on the disk that is full.
        where = error.filename2 or error.filename or dest
        told = f"{where}: {why(error)}. {unchanged(dest)}"
        raise PublishError(told) from error
