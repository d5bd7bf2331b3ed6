"""Cuts a text into sentences and counts what makes them hard to read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.language.text.measures import CYRILLIC
from kb.tree.runs import OPAQUE

_END = re.compile(
    rf"""
    (?<! [.!?…] ) [.!?…]+ [»“”’)\]]* \s+ (?= [«„“‘(\[]* (?: [—–] \s )? [А-ЯЁA-Z0-9{OPAQUE}] )
    """,
    re.VERBOSE,
)
_NO_END = re.compile(
    r"""
    (?<! \w ) (?: [А-ЯЁA-Z] | [Дд]р | [Ии]м | [Пп] | [Рр]ис | [Сс]м | [Сс]т | [Тт] | [Гг] | тыс
                | No | Nos | Mr | Mrs | Ms | Dr | e\.g | i\.e | pp? | т\. \s [едкн] ) \. \Z
    """,
    re.VERBOSE,
)
"""Initials and abbreviations."""

_WORD = re.compile(r"[^\W_]+(?:[-‑’'./:,][^\W_]+)*")
_VOWELS = frozenset("аеёиоуыэюя")
_ENOUGH = 5
"""The fewest sentences that make an average."""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yields the sentences of a text and where each begins."""
    start = 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - 8) : match.start() + 1]
        if match[0].startswith(".") and _NO_END.search(before):
            continue
        yield start, text[start : match.end()].strip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].strip()


def words(text: str) -> list[str]:
    """Returns the words of a text; parts joined by a mark, such as a hyphen or a colon, are one."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Returns the number of syllables in a Russian word, which is the number of its vowels."""
    return sum(letter in _VOWELS for letter in word.lower())


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a Russian text is to read."""

    sentences: int
    words: int
    russian_words: int
    """Those with Cyrillic letters: numbers and NPS do not show their syllables."""

    syllables: int
    """Of the Russian words."""

    @property
    def is_meaningful(self) -> bool:
        """Whether there are enough sentences for the averages and the formula to mean anything."""
        return self.sentences >= _ENOUGH

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_a_word(self) -> float:
        return self.syllables / self.russian_words if self.russian_words else 0.0

    @property
    def ease(self) -> float:
        """Flesch's reading ease with I. V. Oborneva's coefficients for Russian.

        206.835 − 1.3 · (words per sentence) − 60.1 · (syllables per word): above 80 very easy,
        60–80 easy, 30–60 like a serious newspaper, below 30 like a scientific article.

        И. В. Оборнева, «Автоматизированная оценка сложности учебных текстов на основе
        статистических параметров»: дис. … канд. пед. наук, Москва, 2006. Compared with other
        formulas by V. Ivanov, M. Solnyshkina and V. Solovyev, «Efficiency of text readability
        features in Russian academic texts», Dialogue, 2018.
        """
        return 206.835 - 1.3 * self.words_a_sentence - 60.1 * self.syllables_a_word


def readability(texts: Iterable[str]) -> Readability:
    """Measures Russian texts; a stretch without an end mark does not count as a sentence.

    A word without a vowel («в», «к») has no syllable: it is pronounced with the next one.
    """
    measured = [
        found
        for text in texts
        for _, sentence in sentences(text)
        if is_finished(sentence) and (found := words(sentence))
    ]
    russian = [word for found in measured for word in found if CYRILLIC.search(word)]
    return Readability(
        len(measured), sum(map(len, measured)), len(russian), sum(map(syllables, russian))
    )


def is_finished(sentence: str) -> bool:
    """Whether a text ends like a sentence; an item of a list may end with a semicolon."""
    return sentence.rstrip("»“”’)]" + OPAQUE + " \n")[-1:] in tuple(".!?…;:")
