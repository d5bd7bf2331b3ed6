"""The rule about prepositions made of a noun: «в течении дня», «в следствии сбоя», «в отличии от».

Each is also a preposition and a noun with another ending; the words around tell which.
"""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.morphology import case_of, is_known, parses

_TIME = r"""
    (?: [0-9] | (?: [а-яё]+ ␣ ){0,2} (?: минут | час[ао] | дн[яе] | сут | недел | месяц | квартал
      | год | лет\b | смены | срок | периода ) )
"""
_NAMES_ACTION = r"(?: [а-яё]+ (?: [нт]и[ея] | ост[ьи] | ци[июя] | ств[оа] ) | отказ | болезнь )"
_DURING = pattern(rf"[Вв] (?<! [\w-] . ) ␣ течении ␣ {_TIME}")
_SLIPS = pattern(
    rf"""
    [ВвНн] (?<! [\w-] . )
    (?: (?<= [Вв] ) ␣
        (?: (?P<cause> следствии ) ␣ (?P<of> [а-яё]+ ) (?! [\w-] )
          | (?P<view> виду ) ␣ (?P<what> [а-яё]+ ) (?! [\w-] )
          | (?P<accord> соответствие ) (?= ␣ со? ␣ )
          | соответствии ␣ (?P<whom> [а-яё]+ ) (?! [\w-] )
          | (?P<unlike> отличии ) (?= ␣ от ␣ )
          | (?P<went> продолжении ) (?= ␣ (?: {_TIME} | разговора | беседы | переписки ) ) )
      | (?<= [Нн] )
        (?: а ␣ (?P<long> протяжение ) (?= ␣ {_TIME} )
          | е ␣ смотря ␣ на
            (?= ␣ (?: то | (?: [а-яё]+ ␣ ){{0,2}} {_NAMES_ACTION} ) (?! [\w-] ) ) ) )
    """
)
_IN_MIND = re.compile(r"\b(?:име|держ)", re.IGNORECASE)
_BROUGHT = re.compile(r"\b(?:при[вхйш]|прид|по?став)", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…;\n]")
_NEARBY = 80

_MEANT = {
    "cause": "вследствие",
    "view": "ввиду",
    "accord": "в соответствии",
    "unlike": "в отличие",
    "went": "в продолжение",
    "long": "на протяжении",
}


def prepositions(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A noun with a preposition where a preposition made of them is meant."""
    text = passage.text
    for match in _DURING.finditer(text):
        yield Finding(match.start(), "«в течении» — о реке; о времени напишите «в течение»")
    for match in _SLIPS.finditer(text):
        kind, wrong, right = _slip(match)
        if kind == "cause" and not _may_be(match["of"], "gent"):
            continue
        if kind == "view" and (not _may_be(match["what"], "gent") or _near(_IN_MIND, match)):
            continue
        if kind == "accord" and _near(_BROUGHT, match):
            continue
        if match["whom"] and not _must_be(match["whom"], "datv"):
            continue
        yield Finding(match.start(), f"«{wrong}»: напишите «{right}»")


def _slip(match: re.Match[str]) -> tuple[str, str, str]:
    """The kind of a slip, what is wrong, and what is right."""
    first = match[0][0]
    for kind, meant in _MEANT.items():
        if match[kind]:
            wrong = match[0][: match.end(kind) - match.start()]
            return kind, wrong, first + meant[1:]
    if match["whom"]:
        return "whom", match[0], f"{first} соответствии с"
    return "despite", match[0], f"{first}есмотря на"


def _may_be(word: str, case: str) -> bool:
    """Whether a word is declined and may be in a case; «по» is in a dictionary of abbreviations."""
    tags = [one.tag for one in parses(word)]
    return any(case_of(tag) == case for tag in tags) and all(tag.POS != "PREP" for tag in tags)


def _must_be(word: str, case: str) -> bool:
    return is_known(word) and all(case_of(one.tag) == case for one in parses(word))


def _near(words: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether the sentence has one of the words near a match."""
    text, start, end = match.string, match.start(), match.end()
    before = _ENDS.split(text[max(0, start - _NEARBY) : start])[-1]
    after = _ENDS.split(text[end : end + _NEARBY])[0]
    return bool(words.search(before) or words.search(after))
