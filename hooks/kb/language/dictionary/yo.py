"""Finds words that certainly need `ё`.

A spelling is certain only if neither the dictionaries nor the context allow another.
"""

import re
from functools import lru_cache
from typing import Any

from kb.morphology import is_known, is_spelt, parses

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

_SURNAME = re.compile(r"ёв(?:[аеуы]|ой|ым|ых|ыми)?\Z")
"""The dictionary knows some surnames only as other words: «Стеблев», «Репьев»."""

_PEOPLE = frozenset({"Name", "Patr", "Surn"})
_NAMING = frozenset({"ADJF", "NOUN", "PRTF"})
_UNCHANGING = frozenset({"ADVB", "CONJ", "INTJ", "NPRO", "PRCL", "PRED", "PREP"})
_SHORT = 3
"""The letters of «мед», «тер», «тек», «лед»: stumps of longer words, not the words with `ё`."""

_ACRONYM = 4
"""The most letters of an acronym that may look like another word: «ЛЕД»."""


@lru_cache(maxsize=50_000)
def with_yo(word: str) -> tuple[str, ...]:
    """Returns a word's spellings with `ё` if it has no other; nothing if it is right as it is.

    A word that may be spelt either way is right: only a reader can tell «все» from «всё», the
    dictionaries allow «маневр», and people choose how their names are spelt.
    """
    lower = word.lower()
    if "е" not in lower or is_spelt(lower):
        return ()
    readings = _readings(lower)
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


def is_stump(text: str, compound: tuple[int, int], at: int, word: str) -> bool:
    """Whether a word may be an abbreviation: «мед. карта», «мед-осмотр», «ЛЕД», or a file's name.

    `compound` is where the words joined by hyphens are in the text, `at` where this one is.
    """
    start, end = compound
    is_last = at + len(word) == end
    changes = any(map(_is_inflected, _readings(word.lower())))
    if is_last and _CUT.match(text, end):
        return True
    if changes and word.isupper() and len(word) <= _ACRONYM:
        return True
    if changes and len(word) <= _SHORT and (not is_last or text[end : end + 1] in (".", "/")):
        return True
    return not _agrees(word.lower(), text[start:end].lower())


def may_be_name(text: str, start: int, word: str) -> bool:
    """Whether a word may belong to a name, which is spelt as its owner chose, or is in capitals."""
    inflected = [one.tag.POS for one in _readings(word.lower()) if _is_inflected(one)]
    if word.isupper():
        return bool(inflected)
    if not word[0].isupper() or _NAMING.isdisjoint(inflected):
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
    return not _PEOPLE.isdisjoint(reading.tag.grammemes)


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
