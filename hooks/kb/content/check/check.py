"""Applies all rules about how entries fit together."""

import datetime
from collections.abc import Collection

from kb.content.check.entries import badly_braced, blanks, dates, drafts, tables
from kb.content.check.ids import Ids, addresses, duplicate_ids, repeated_ids, repeated_values
from kb.content.check.languages import languages
from kb.content.check.names import aliases
from kb.content.check.references import embeds, references
from kb.content.library import Library
from kb.content.problems import Problem


def check(library: Library, *, today: datetime.date, unread: Collection[str] = ()) -> list[Problem]:
    """Returns the problems between entries.

    `unread` are the ids of pages and sources that could not be read: a reference to one of them
    is not reported as a second problem.
    """
    ids = Ids(library)
    unread = {*unread, *ids.doubtful}
    dangling = list(references(library, unread))
    return [
        *duplicate_ids(ids),
        *repeated_ids(library),
        *repeated_values(library),
        *addresses(library, ids),
        *languages(library, ids, {(one.path, one.line) for one in dangling}),
        *aliases(library, ids),
        *tables(library, unread),
        *blanks(library),
        *badly_braced(library),
        *dates(library, today),
        *drafts(library),
        *dangling,
        *embeds(library, unread),
    ]
