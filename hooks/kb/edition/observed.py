"""An edition that notes what it is asked, to tell later whether the answers would be the same."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic import BaseModel

from kb.cache.digests import digest, digest_of_text
from kb.cache.results import Reads
from kb.content.clock import today
from kb.content.fields.kinds import Audience
from kb.content.library import Document, Library
from kb.content.model import Source
from kb.content.selection import Selection
from kb.edition.edition import Edition, Usage
from kb.glossary import Match, Matcher

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

QUESTIONS: dict[str, Callable[..., object]] = {
    "audiences": lambda edition: edition.audiences,
    "documents": lambda edition: edition.documents,
    "hidden": lambda edition: sorted(edition.library.hidden),
    "library": lambda edition: edition.library.documents,
    "minutes": lambda edition, src_uri: (one := edition.at(src_uri)) and edition.minutes(one),
    "select": lambda edition, kind, wanted: edition.select(
        Selection(kind, tuple((name, value) for name, value in wanted))
    ),
    "sources": lambda edition: edition.library.sources,
    "term forms": lambda edition: repr(edition.term_forms),
    "terms": lambda edition, *texts: [edition.matcher.find(text) for text in texts],
    "terms linked": lambda edition, src_uri: (
        (one := edition.at(src_uri)) and edition.terms_linked(one)
    ),
    "whole": lambda edition: [
        today().isoformat(),
        [(one, one.source.body) for one in edition.library.documents],
        [str(problem) for problem in edition.problems],
    ],
    "translated": lambda edition, locale, key: edition.library.translated(locale, key),
}
"""The questions one may ask an edition, with plain arguments, and how each is answered.

`_noted` adds the methods that take plain arguments: each is a question of its name.
"""

_TERM_FORMS = '["term forms"]'
_TERMS = '["terms",'


class Answers:
    """The digests of what an edition answers."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._known: dict[str, str] = {}
        self._questions = dict(QUESTIONS)

    def also(self, name: str, answer: Callable[..., object]) -> None:
        """Adds a question that `answer` answers, given the edition and plain arguments."""
        self._questions[name] = answer

    def digest(self, question: str) -> str:
        """Returns the digest of the answer to a question, a JSON list of its name and arguments."""
        if question.startswith(_TERMS):
            return self._asked(question)  # it holds a page's whole text: no other page asks it
        if question not in self._known:
            self._known[question] = self._asked(question)
        return self._known[question]

    def _asked(self, question: str) -> str:
        name, *arguments = json.loads(question)
        return digest(_plain(self._questions[name](self._edition, *arguments)))

    def hold(self, reads: Reads) -> bool:
        """Whether every question would still get the same answer."""
        # An unchanged glossary finds the same terms; a changed one is tried on the same texts.
        same_terms = reads.get(_TERM_FORMS) == self.digest(_TERM_FORMS)
        return all(
            self.digest(question) == answer
            for question, answer in reads.items()
            if question != _TERM_FORMS and not (same_terms and question.startswith(_TERMS))
        )


def _plain(answer: object) -> Any:
    """The answer as plain data, which must include all that a page may read from the answer."""
    if isinstance(answer, Document):
        return _of_document(answer)
    if isinstance(answer, Usage):
        return [_plain(answer.document), answer.heading, answer.anchor]
    if isinstance(answer, BaseModel):
        return answer.model_dump(mode="json")
    if isinstance(answer, Mapping):
        return {key: _plain(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [_plain(one) for one in answer]
    return answer


@lru_cache(maxsize=10_000)  # most pages ask for the same ones, which a preview keeps for long
def _of_document(document: Document) -> str:
    """The digest of its fields, not its body: only "minutes" and "whole" may read that."""
    front = document.source.front.text
    return digest([document.locale, document.path, front, sorted(document.forgotten)])


def digest_of_all(edition: Edition) -> str:
    """Returns the digest of all that `QUESTIONS`, but for "whole" and "picture", are answered from.

    The synonyms of the search, which nobody asks for on a page, are included. Of pages outside this
    edition, the answers hold only the front matter.
    """
    own = {one.src_uri for one in edition.documents}
    return digest(
        [
            edition.locale,
            [
                [_of_document(one), digest_of_text(one.source.body) if one.src_uri in own else ""]
                for one in edition.library.documents
            ],
            _plain(edition.library.sources),
            sorted(edition.library.hidden),
            [str(problem) for problem in edition.problems],
            dict(edition.synonyms),
        ]
    )


class _ObservedLibrary(Library):
    """Notes the questions of code that asks the library directly."""

    _original: Library
    _note: Callable[..., None]

    def __init__(self, original: Library, note: Callable[..., None]) -> None:
        object.__setattr__(self, "_original", original)
        object.__setattr__(self, "_note", note)
        object.__setattr__(self, "locales", original.locales)

    @property
    def documents(self) -> tuple[Document, ...]:
        self._note("library")
        return self._original.documents

    @property
    def sources(self) -> Mapping[str, Source]:
        self._note("sources")
        return self._original.sources

    @property
    def hidden(self) -> frozenset[str]:
        self._note("hidden")
        return self._original.hidden

    def find(self, locale: str, key: str) -> Document | None:
        return self.translated(locale, key) or self.translated(self.default_locale, key)

    def translated(self, locale: str, key: str) -> Document | None:
        self._note("translated", locale, key)
        return self._original.translated(locale, key)

    def at(self, src_uri: str) -> Document | None:
        self._note("at", src_uri)
        return self._original.at(src_uri)

    def in_locale(self, locale: str) -> Iterator[Document]:
        self._note("library")
        return self._original.in_locale(locale)


class _ObservedMatcher(Matcher):
    def __init__(self, edition: Edition, found: list[tuple[str, list[Match]]]) -> None:
        self._edition = edition
        self._found = found

    def find(self, text: str) -> list[Match]:
        matches = self._edition.matcher.find(text)
        self._found.append((text, matches))
        return matches


def _noted(
    method: Callable[Concatenate[Edition, Asked], Answer],
) -> Callable[Concatenate[Edition, Asked], Answer]:
    """Makes a question of a method of `Edition`: returns one that notes what it is asked."""
    QUESTIONS[method.__name__] = method

    def ask(edition: Edition, /, *arguments: Asked.args, **named: Asked.kwargs) -> Answer:
        assert isinstance(edition, Observed)  # noqa: S101 (the class below has it)
        assert not named, named  # noqa: S101 (the question would lack them)
        edition.note(method.__name__, *arguments)
        return method(edition.original, *arguments, **named)

    return ask


@dataclass(frozen=True)
class Observed(Edition):
    """An edition for one page, which notes the `QUESTIONS` that are asked.

    Any other method is noted by what it asks in turn.
    """

    original: Edition = field(kw_only=True, repr=False)
    answers: Answers = field(kw_only=True, repr=False)
    asked: dict[tuple[Any, ...], None] = field(default_factory=dict, kw_only=True, repr=False)
    """Names of questions and their arguments, each once."""

    found: list[tuple[str, list[Match]]] = field(default_factory=list, kw_only=True, repr=False)
    """The texts in which terms were looked for, and the matches found in each."""

    @classmethod
    def of(cls, edition: Edition, answers: Answers) -> "Observed":
        """Returns a view of `edition` whose `usage` and `linked` are its own."""
        given = {one.name: getattr(edition, one.name) for one in fields(Edition)}
        view = cls(**(given | {"usage": {}, "linked": {}}), original=edition, answers=answers)
        object.__setattr__(view, "library", _ObservedLibrary(edition.library, view.note))
        return view

    def note(self, name: str, *arguments: Any) -> None:
        """Notes that this question was asked."""
        self.asked[name, *arguments] = None

    @property
    def reads(self) -> Reads:
        """What was asked so far, and the digests of the answers."""
        reads = {question: self.answers.digest(question) for question in map(_question, self.asked)}
        if self.found:
            texts, matches = zip(*self.found, strict=True)
            reads[_TERM_FORMS] = self.answers.digest(_TERM_FORMS)
            reads[_written(("terms", *texts))] = digest(matches)
        return reads

    at = _noted(Edition.at)
    find = _noted(Edition.find)
    page_with = _noted(Edition.page_with)
    path = _noted(Edition.path)
    picture = _noted(Edition.picture)
    places = _noted(Edition.places)
    resting = _noted(Edition.resting)
    source = _noted(Edition.source)

    @property
    def whole(self) -> Edition:
        self.note("whole")
        return self.original

    def minutes(self, document: Document) -> int:
        self.note("minutes", document.src_uri)
        return self.original.minutes(document)

    def terms_linked(self, document: Document) -> tuple[str, ...]:
        self.note("terms linked", document.src_uri)
        return self.original.terms_linked(document)

    def select(self, selection: Selection) -> list[Document]:
        self.note("select", selection.type, selection.wanted)
        return self.original.select(selection)

    @property
    def documents(self) -> tuple[Document, ...]:
        self.note("documents")
        return self.original.documents

    @property
    def audiences(self) -> Mapping[str, tuple[Audience, ...]]:
        self.note("audiences")
        return self.original.audiences

    @cached_property
    def matcher(self) -> Matcher:
        return _ObservedMatcher(self.original, self.found)

    def matcher_of(self, locale: str) -> Matcher:
        if locale == self.locale:
            return self.matcher
        self.note("library")  # all names of terms in the other language: few pages ask for them
        return self.original.matcher_of(locale)


@lru_cache(maxsize=50_000)
def _question(asked: tuple[Any, ...]) -> str:
    """The question as JSON; cached, since many pages ask the same ones."""
    return _written(asked)


def _written(asked: tuple[Any, ...]) -> str:
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
