"""Tells an abbreviation from a word that is merely in capitals, and from a model's code.

The meaning aside, capitals do not show an abbreviation among other words in capitals (“AT LAST THE
BUS CAME”); and a number right after two letters mostly belongs to a code («насос EX 300»), while
longer abbreviations are measures with their values («NPS 40»). It is no code either if the number
counts the Russian word after it: «по ТЗ 15 пунктов».
"""

import re
from functools import lru_cache
from itertools import takewhile

from kb.glossary.lemmas import is_cyrillic, is_known, readings
from kb.glossary.matching.context import Context, context
from kb.glossary.words import JOINED, Words
from kb.morphology import ADJECTIVE, is_listed

_VALUE = re.compile(r"\s?[%‰°]|[-−–.,:/]\d")
"""What follows the first digits of a value, but not of a code: a sign or more digits."""

_MEASURE = re.compile(r"\d\d?\Z|100\Z")
"""A number that three letters may measure; most scales end there."""


def is_meant(words: Words, at: int) -> bool:
    """Whether the word in capitals with the number `at` is the abbreviation it looks like."""
    form = words.raw(at)
    around = context(words, at, at)
    return not (_is_shouted(form, around) or _is_code(words, at, around))


def _is_shouted(form: str, around: Context) -> bool:
    """Whether it is an ordinary word in a clause that is all in capitals.

    Words without lower-case letters on either side show it if one of them is an ordinary word;
    single letters, numbers and other abbreviations do not.
    """
    for side in (around.left, around.right):
        capitals = takewhile(lambda word: word == word.upper(), side)
        if any(len(word) > 1 and word.isupper() and _is_word(word) for word in capitals):
            return _is_word(form)
    return False


def _is_code(words: Words, at: int, around: Context) -> bool:
    """Whether a number after it, as in «EX 300», makes it part of a model's name.

    Two letters and a bare number do. Three may be a measure, so a name must precede them
    («Mercedes SLA 200») and the number be larger than measures are. Four are too long for a code.
    """
    number = around.right[0] if around.right else ""
    size = len(words.raw(at))
    if size > 3 or not number[:1].isdecimal():
        return False
    if _VALUE.match(words.text, words.spans[at + 1][1]) or _counts(around.right):
        return False
    return size < 3 or (not _MEASURE.match(number) and _follows_name(words, at))


def _counts(following: tuple[str, ...]) -> bool:
    """Whether a number counts the Russian noun after it: «2 пункта», «15 новых пунктов»."""
    number, *nouns = following
    if not number.isdecimal() or not nouns or not is_cyrillic(nouns[0]):
        return False
    last = int(number[-1]) if number[-2:-1] != "1" else 0
    wanted = {1: ("nomn", "sing"), 2: ("gent", "sing"), 3: ("gent", "sing"), 4: ("gent", "sing")}
    case, many = wanted.get(last, ("gent", "plur"))
    at = int(len(nouns) > 1 and readings(nouns[0])[0].pos in ADJECTIVE)
    found = readings(nouns[at])
    return found[0].pos == "NOUN" and any((one.case, one.number) == (case, many) for one in found)


def _follows_name(words: Words, at: int) -> bool:
    """Whether the word before it is a name: capitalized within a sentence, or in no dictionary."""
    if not at or words.gap(at - 1) not in JOINED:
        return False
    name = words.raw(at - 1)
    if not name[0].isupper() or name.isupper():
        return False
    starts = context(words, at - 1, at - 1).starts_sentence
    return not starts or not _is_word(name)


@lru_cache(maxsize=20_000)
def _is_word(word: str) -> bool:
    """Whether a dictionary has `word`, and not only as an abbreviation."""
    if is_cyrillic(word):
        return is_known(word) and any("Abbr" not in one.grammemes for one in readings(word))
    return is_listed(word.lower(), "en")
