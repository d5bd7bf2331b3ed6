"""Hears what other libraries only log, and do not raise."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def logged_errors(name: str) -> Iterator[list[str]]:
    """Yields the list of errors that the logger of this name gets until the block ends."""
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    keep, logger = Keep(logging.ERROR), logging.getLogger(name)
    logger.addHandler(keep)
    try:
        yield found
    finally:
        logger.removeHandler(keep)
