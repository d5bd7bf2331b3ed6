"""Finds what would never help a search: slips in `search` of pages, and useless synonyms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from kb.content.fields.messages import in_field
from kb.content.library import Document
from kb.content.model import Term
from kb.content.names import normal
from kb.content.problems import Location, Problem, Severity, as_shown
from kb.content.reading import synonyms
from kb.edition import KnowledgeBase
from kb.language import Vocabulary
from kb.language.orthography.spelling import unknown_english, unknown_russian
from kb.language.text.prose import fields, typed
from kb.search.inflection import families, words
from kb.search.vocabulary import OFTEN

_IDLE = (
    "такого слова нет ни на одной странице, и слова его списка ничего не найдут; "
    "поставьте слово, которое на страницах есть"
)
_SPELLING = {"ru": unknown_russian, "en": unknown_english}


class SearchWords:
    """Checks `search: {words: […]}` of the pages, and the words of docs/synonyms.yml."""

    def __init__(self, kb: KnowledgeBase, vocabularies: Mapping[str, Vocabulary]) -> None:
        self._kb = kb
        self._vocabularies = vocabularies

    def page(self, document: Document) -> Iterator[Problem]:
        """Yields a warning for each word or phrase of a page that the search has no use for."""
        names = {*map(normal, _names(document))}
        for number, asked in enumerate(document.entry.search.words):
            location = ("search", "words", number)
            if normal(asked) in names:
                told = "это и так название страницы; удалите строку"
                yield document.warning_in_field(location, told, "search-name")
            elif len(words(asked)) > 1:  # a single word may be any name
                yield from self._misspelt(document, location, asked)
                yield from self._often(document, location, asked)

    def idle_synonyms(self) -> Iterator[Problem]:
        """Yields a warning for each word of docs/synonyms.yml that no page has in any form.

        Of several folders, only the last one's file is checked: a company that has replaced our
        pages cannot correct our file.
        """
        path = self._kb.roots[-1] / synonyms.FILE
        if listed := synonyms.listed(path):
            shown_as = as_shown(path, self._kb.shown_from)
            for locale, several in listed.data.items():
                for word in self._on_no_page(several, locale):
                    location = (locale, word)
                    told = in_field(location, _IDLE)
                    line = listed.line(location)
                    yield Problem(shown_as, line, told, Severity.WARNING, rule="synonym")

    def _on_no_page(self, several: Iterable[str], locale: str) -> Iterator[str]:
        if locale in self._on_pages:
            asked = (words(one) for its, one in self._asked if its == locale)
            there = self._on_pages[locale].union(*asked)
            written = {words(one)[0]: one for one in several}
            # All forms of an English word are slow to find, and most are on the pages anyway.
            rare = [one for one in written if there.isdisjoint((one, f"{one}s", f"{one}es"))]
            for word, found in families(rare, locale).items() if rare else ():
                if not any(there.intersection(one.forms) for one in found):
                    yield written[word]

    def _often(self, document: Document, location: Location, asked: str) -> Iterator[Problem]:
        several = self._asked[document.locale, normal(asked)]
        if len(several) >= OFTEN:
            others = ", ".join(one.shown_as for one in several if one is not document)
            told = f"эта фраза и в {others}, и поиск её не учтёт; оставьте там, где ответ полнее"
            yield document.warning_in_field(location, told, "search-phrase")

    def _misspelt(self, document: Document, location: Location, asked: str) -> Iterator[Problem]:
        """Words that neither a dictionary nor a page has: people type names in lower case."""
        rule = _SPELLING.get(document.locale)
        passage = typed(document, location, asked)
        if rule and [*rule(passage, self._typed[document.locale])]:
            known = _with(self._typed[document.locale], self._on_pages[document.locale])
            for one in rule(passage, known):
                told = in_field(location, one.message)
                line, column = passage.line(one.at), passage.column(one.at)
                yield document.warning(line, told, column, rule.__name__.replace("_", "-"))

    @cached_property
    def _typed(self) -> Mapping[str, Vocabulary]:
        """The words of each language, with those that people type instead of others."""
        typed = self._kb.synonyms
        return {
            locale: _with(known, {*typed.get(locale, ())}.union(*typed.get(locale, {}).values()))
            for locale, known in self._vocabularies.items()
        }

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str], Sequence[Document]]:
        """The pages that have a word or phrase, by language and by what it is."""
        found: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in self._kb.library.documents:
            for asked in document.entry.search.words:
                found[document.locale, normal(asked)].append(document)
        return found

    @cached_property
    def _on_pages(self) -> Mapping[str, set[str]]:
        """The words of all pages of each language, as the search compares them."""
        found: dict[str, set[str]] = {locale: set() for locale in self._kb.library.locales}
        for document in self._kb.library.documents:
            for text in (document.source.body, *(text for _, text in fields(document))):
                found[document.locale].update(words(text))
        return found


def _with(vocabulary: Vocabulary, more: Set[str]) -> Vocabulary:
    return Vocabulary(vocabulary.known.union(more), vocabulary.avoid, vocabulary.is_whole)


def _names(document: Document) -> Iterator[str]:
    yield document.entry.title
    if isinstance(document.entry, Term):
        yield from document.entry.other_names
