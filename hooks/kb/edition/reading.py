"""How long a page takes to read."""

import math
import re
from functools import lru_cache

from kb.content.fields.marks import steering
from kb.content.library import Document

WORDS_PER_MINUTE = 184
"""Mean reading speed over 17 languages, Russian and English among them, by native speakers.

S. Trauzettel-Klosinski, K. Dietz, «Standardized assessment of reading performance: the New
International Reading Speed Texts IReST», Invest. Ophthalmol. Vis. Sci. 53 (2012) 5452–5461.
"""

_WORD = re.compile(r"\w+(?:[-‑’']\w+)*")


@lru_cache(maxsize=4096)  # a preview has the same documents as long as they do not change
def reading_minutes(document: Document) -> int:
    """Returns the reading time in minutes: the author's figure, else by its words; at least one."""
    minutes = getattr(document.entry, "minutes", None)
    if minutes is not None:
        return int(minutes)
    return max(1, math.ceil(words(document) / WORDS_PER_MINUTE))


def words(document: Document) -> int:
    """Returns the number of words in a page's body and in the fields that its readers see."""
    unseen = steering(type(document.entry))
    fields = sum(
        len(_WORD.findall(value))
        for at, value in document.values
        if type(value) is str and at[0] not in unseen
    )
    return fields + len(_WORD.findall(document.source.body))
