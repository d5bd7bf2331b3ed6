"""Makes a language's search from its pages, redoing only what has changed since the last one.

The search of many pages is made in parts, each with its own index, which the browser combines: a
page that has changed costs only the time and the memory of its part.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from kb.cache.digests import digest
from kb.content.fields.kinds import Audience
from kb.content.library import Document
from kb.content.reading.synonyms import Synonyms
from kb.search.bundle import Index, SearchError, indexing, name_of
from kb.search.dictionary import Dictionary
from kb.search.lexicon import NO_SYNONYMS, lexicon
from kb.search.record import Article, Record, record, searched
from kb.search.vocabulary import Line, line, vocabulary
from kb.system.refusals import why

PAGES = 300
"""The most pages a part has on average. Pagefind takes a second and 110 MB for them."""

_MOST = 8
"""The most parts there are: the browser asks each of them for every word."""

_SHARED = ("pagefind.js", "wasm.", "fragment/")
"""Files kept in one place for all parts: the program, and what the browser fetches by name."""

VOCABULARY = "vocabulary.json"


class FinishedPage(NamedTuple):
    """A page as its reader gets it."""

    document: Document
    html: str
    digest: str
    """Of the HTML."""

    url: str
    """From the root of its language."""

    audience: tuple[Audience, ...]
    foreign: tuple[str, ...] = ()
    """Its `foreign_names`."""

    title: str = ""
    """As readers see it, with its no-break spaces; empty if that is the entry's own."""

    @property
    def source(self) -> list[Any]:
        """All of the page that its search depends on, as plain data."""
        front, forgotten = self.document.source.front.text, sorted(self.document.forgotten)
        audience = [str(one) for one in self.audience]
        return [self.url, front, forgotten, self.digest, audience, [*self.foreign], self.title]


class Wanted(NamedTuple):
    """What a search is to be made from."""

    digest: str
    """Of all the rest."""

    locale: str
    pages: Sequence[FinishedPage]
    texts: Mapping[str, Any]
    """The texts of the search dialog."""
    synonyms: Synonyms = NO_SYNONYMS


class Part(NamedTuple):
    """A share of the pages, with an index of its own."""

    digest: str
    """Of what it was made from."""

    files: Mapping[str, bytes]
    lines: Sequence[Line]
    words: Mapping[str, int]
    """On how many of its pages each word occurs."""

    articles: Callable[[], Mapping[str, Sequence[Any]]]
    """Reads its pages' `Article`s, by the digest of their HTML."""


class Search(NamedTuple):
    """A language's search."""

    digest: str
    """Of what it was made from."""

    vocabulary: bytes
    parts: Sequence[Part]
    known: Callable[[], Mapping[str, Any]]
    """Reads `Dictionary.known`."""

    @property
    def files(self) -> dict[str, bytes]:
        """What the browser loads, by name; empty if no page is searched."""
        found = {}
        for number, files in enumerate(one.files for one in self.parts if one.words):
            folder = f"{number}/" if number else ""
            for name, content in files.items():
                found[name if name.startswith(_SHARED) else folder + name] = content
        return {**found, VOCABULARY: self.vocabulary} if found else {}


NOTHING = Search("", b"", (), dict)


def make(
    wanted: Wanted, last: Search = NOTHING, *, pages: int = PAGES, in_memory: bool = False
) -> Search:
    """Returns the search; it is the same whatever the last one was.

    `pages` is a limit like `PAGES`; `in_memory` is as for `indexing`. Raises `SearchError` if
    Pagefind fails or the system refuses something, such as room on the disk.
    """
    try:
        return _made(wanted, last, pages, in_memory)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise SearchError(f"поиск ({wanted.locale}): {where}{why(error)}") from error


def _made(wanted: Wanted, last: Search, pages: int, in_memory: bool) -> Search:
    shares = _shares(wanted.pages, pages)
    before: Sequence[Part | None] = [None] * len(shares)
    if len(last.parts) == len(shares):
        before = last.parts
    dictionary = Dictionary(wanted.locale, last.known())
    begun: list[_Begun] = []
    with ExitStack() as stack:

        def index(records: Sequence[Record]) -> Callable[[], Index]:
            for one in begun:
                one.end()  # only one Pagefind at a time, to save memory
            return stack.enter_context(indexing(records, wanted.locale, in_memory=in_memory))

        for share, part in zip(shares, before, strict=True):
            begun.append(_begin(share, part, index))
        occurring = [one.words for one in begun if one.words]
        words = lexicon(occurring, dictionary, wanted.synonyms)  # as Pagefind runs
        parts = [one.end() for one in begun]
    said = vocabulary([one.lines for one in parts if one.words], words, wanted.texts)
    return Search(wanted.digest, said, parts, lambda: dictionary.known)


class _Begun(NamedTuple):
    """A part that Pagefind is working on, or that is ready."""

    words: Mapping[str, int]
    end: Callable[[], Part]
    """Returns the part; the first call waits for it."""


def _begin(
    pages: Sequence[FinishedPage],
    before: Part | None,
    index: Callable[[Sequence[Record]], Callable[[], Index]],
) -> _Begun:
    made_from = digest([one.source for one in pages])
    if before and before.digest == made_from:
        return _Begun(before.words, lambda: before)
    known = before.articles() if before else {}
    articles = {one.digest: known.get(one.digest) or searched(one.html) for one in pages}
    records = list(filter(None, (_record(one, articles) for one in pages)))
    words = Counter(word for one in records for word in one.words)
    indexed = index(records)

    @cache
    def end() -> Part:
        files, ids = indexed()
        lines = [line(one, ids[one.url]) for one in records if one.url in ids]
        return Part(made_from, files, lines, words, lambda: articles)

    return _Begun(words, end)


def _record(page: FinishedPage, articles: Mapping[str, Sequence[Any]]) -> Record | None:
    article = Article(*articles[page.digest])
    made = record(
        page.document, article, url=page.url, audience=page.audience, foreign=page.foreign
    )
    return replace(made, title=page.title) if made and page.title else made


def _shares(pages: Sequence[FinishedPage], size: int) -> list[list[FinishedPage]]:
    """Divides the pages by their addresses, so that a new page does not move the others.

    The number of shares doubles when they grow too large, so that each splits in two.
    """
    number = 1
    while number < _MOST and len(pages) > number * size:
        number *= 2
    shares: list[list[FinishedPage]] = [[] for _ in range(number)]
    for one in sorted(pages, key=lambda it: it.url):
        shares[int(name_of(one.url), 16) % number].append(one)
    return shares
