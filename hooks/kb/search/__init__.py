"""Search: turns records of pages into Pagefind's index and a vocabulary, for each language."""

from kb.search.bundle import SearchError
from kb.search.errand import SearchErrand
from kb.search.kept import packed, unpacked
from kb.search.latest import Latest
from kb.search.making import FinishedPage, Search, Wanted, make
from kb.search.record import foreign_names

__all__ = [
    "FinishedPage",
    "Latest",
    "Search",
    "SearchErrand",
    "SearchError",
    "Wanted",
    "foreign_names",
    "make",
    "packed",
    "unpacked",
]
