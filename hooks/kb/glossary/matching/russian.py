"""Tells a Russian noun from its homonyms: «права» as a form of «право» or of «правый».

Every reading of the form is weighed by its frequency (pymorphy's score) and by how well it fits its
neighbours. A few rules decide most cases: a preposition governs a case, an adjective agrees with
its noun, a pronoun in the nominative needs a predicate. The noun wins if its readings together
weigh at least as much as the others.
"""

import math
import re
from dataclasses import replace
from functools import lru_cache

from kb.glossary.lemmas import Reading, fold, is_known, readings
from kb.glossary.matching.context import Context
from kb.morphology import ADJECTIVE, NAMES, PREPOSITIONS

_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})
_PREDICATE = frozenset({"VERB", "ADJS", "PRTS", "PRED"})
_FINITE = frozenset({"VERB"})
_SUBJECTS = {
    "я": ("sing", ""),
    "ты": ("sing", ""),
    "он": ("sing", "masc"),
    "она": ("sing", "femn"),
    "оно": ("sing", "neut"),
    "кто": ("sing", "masc"),
    "это": ("sing", "neut"),
    "мы": ("plur", ""),
    "вы": ("plur", ""),
    "они": ("plur", ""),
}
_GOVERNING = frozenset({"VERB", "INFN", "PRED", "GRND"})
_CONJUNCTIONS = frozenset({"и", "или", "а", "но", "да", "либо"})
_NOT = frozenset({"не", "ни", "бы", "чтобы"})
_PAUCAL = re.compile(r"(?:\d*[02-9])?[2-4]|дв[ае]|об[ае]|три|четыре|полтор[аы]", re.IGNORECASE)
_POSSESSIVE = frozenset({"его", "ее", "их"})


def is_noun(form: str, name: str, context: Context) -> bool:
    """Whether `form`, a form of the one-word `name`, is this name in its `context`."""
    own, others = _rivals(fold(form), fold(name))
    if not form[:1].isupper() or form.isupper():
        others = tuple(reading for reading in others if not NAMES & reading.grammemes)
    if context.left and _PAUCAL.fullmatch(context.left[0]):
        own, others = map(_with_paucal, (own, others))
    if _opens_clause((*own, *others), context):
        return False
    if own and own[0].pos in ADJECTIVE:
        return all(_qualifies(reading, context.right) < 0.3 for reading in own)
    if not others or not is_known(form):  # other readings of an unknown word are guesses
        return True
    if not own:
        return False
    capital = form[:1].isupper() and not context.starts_sentence
    rival = _weight(others, context, capital)
    if all(reading.pos == "NOUN" for reading in others):  # without evidence the term wins
        rival *= 0.5
    return _weight(own, context, capital) >= rival


def _with_paucal(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings after 2, 3 or 4, where a noun is in the singular: «два рабочих дня»."""
    return tuple(
        replace(one, case="gent", number="sing", gender="")
        if one.pos in ADJECTIVE and one.number == "plur" and one.case in {"nomn", "gent", "accs"}
        else one
        for one in found
    )


def _opens_clause(found: tuple[Reading, ...], context: Context) -> bool:
    """Whether the word describes the noun before a comma: «сотрудник, ответственный за склад».

    In an enumeration a conjunction or nothing follows: «врач, дежурный и медсестра»; a finite verb
    shows a subject: «включили свет, ведущий вышел».
    """
    if not context.described or not context.right or fold(context.right[0]) in _CONJUNCTIONS:
        return False
    if any(likely(readings(word), _FINITE) for word in context.right):
        return False
    genitive = any((one.pos, one.case) == ("NOUN", "gent") for one in readings(context.right[0]))
    if genitive and any(reading.pos == "NOUN" for reading in found):
        return False  # «имена, данные карт и адреса»
    nouns = [one for one in readings(context.described) if one.pos == "NOUN"]
    return any(_agree(reading, noun) for reading in found for noun in nouns)


@lru_cache(maxsize=20_000)
def _rivals(form: str, name: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """The readings of `form` as a form of `name`, and the other ones."""
    named = readings(name)
    basic = [r for r in named if r.case == "nomn"] or list(named)  # «плацкарт», of «плацкарта»
    common = [r for r in basic if not NAMES & r.grammemes]
    basic = common or basic  # «Яндекс» is nothing but a name
    basic = [r for r in basic if r.number == "sing"] or basic
    nouns = {(r.lemma, r.pos) for r in basic if r.pos == "NOUN"}
    lemmas = nouns or {(r.lemma, r.pos) for r in basic if r.pos in ADJECTIVE}
    possible = readings(form)
    alike = [r for r in possible if (r.lemma, r.pos) in lemmas]
    own = tuple(r for r in alike if not (common and NAMES & r.grammemes))
    return own, tuple(reading for reading in possible if reading not in own)


def _weight(found: tuple[Reading, ...], context: Context, capital: bool) -> float:
    """How likely it is that one of the readings `found` is meant; not normalised.

    The square roots keep a frequent reading from outweighing every neighbour: to pymorphy, «стали»
    is a noun in 2.5% of cases.
    """
    shares = [math.sqrt(max(reading.score, 0.01)) for reading in found]
    fits = [_fit(reading, context, capital) for reading in found]
    total = sum(reading.score for reading in found)
    fitting = sum(share * fit for share, fit in zip(shares, fits, strict=True))
    return fitting / sum(shares) * math.sqrt(max(total, 0.01))


def _fit(reading: Reading, context: Context, capital: bool) -> float:
    fit = 1.0
    if NAMES & reading.grammemes:
        fit *= 20 if capital or _is_name(context.right[:1]) else 1
    if context.left:
        fit *= _after(reading, context.left)
    if context.right:
        fit *= _before(reading, context.right)
    elif reading.pos in ADJECTIVE and not (context.left and _follows_its_noun(reading, context)):
        fit *= 0.1
    return fit


def _follows_its_noun(adjective: Reading, context: Context) -> bool:
    return adjective.case == "nomn" and any(
        other.pos == "NOUN" and _agree(adjective, other) for other in readings(context.left[0])
    )


def _is_name(words: tuple[str, ...]) -> bool:
    return any(word.istitle() and NAMES & readings(word)[0].grammemes for word in words)


def _after(reading: Reading, neighbours: tuple[str, ...]) -> float:
    """How well `reading` follows `neighbours`, the nearest first."""
    word = fold(neighbours[0])
    if word in _CONJUNCTIONS:
        before = readings(neighbours[1]) if neighbours[1:] else ()
        alike = any((other.pos, other.case) == (reading.pos, reading.case) for other in before)
        return 2 if alike else 0.5 if reading.pos in {"ADJS", "PRTS"} else 1
    if cases := PREPOSITIONS.get(word):
        return 1 if reading.pos in _NOMINAL and reading.case in cases else 0.001
    if word in _NOT:
        return 4 if reading.pos in _PREDICATE or reading.pos in {"INFN", "GRND"} else 1
    if word in _POSSESSIVE:
        return 3 if reading.pos == "NOUN" else 0.7
    if word in _SUBJECTS:
        number, gender = _SUBJECTS[word]
        if reading.pos in _PREDICATE:
            fits = reading.number in {"", number} and reading.gender in {
                "",
                gender or reading.gender,
            }
            return 8 if fits else 0.5
        return 0.2
    before = readings(word)
    if likely(before, ADJECTIVE | {"NUMR"}):
        if reading.pos in {"NOUN"} | ADJECTIVE:
            fits = any(_agree(other, reading) or _counts(other, reading) for other in before)
            return 4 if fits else 0.3
        return 0.4
    if word == "нет":
        return 3 if reading.pos in _NOMINAL and reading.case == "gent" else 0.4
    if any(other.pos in {"NOUN", "NPRO"} and other.case == "nomn" for other in before):
        return _after_noun(reading, before)
    if likely(before, _GOVERNING):
        if reading.pos == "INFN":
            return 4
        if reading.pos == "VERB":
            return 0.3
        return {"accs": 3, "gent": 0.8}.get(reading.case, 1.5)
    return 1


def _after_noun(reading: Reading, before: tuple[Reading, ...]) -> float:
    """How well `reading` follows a word that may be a noun in the nominative."""
    if reading.pos in _PREDICATE:
        alive = any(other.animacy == "anim" for other in before)
        fits = any(_subject(other, reading) for other in before)
        return (12 if alive else 3) if fits else 0.3
    if reading.pos in ADJECTIVE:
        return 5 if any(_agree(reading, other) for other in before) else 0.7
    if reading.pos == "NOUN":
        return 1.5 if reading.case == "gent" else 0.4 if reading.case in {"nomn", "accs"} else 1
    return 1


def _before(reading: Reading, neighbours: tuple[str, ...]) -> float:
    """How well `reading` precedes `neighbours`."""
    if neighbours[0] == "не":
        neighbours = neighbours[1:] or neighbours
    after = readings(neighbours[0])
    if reading.pos in ADJECTIVE:
        return max(0.1, 8 * _qualifies(reading, neighbours))
    if reading.pos in _PREDICATE:
        if likely(after, frozenset({"VERB"})):
            return 0.1
        return 6 if after[0].pos == "INFN" else 1.5 if likely(after, frozenset({"PREP"})) else 1
    if reading.pos == "GRND":
        return 0.2 if likely(after, frozenset({"VERB"})) else 1
    if reading.pos == "PREP":
        return 2 if any(other.case == "gent" for other in after) else 0.1
    if reading.pos == "INFN":
        return 2 if any(other.pos in _NOMINAL and other.case == "accs" for other in after) else 1
    if reading.pos == "NOUN" and fold(neighbours[0]) not in PREPOSITIONS:
        if any(other.pos in _PREDICATE and _subject(reading, other) for other in after):
            return 2
        return 1.5 if any(other.pos in _NOMINAL and other.case == "gent" for other in after) else 1
    return 1


def likely(found: tuple[Reading, ...], pos: frozenset[str]) -> bool:
    """Whether the readings in `found` that are one of `pos` score at least half in all."""
    return sum(reading.score for reading in found if reading.pos in pos) >= 0.5


def _qualifies(adjective: Reading, words: tuple[str, ...]) -> float:
    """How surely a noun that agrees with `adjective` follows, maybe after another adjective."""
    for word in words[:2]:
        if fold(word) in PREPOSITIONS or len(word) == 1:
            return 0
        found = readings(word)
        if agreeing := [other.score for other in found if _agree(adjective, other)]:
            return math.sqrt(max(agreeing))
        if not likely(found, ADJECTIVE):
            return 0
    return 0


def _agree(adjective: Reading, noun: Reading) -> bool:
    return (
        adjective.pos in ADJECTIVE | {"NUMR"}
        and noun.pos in {"NOUN"} | ADJECTIVE
        and adjective.case == noun.case
        and (not adjective.number or adjective.number == noun.number)
        and (not adjective.gender or not noun.gender or adjective.gender == noun.gender)
        # «У больного кашель»: animate and inanimate nouns differ in the accusative
        and (not adjective.animacy or not noun.animacy or adjective.animacy == noun.animacy)
    )


def _counts(numeral: Reading, noun: Reading) -> bool:
    """Whether a numeral governs the genitive: «пять чеков», «два чека»."""
    return numeral.pos == "NUMR" and numeral.case in {"nomn", "accs"} and noun.case == "gent"


def _subject(noun: Reading, predicate: Reading) -> bool:
    return (
        noun.pos in {"NOUN", "NPRO"}
        and noun.case == "nomn"
        and predicate.number in {"", noun.number}
        and (not predicate.gender or not noun.gender or predicate.gender == noun.gender)
    )
