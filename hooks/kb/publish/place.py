"""Whether a site can be published into a folder without harm to what is there."""

import os
from collections.abc import Iterable
from pathlib import Path

from kb.publish.failure import PublishError


def keep_apart(dest: Path, others: Iterable[tuple[Path, str]]) -> None:
    """Raises `PublishError` if `dest` is one of the other folders, lies in one or contains one.

    `others` are folders with what each is for, in Russian, as an end of «папка, …». A build empties
    them, or would take what is published for pages.
    """
    where = Path(os.path.realpath(dest))
    for other, what in others:
        there = Path(os.path.realpath(other))
        if where.is_relative_to(there) or there.is_relative_to(where):
            here = Path.cwd()
            shown = there.relative_to(here) if there.is_relative_to(here) else there
            raise PublishError(
                f"{dest}: публиковать сюда нельзя: это место пересекается с папкой {shown}, "
                f"{what}. Назовите отдельную папку, например /srv/klient"
            )
