"""Search: turns records of pages into Pagefind's index and a vocabulary, for each language."""

from kb.search.bundle import Index, SearchError, indexing
from kb.search.dictionary import Dictionary
from kb.search.errand import SearchErrand
from kb.search.kept import packed, unpacked
from kb.search.latest import Latest
from kb.search.making import FinishedPage, Search, Wanted, make
from kb.search.record import Article, Record, foreign_names, record

__all__ = [
    "Article",
    "Dictionary",
    "FinishedPage",
    "Index",
    "Latest",
    "Record",
    "Search",
    "SearchErrand",
    "SearchError",
    "Wanted",
    "foreign_names",
    "indexing",
    "make",
    "packed",
    "record",
    "unpacked",
]
