"""Makes a language's search from its pages, and says what is worth remembering for the next one."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.content.library import Document
from kb.content.model import Audience
from kb.search.bundle import bundle
from kb.search.dictionary import Dictionary
from kb.search.record import Article, record, searched


class FinishedPage(NamedTuple):
    """A page as its reader gets it."""

    document: Document
    html: str
    digest: str
    """Of the HTML."""

    url: str
    """From the root of its language."""

    audience: tuple[Audience, ...]

    @property
    def source(self) -> list[Any]:
        """All that the search of it depends on, as plain data."""
        front = self.document.source.front.text
        return [self.url, front, self.digest, [str(one) for one in self.audience]]


class Wanted(NamedTuple):
    """What a search is to be made from."""

    digest: str
    """Of all the rest."""

    locale: str
    pages: Sequence[FinishedPage]
    texts: Mapping[str, Any]
    """What the dialog says."""


class Search(NamedTuple):
    """The files of a language's search by name, and the digest of what they were made from."""

    digest: str
    files: Mapping[str, bytes]


class Learnt(NamedTuple):
    """What making a search found out, as plain data: most of it holds for the next one too."""

    words: Mapping[str, Any]
    """`Dictionary.known`."""

    articles: Mapping[str, Sequence[Any]]
    """`Article`s by the digest of their page's HTML."""


NOTHING = Learnt({}, {})


def make(wanted: Wanted, known: Learnt) -> tuple[Search, Learnt]:
    """Returns the search, the same whatever is `known`, and what is known then.

    Raises `SearchError` if Pagefind fails.
    """
    articles = {
        one.digest: known.articles.get(one.digest) or searched(one.html) for one in wanted.pages
    }
    records = [
        record(one.document, Article(*articles[one.digest]), url=one.url, audience=one.audience)
        for one in wanted.pages
    ]
    dictionary = Dictionary(wanted.locale, known.words)
    files = bundle([one for one in records if one], dictionary, wanted.texts)
    return Search(wanted.digest, files), Learnt(dictionary.known, articles)
