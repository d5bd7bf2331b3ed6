"""Tells a name, which need not be in any dictionary, from a typo.

A name has a capital within a sentence, or is beside a first name or initials: «по договору с
„Интерсколом“», «Есенбаев Н. А.». Two such words in a row make each other a name: «Ерлан
Жаксылыков». But a word that differs in one letter from a known one, even from a name in the
vocabulary, is more likely a typo: «в Екатеринбруг».

The English dictionary has few names. So an English name may begin a sentence, and a short one may
resemble a word: “Liam”. On 700 pages of others, one in 160 such words was a typo.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from kb.morphology import is_known, is_listed, parses
from kb.tree.runs import OPAQUE

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"

_WITHIN = re.compile(rf"[\w,»”)%{OPAQUE}][ \n\u00a0(]+\Z")
"""What precedes a word within a sentence: a word or a comma."""

_WITH_STOP = re.compile(r"(?<!\w)([^\W\d_]+)\.[ \n\u00a0]*\Z")
_BEFORE_PLACES = frozenset(
    """
    г гор д дер им мкр наб о обл оз п пгт пер пл пос пр просп р с св ст станц ул ш ft mt st
    """.split()
)
_BEFORE_PEOPLE = frozenset(
    """
    акад гр доц инж проф тов
    capt col dr gen gov hon lt messrs mr mrs ms prof rev sen sgt
    """.split()
)
"""Abbreviations before a name: «ул. Жумабаева», “Dr. Achebe”."""

_HYPHEN = re.compile(r"[A-Za-z][-‑]\Z")
"""Before the second part of an English name: “Hewlett-Packard”."""

_NEXT_PART = re.compile(r"[-‑][A-Z]")
"""After the first part of one, which a sentence may begin with: “Wi-Fi is down”."""

_TITLE = re.compile(r"[«„“]\Z")
_TITLE_ENDS = re.compile(r"[^«»„“”.!?…,;:\n]{0,40}[»“”]")
"""The rest of a short quotation without marks: «Интерскол», «Ростопаз Плюс»."""

_INITIALS = r"[А-ЯЁA-Z]\.(?:[ \u00a0]?[А-ЯЁA-Z]\.)?"
_INITIALS_BEFORE = re.compile(rf"(?<!\w){_INITIALS}[ \u00a0]?\Z")
_INITIALS_AFTER = re.compile(rf"[ \u00a0]{_INITIALS}")
_NAME_BEFORE = re.compile(r"([А-ЯЁ][а-яё]+|[A-Z][a-z]+)[ \u00a0\n]\Z")
_NAME_AFTER = re.compile(r"[ \u00a0\n]([А-ЯЁ][а-яё]+|[A-Z][a-z]+)")
_PARTS = re.compile(r"[-‑]|['’]s?\Z")
_FIRST_NAMES = frozenset({"Name", "Patr"})
_LONGEST = 30
_SHORTEST = 4
_SHORT = 3
_LONG = 7


def is_name(text: str, start: int, word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word that begins at `start` is a name and not a typo in a known word.

    `known` says whether the vocabulary of the pages has a word in lower case.
    """
    end = start + len(word)
    if len(word) > _LONGEST or not word[:1].isupper():
        return False  # trying to correct a very long word would take very long
    beside = _is_beside_name(text, start, end)
    within = _has_capital_of_name(text, start, end)
    if not (beside or within or _may_begin_sentence(word.lower())):
        return False
    parts = [one for one in _PARTS.split(word) if one and not is_in_dictionary(one.lower())]
    if any(part.isupper() or not part[:1].isupper() for part in parts):
        return False
    lower = [part.lower() for part in parts]
    if any(_is_slip(one, known) for part in lower for one in _basic_forms(part)):
        return False
    shortest = (_LONG if word[0].lower() in _ENGLISH else 5) if within else _SHORTEST  # «Басё»
    return (
        beside
        or not any(len(part) >= shortest and _is_slip(part, is_in_dictionary) for part in lower)
        or _is_beside_surname(text, start, end)
    )


def _is_beside_name(text: str, start: int, end: int) -> bool:
    """Whether there is a title, an initial, a first name or a patronymic beside a word."""
    before = text[max(0, start - _LONGEST) : start]
    title = _WITH_STOP.search(before)
    if title and title[1].lower() in _BEFORE_PEOPLE:
        return True
    if _INITIALS_BEFORE.search(before) or _INITIALS_AFTER.match(text, end):
        return True
    beside = (_NAME_BEFORE.search(before), _NAME_AFTER.match(text, end))
    return any(one is not None and _is_first_name(one[1].lower()) for one in beside)


def _has_capital_of_name(text: str, start: int, end: int) -> bool:
    """Whether a word has a capital that is not that of a sentence or a heading."""
    if text[start].isascii() and _NEXT_PART.match(text, end):
        return True
    before = text[max(0, start - _LONGEST) : start]
    if _TITLE.search(before):
        return bool(_TITLE_ENDS.match(text, end))
    if abbreviation := _WITH_STOP.search(before):
        return abbreviation[1].lower() in _BEFORE_PLACES
    return bool(_WITHIN.search(before) or _HYPHEN.search(before))


def _may_begin_sentence(lower: str) -> bool:
    """Whether a word is in English and neither too short to tell nor two words: “Eachother”."""
    parts = range(_SHORT, len(lower) - _SHORT + 1)
    return (
        lower[0] in _ENGLISH
        and len(lower) >= _SHORTEST
        and not any(is_in_dictionary(lower[:at]) and is_in_dictionary(lower[at:]) for at in parts)
    )


def _is_beside_surname(text: str, start: int, end: int) -> bool:
    """Whether the capitals of a word and of the one before or after it make them one name.

    «Хачатур Аветисян», «Ерлан Жаксылыков», but not «Нижний Новогрод».
    """
    before = text[max(0, start - _LONGEST) : start]
    beside = (_NAME_BEFORE.search(before), _NAME_AFTER.match(text, end))
    return any(one is not None and _is_surname(one[1].lower()) for one in beside)


@lru_cache(maxsize=10_000)
def _is_surname(lower: str) -> bool:
    """Whether a word looks like a surname, or is neither in a dictionary nor a typo."""
    if "Surn" in parses(lower)[0].tag:
        return True
    return not (is_in_dictionary(lower) or _is_slip(lower, is_in_dictionary))


@lru_cache(maxsize=10_000)
def _is_first_name(lower: str) -> bool:
    return any(not _FIRST_NAMES.isdisjoint(map(str, one.tag.grammemes)) for one in parses(lower))


@lru_cache(maxsize=50_000)
def is_in_dictionary(lower: str) -> bool:
    """Whether the Russian or the English dictionary has a word in lower case."""
    return is_listed(lower, "en") if lower[0] in _ENGLISH else is_known(lower)


def _basic_forms(lower: str) -> set[str]:
    """A word and what its basic form may be: the vocabulary has names in that form only."""
    guessed = () if lower[0] in _ENGLISH else parses(lower)
    return {lower, *(str(one.normal_form) for one in guessed)}


def _is_slip(lower: str, known: Callable[[str], bool]) -> bool:
    """Whether a word is one letter lost, added, changed or misplaced away from a known one.

    Nearly everything with three letters is: «Чжи», “Luc”.
    """
    return len(lower) >= _SHORTEST and any(map(known, _repaired(lower)))


def _repaired(word: str) -> Iterator[str]:
    letters = _ENGLISH if word[:1] in _ENGLISH else _RUSSIAN
    for at in range(len(word)):
        left, right = word[:at], word[at + 1 :]
        yield left + right
        if right:
            yield f"{left}{right[0]}{word[at]}{right[1:]}"
        for letter in letters:
            yield f"{left}{letter}{right}"
            yield f"{left}{letter}{word[at:]}"
    for letter in letters:
        yield word + letter
