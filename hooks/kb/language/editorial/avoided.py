"""The rule about words and phrases that we avoid, in any of their forms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kb.language.dictionary.words import WORD, Avoided, Vocabulary
from kb.language.findings import Finding
from kb.language.text.prose import Passage
from kb.morphology import parses

_BEGINNING = 4
"""How many letters count as the beginning of a word."""

_ADJECTIVES = frozenset({"ADJF", "ADJS", "PRTF", "PRTS"})
_ADVERBIAL = frozenset({"ADVB", "PREP"})
_ABOVE = frozenset({"выше", "ранее"})
"""«Указанный выше» is only a longer «указанный»."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: Avoided
    steps: tuple[frozenset[str], ...]
    """For each word, the keys that match it, in the form `_keys` returns."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    by_key: Mapping[str, Sequence[_Phrase]]
    """The phrases by each key of their first word."""

    beginnings: frozenset[str]
    """The beginnings of the first words, so that few words of a text need to be looked up."""

    def starting_with(self, word: str) -> set[_Phrase]:
        if word[:_BEGINNING].lower() not in self.beginnings:
            return set()
        return {one for key in _keys(word) for one in self.by_key.get(key, ())}


def avoided(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What the vocabulary says to avoid, in any form; a bad example may contain it."""
    if passage.bad or not vocabulary.avoid:
        return
    phrases = _phrases(vocabulary)
    found = list(WORD.finditer(passage.text))
    for number, match in enumerate(found):
        starting = phrases.starting_with(match[0])
        if not starting:
            continue
        if passage.text[: match.start()].endswith(", ") and _is_participle(match[0]):
            continue  # «обещание, данное клиенту»
        needed = _is_participle(match[0]) and _governs(passage.text, found[number : number + 2])
        for phrase in starting:
            if needed and len(phrase.steps) == 1:
                continue  # «данное клиенту обещание», «указанный в договоре адрес»
            last = number + len(phrase.steps)
            if _says(phrase, [one[0] for one in found[number : last + 2]]):
                said = passage.text[match.start() : found[last - 1].end()]
                if WORD.findall(said) == said.split():  # no mark between the words
                    said = " ".join(said.split())
                    yield Finding(match.start(), f"«{said}» не пишем; лучше: {phrase.entry.better}")


def _says(phrase: _Phrase, following: Sequence[str]) -> bool:
    length = len(phrase.steps)
    if len(following) < length:
        return False
    if not all(step & _keys(word) for step, word in zip(phrase.steps, following, strict=False)):
        return False
    return not phrase.entry.before_verb or any(map(_is_infinitive, following[length:]))


@lru_cache(maxsize=4)
def _phrases(vocabulary: Vocabulary) -> _Phrases:
    found: dict[str, list[_Phrase]] = {}
    beginnings: set[str] = set()
    for entry in vocabulary.avoid:
        steps = tuple(
            frozenset({f"={word}"} if entry.exact else {f"={word}", *_lemmas(word)})
            for word in WORD.findall(entry.words.lower())
        )
        for key in steps[0] if steps else ():
            found.setdefault(key, []).append(_Phrase(entry, steps))
            forms = (form.word for one in parses(key.lstrip("=")) for form in one.lexeme)
            beginnings.update(word[:_BEGINNING] for word in (key.lstrip("="), *forms))
    return _Phrases(found, frozenset(beginnings))


@lru_cache(maxsize=50_000)
def _keys(word: str) -> frozenset[str]:
    """A word as written and its lemmas; for «данные» and the like, only the noun's."""
    readings = parses(word.lower())
    noun = any(one.tag.POS == "NOUN" and "Name" not in one.tag and one.is_known for one in readings)
    lemmas = (str(one.normal_form) for one in readings if not (noun and one.tag.POS in _ADJECTIVES))
    return frozenset({f"={word.lower()}", *lemmas})


def _lemmas(word: str) -> set[str]:
    """A word's lemmas; only the word itself if it is one: «данный» must not mean «дать»."""
    found = {str(one.normal_form) for one in parses(word.lower())}
    return {word.lower()} if word.lower() in found else found


def _is_participle(word: str) -> bool:
    return any(one.tag.POS == "PRTF" for one in parses(word.lower()))


def _governs(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether the word after a participle says by whom, to whom or where something is done."""
    if len(found) < 2 or not text[found[0].end() : found[1].start()].isspace():
        return False
    own, following = ([one.tag for one in parses(match[0].lower())] for match in found)
    if found[1][0].lower() in _ABOVE:
        return False
    if any(tag.POS in _ADVERBIAL for tag in following):
        return True
    forms = [tag for tag in following if tag.case]
    return bool(forms) and not any(_agree(one, other) for one in own for other in forms)


def _agree(one: Any, other: Any) -> bool:
    """Whether two words may have the same case and number, and the same gender if they show it."""
    shown = ((getattr(one, name), getattr(other, name)) for name in ("case", "number", "gender"))
    return all(a == b or None in (a, b) for a, b in shown)


def _is_infinitive(word: str) -> bool:
    return any(one.tag.POS == "INFN" for one in parses(word.lower()))
