"""Search: records of pages become Pagefind's index and a vocabulary, a language at a time."""

from kb.search.bundle import SearchError, bundle
from kb.search.dictionary import Dictionary
from kb.search.latest import Latest
from kb.search.making import NOTHING, FinishedPage, Learnt, Search, Wanted, make
from kb.search.record import Article, Record, record, searched

__all__ = [
    "NOTHING",
    "Article",
    "Dictionary",
    "FinishedPage",
    "Latest",
    "Learnt",
    "Record",
    "Search",
    "SearchError",
    "Wanted",
    "bundle",
    "make",
    "record",
    "searched",
]
