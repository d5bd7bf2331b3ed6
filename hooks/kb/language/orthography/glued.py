"""The rule about numbers joined to their unit, or to «№», and sizes: «5кг», «№5», «210х297 мм»."""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import GROUPED
from kb.language.text.prose import Passage

_UNIT = re.compile(
    r"""
    [0-9]
    (?: [кКсСмМ]м | кг | мг | мл | [кМ]Вт | [МГТ]Б | руб | коп | мин | сек | млн | млрд | тыс | шт
      | чел | [₽€] | °[CС] | р(?=\.(?!\w)) | г(?=\.)(?<=[12][0-9]{3}г) )
    (?! [\w²³/-] )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    rf"""
    (?<! [\w.,:/№+–-] ) (?: {GROUPED} | [0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{4}} | [0-9]+ )
    (?: ,[0-9]+ )? \Z
    """,
    re.VERBOSE,
)
"""Also a date, before «г.»."""

_SIZE = re.compile(
    r"""
    (?<![\w.,/-]) (?!0[хx]) [0-9]+(?:,[0-9]+)? (?: [ ]?[хx][ ]?[0-9]+(?:,[0-9]+)? ){1,2}
    (?= [ ]? [кдсм]?м \b )
    """,
    re.VERBOSE,
)
_SIGN = re.compile(r"№(?<!\w№)[0-9]+")
_LONGEST_NUMBER = 20


def glued(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A number without a space before its unit, or after «№», and «х» for «×»."""
    text = passage.text
    for match in _SIGN.finditer(text):
        right = match[0].replace("№", "№ ")
        yield Finding(match.start(), f"«{match[0]}»: после «№» нужен пробел; напишите «{right}»")
    for match in _SIZE.finditer(text):
        right = re.sub(" ?[хx] ?", "×", match[0])
        told = f"«{match[0]}»: между числами буква «х»; напишите знак умножения «{right}»"
        yield Finding(match.start(), told)
    for match in _UNIT.finditer(text):
        end = match.start() + 1
        if number := _NUMBER.search(text, max(0, end - _LONGEST_NUMBER), end):
            unit = match[0][1:]
            told = f"«{number[0]}{unit}»: перед «{unit}» нужен пробел"
            yield Finding(number.start(), f"{told}; напишите «{number[0]} {unit}»")
