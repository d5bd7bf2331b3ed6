"""Finds words that certainly need `ё`.

A spelling is certain only if neither the dictionaries nor the context allow another.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from kb.language.dictionary.formations import compounds
from kb.morphology import (
    ADJECTIVE,
    NAMES,
    PERSON,
    PREPOSITIONS,
    case_of,
    is_known,
    is_spelt,
    parses,
)

_EITHER = re.compile(
    r"""
    манёвр | жёлч | лёгочн | платёжеспособ | всплёскива | (?: вз|про )блёскива
    | ^(?: по )? блёк | ^(?: винд )? сёрф | ^лососёв | ^гравёр | ^трассёр | ^берёстов | ведёрн
    | ^вёсельн | ^нёбн | ^мумиё | ^чабёр | ^тёрн | ^бёрц | ^околёсиц | ^обыдёнщин | ^мсьё | ^сё$
    | ^клеён(?! к|ч|оч ) | ^гружён | ^кручён | ^первоочерёдн | ^(?: тёмно|чёрно ).{4} | ^девчён
    | разрежён | приближённо | осведомлён | одолжён | повторён | скрещён | заглушён | обменён
    | раздроблён | (?: за|на )долблён | издолблён | порошён | пристыжён | уничижён | захламлён
    | (?: пере|по )белён | приноровлён | окорочён | (?: о|рас )познаё.+ся$ | вопиё | прийдё
    | ^жиждёт | (?: сбо|бу )ёв$ | (?: груздё|щавелё|жавелё|псалтырё )м$
    | ^лёты?$ | ^чёла$ | ё(?: в|доров|шин )ск
    """,
    re.VERBOSE,
)
"""Words that pymorphy3's dictionary spells only with `ё` and others with `е` too, or only so.

Found by comparison with the dictionaries of the npm packages eyo-kernel 4.0.1 (its `not_safe.txt`
lists what may stand without `ё`) and dictionary-ru 3.0.0 (A. Lebedev's; it lacks «сбоёв»).
"""

_PARTICIPLE = re.compile(r"ё (?: [дт] | (?<! пё ) к ) ш | небрёгш", re.VERBOSE)
"""Participles that have `е` («приведший», «забредший», «отцветший», «обретший») or waver.

Neither dictionary above has these with `ё`, and D. Rosenthal's «Справочник по правописанию и
литературной правке», § 174, prints «забредший», «приплетший». «Пресекший» and «повлекший» are
found both ways. «Перенёсший», «замёрзший», «испёкший» have only `ё`.
"""

_CUT = re.compile(r"\.(?:-|\s*[a-zа-яё0-9№,;:])")
"""A full stop that ends no sentence, or the extension of a file's name."""

_BEGINS = re.compile(r"(?:\A|[.!?…:;\n—–])[\s(\[]*\Z")
"""What precedes the first word of a sentence or an item."""

_NEVER_SAID = re.compile(r"(?:объ|подъ|разъ|отъ|про|на)ем|силен")
"""Spelt with `е`, these are forms of «объесть», «наесть» and the like, or a god of the Greeks."""

_THREE = re.compile(r"(?:(?<=\Aт)|(?<=\Aчеты))рех\Z")
"""The end of «трех» and «четырех» at the beginning of a compound."""

_FOR_ALL = re.compile(
    r"всем\s+(?:не)?(?:близк|видн|дорог|доступн|знаком|известн|надоевш|нужн|понятн|привычн|ясн)",
    re.IGNORECASE,
)
"""A dative between a preposition and its noun: «о всем известном факте», not «во всём новом»."""

_PREVIOUS = re.compile(
    r"(?<![\w-])(?<!\bне[ \n\u00a0])([а-яё]+(?:-[а-яё]+)?)[ \n\u00a0]+\Z", re.IGNORECASE
)
"""The word before; none after «не», for what «не о чем» says is «нечего», not «чём»."""

_IN_SENTENCE = re.compile(r"[.!?…]\s+(?=\W*[А-ЯЁ])")
_IS_WHOLE = re.compile(r"\W*[А-ЯЁ]")
"""How a sentence begins, and not an item that goes on with one: «О чём вопросы: ⏎- жилье;»."""

REACH = 300
"""How much of the text before a word may decide whether it has `ё`: a sentence."""

_LONGEST_WORD = 30
_LOCATIVE = re.compile(r"(?<![\w-])(?:во?|на|об?|обо|по|при)(?![\w-])", re.IGNORECASE)

_SURNAME = re.compile(r"ёв(?:[аеуы]|ой|ым|ых|ыми)?\Z")
"""The dictionary knows some surnames only as other words: «Стеблев», «Репьев»."""

_MAY_FOLLOW = frozenset({"ради", "спустя"})
"""Prepositions that may stand behind their noun: «год спустя села батарея»."""

_NO_NOUNS = frozenset({"ADJF", "NPRO"})
_ALONE = frozenset({"ADVB", "PRED"})
"""What «после» and «надо» may be, with no noun to follow: «он после сел», not «после сёл»."""

_NAMING = frozenset({"ADJF", "NOUN", "PRTF"})
_UNCHANGING = frozenset({"ADVB", "CONJ", "INTJ", "NPRO", "PRCL", "PRED", "PREP"})
_SHORT = 3
"""The letters of «мед», «тер», «тек», «лед»: stumps of longer words, not the words with `ё`."""

_ACRONYM = 4
"""The most letters of an acronym that may look like another word: «ЛЕД»."""


def with_yo(word: str, before: str = "") -> tuple[str, ...]:
    """Returns a word's spellings with `ё` if it has no other; nothing if it is right as it is.

    A word that may be spelt either way is right unless the text `before` it rules one spelling
    out: «о чем», «сырье кончилось», but a reader must tell «все» from «всё». The dictionaries allow
    «маневр», and people choose how their names are spelt.
    """
    lower = word.lower()
    if "е" not in lower:
        return ()
    if not is_spelt(lower):
        return _spellings(word)
    if lower in PREPOSITIONS or not _is_spelt_both_ways(lower):
        return ()
    return _certain(word, _fitting(word, before))


@lru_cache(maxsize=50_000)
def _spellings(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if readings := _readings(lower):
        return _certain(word, readings)
    for first, rest in compounds(lower):  # «фотоотчет», «трехзначный»
        start = _THREE.sub("рёх", first)
        found = [start + one for one in with_yo(rest) or (rest,)]
        if found != [lower]:
            return tuple(_in_case_of(word, one) for one in found)
    return ()


def _certain(word: str, readings: Sequence[Any]) -> tuple[str, ...]:
    lower = word.lower()
    spellings = [str(one.word) for one in readings]
    if not spellings or lower in spellings:
        return ()
    if any(one.replace("ё", "е") != lower.replace("ё", "е") for one in spellings):
        return ()
    people = [_is_of_person(one) for one in readings]
    if all(people) or any(map(_may_lack_it, readings)):
        return ()
    if word[0].isupper() and (any(people) or any(map(_SURNAME.search, spellings))):
        return ()
    return tuple(dict.fromkeys(_in_case_of(word, one) for one in spellings))


@lru_cache(maxsize=50_000)
def _is_spelt_both_ways(lower: str) -> bool:
    return any("ё" in str(one.word) for one in _readings(lower))


def _fitting(word: str, before: str) -> list[Any]:
    """The readings of a word that the text before it allows.

    A preposition governs a case, and there is no locative without one. Surnames and places, as
    «Черных» and «Нея», have a capital, though a careless writer may forget that of «Киев».
    """
    found = [one for one in _readings(word.lower()) if not _NEVER_SAID.fullmatch(one.word)]
    unnamed = [one for one in found if not _is_named(one)]
    if word.islower() and any(one.tag.POS in _NO_NOUNS and "ё" in one.word for one in unnamed):
        found = unnamed
    previous = _PREVIOUS.search(before, max(0, len(before) - _LONGEST_WORD))
    neighbour = previous[1].lower() if previous else ""
    beside = parses(neighbour) if neighbour else ()
    governs = neighbour in PREPOSITIONS and neighbour not in _MAY_FOLLOW
    if governs and not any(one.tag.POS in _ALONE for one in beside):
        whole = [one for one in found if "Abbr" not in one.tag]  # «в нем», not «в нем. языке»
        return [one for one in whole if case_of(one.tag) in PREPOSITIONS[neighbour]]
    elsewhere = [one for one in found if case_of(one.tag) != "loct"]
    if len(elsewhere) < len(found) and _has_no_locative(word, before, beside):
        return elsewhere
    return found


def _has_no_locative(word: str, before: str, beside: Sequence[Any]) -> bool:
    """Whether no preposition before a word can govern the locative, or an adjective has another."""
    if beside and all(one.tag.POS in ADJECTIVE and case_of(one.tag) != "loct" for one in beside):
        return True
    sentence = _IN_SENTENCE.split(before)[-1]
    return (
        len(sentence) < REACH
        and bool(_IS_WHOLE.match(sentence + word))
        and not _LOCATIVE.search(sentence)
    )


def _is_named(reading: Any) -> bool:
    return reading.tag.POS == "NOUN" and not NAMES.isdisjoint(reading.tag.grammemes)


def is_stump(text: str, compound: tuple[int, int], at: int, word: str) -> bool:
    """Whether a word may be an abbreviation: «мед. карта», «мед-осмотр», «ЛЕД», or a file's name.

    `compound` is where the words joined by hyphens are in the text, `at` where this one is.
    """
    start, end = compound
    is_last = at + len(word) == end
    changes = any(_is_inflected(one) and "ё" in one.word for one in _readings(word.lower()))
    if is_last and _CUT.match(text, end):
        return True
    if changes and word.isupper() and len(word) <= _ACRONYM:
        return True
    if changes and len(word) <= _SHORT and (not is_last or text[end : end + 1] in (".", "/")):
        return True
    return not _agrees(word.lower(), text[start:end].lower())


def is_for_all(text: str, at: int) -> bool:
    """Whether a word is the «всем» of «о всем известном факте»."""
    return bool(_FOR_ALL.match(text, at))


def may_be_name(text: str, start: int, word: str) -> bool:
    """Whether a word may belong to a name, which is spelt as its owner chose, or is in capitals."""
    readings = _readings(word.lower())
    inflected = [one.tag.POS for one in readings if _is_inflected(one)]
    if word.isupper():
        return bool(inflected)
    if not word[0].isupper() or (readings and _NAMING.isdisjoint(inflected)):
        return False
    return not _BEGINS.search(text, max(0, start - 8), start)


def _agrees(part: str, compound: str) -> bool:
    """Whether a part of a compound can be a whole word: «отчёт-таблица», not «самолет-ракетный».

    A noun changes with the last part unless the dictionary has the compound.
    """
    last = compound.rsplit("-", 1)[-1]
    forms = _cases(part)
    if part == last or not forms or is_known(compound):
        return True
    return not forms.isdisjoint(_cases(last))


def _cases(word: str) -> set[tuple[str, str]]:
    return {(one.tag.case, one.tag.number) for one in parses(word) if one.tag.POS == "NOUN"}


def _readings(lower: str) -> list[Any]:
    """A word’s parses by the dictionary, after a known prefix at most: «рендер» has no «дёр»."""
    certain = {"DictionaryAnalyzer", "KnownPrefixAnalyzer"}
    return [
        one
        for one in parses(lower)
        if {type(step[0]).__name__ for step in one.methods_stack} <= certain
    ]


def _is_inflected(reading: Any) -> bool:
    """Whether a word has cases or persons and is not a pronoun («её», «моё»)."""
    return reading.tag.POS not in _UNCHANGING and "Apro" not in reading.tag


def _is_of_person(reading: Any) -> bool:
    return not PERSON.isdisjoint(reading.tag.grammemes)


def _may_lack_it(reading: Any) -> bool:
    """Whether a word's spelling with `ё` is doubtful; «выгнет», «выбьется» are stressed on «вы»."""
    spelling = str(reading.word)
    return bool(
        _EITHER.search(spelling)
        or _PARTICIPLE.search(spelling)
        or (reading.tag.aspect == "perf" and spelling.startswith("вы"))
    )


def _in_case_of(word: str, spelling: str) -> str:
    return "".join(
        right.upper() if letter.isupper() else right
        for letter, right in zip(word, spelling, strict=True)
    )
