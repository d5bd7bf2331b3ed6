"""Search: records of pages become Pagefind's index and a vocabulary, a language at a time."""

from kb.search.bundle import SearchError, bundle, digest
from kb.search.record import Record, record

__all__ = ["Record", "SearchError", "bundle", "digest", "record"]
