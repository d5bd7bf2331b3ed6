"""The rule about numbers that are joined to their unit, or to «№»: «5кг», «100₽», «№5»."""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import GROUPED
from kb.language.text.prose import Passage

_UNIT = re.compile(
    r"""
    [0-9] (?: [кКсСмМ]м | кг | руб | коп | мин | сек | млн | млрд | тыс | шт | чел | [₽€] )
    (?! [\w²³/-] )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(rf"(?<![\w.,:/№+–-])(?:{GROUPED}|[0-9]+)(?:,[0-9]+)?\Z")
_SIGN = re.compile(r"№(?<!\w№)[0-9]+")
_LONGEST_NUMBER = 20


def glued(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A number without a space before its unit, or after «№»."""
    text = passage.text
    for match in _SIGN.finditer(text):
        right = match[0].replace("№", "№ ")
        yield Finding(match.start(), f"«{match[0]}»: после «№» нужен пробел; напишите «{right}»")
    for match in _UNIT.finditer(text):
        end = match.start() + 1
        if number := _NUMBER.search(text, max(0, end - _LONGEST_NUMBER), end):
            unit = match[0][1:]
            told = f"«{number[0]}{unit}»: перед «{unit}» нужен пробел"
            yield Finding(number.start(), f"{told}; напишите «{number[0]} {unit}»")
