"""Days: that of the build, how to write one, and how long a review of a page may remain valid."""

import datetime
import os
from functools import lru_cache

from babel.dates import format_date

from kb.system.refusals import RefusedError

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that says which day it is; empty as good as unset."""

MOST_MONTHS = 1200
"""How long a review may remain valid: a hundred years; more must be a typo."""


def today() -> datetime.date:
    """Returns today, or the day of SOURCE_DATE_EPOCH if it is set, for reproducible builds.

    See <https://reproducible-builds.org/specs/source-date-epoch/>. Raises `RefusedError` if it is
    no day.
    """
    epoch = os.environ.get(EPOCH)
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (ValueError, OverflowError, OSError) as error:
            told = "нужны секунды с начала 1970 года, целое число; исправьте или уберите переменную"
            raise RefusedError(f"{EPOCH}: «{epoch}» не подходит; {told}") from error
    return datetime.datetime.now(datetime.UTC).date()


@lru_cache
def in_words(day: datetime.date, locale: str) -> str:
    """Returns a day as readers write it: «23 мая 2027»."""
    return str(format_date(day, "d MMMM y", locale))
