"""The day of the build."""

import datetime
import os


def today() -> datetime.date:
    """Returns today, or the day of SOURCE_DATE_EPOCH if it is set, for reproducible builds.

    See <https://reproducible-builds.org/specs/source-date-epoch/>.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()
