"""Finds phone numbers that may be a real person's, however they are written."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher, PhoneNumberType
from phonenumbers import number_type as type_of

_REGION = "RU"
"""The country of a number without a country code."""

_OF_A_PERSON = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)
"""The others are free or paid services."""

_NOBODYS = re.compile(
    r"""
    (?<!\d) 0 (?: \D{0,2} 0 ){4,} \Z  # «+7 900 000-00-00»: no operator gives it out
    | \A (?: \+7 | 8 ) 9000{7} \Z  # the same in a link, without spaces
    # Kept for films: by Ofcom, and in North America.
    | \A \+44 \D* (?: 20\D*7946\D*0 | 7700\D*900 ) \d{3} \Z
    | 555 \D? 01\d\d \Z
    """,
    re.VERBOSE,
)
_DECIMAL = re.compile(r"\+?[\d ]*\d\.\d[\d ]*(?:\.\d+)?|\d+(?: ?/ ?\d+){2,}")
_CALLED = re.compile(
    r"""
    (?<![^\W_])
    (?: тел | моб | сот | факс | \w*звон | наб[еи]р | whats?app | wa\.me | viber
      | phone | tel | mob | call | fax )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAPER = re.compile(
    r"""
    (?: № | \#
      | (?<!\w)
        (?: (?:за|под)каз | сч[её]т | договор | код | артикул | накладн | паспорт | карт[аеуы]
          | сери[яийю] | инн | inn\b | огрн | октмо | окпо | оквэд | окпд | вэд | кбк | бик | снилс
          | order | invoice | account | contract | code | ticket | isbn | id | ref )
        \w* )
    \W{0,3} (?: [^\W\d]+ \W{1,2} )? \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FAR = 40
"""How many characters before a number may say what kind of number it is."""

_JOINED_BEFORE = re.compile(r"[\w/=#&.:@-]\Z")
_JOINED_AFTER = re.compile(r"[-/_@:.=]\w")


def phones(text: str) -> Iterator[tuple[int, str]]:
    """Yields places and spellings of phone numbers that may be a person's.

    libphonenumber decides what is a valid number. Numbers of documents and goods are left out, as
    are digits in a row within an address or a file's name.
    """
    for match in PhoneNumberMatcher(text, _REGION, leniency=Leniency.VALID):
        number = match.raw_string.lstrip("[")  # that of a link whose words are the number
        if (
            type_of(match.number) in _OF_A_PERSON
            and not _NOBODYS.search(number)
            and not _DECIMAL.fullmatch(number)
            and _is_called(text, match)
        ):
            yield match.end - len(number), " ".join(number.split())


def _is_called(text: str, match: PhoneNumberMatch) -> bool:
    """Whether the words around a number allow it to be a phone number."""
    before = text[max(0, match.start - _FAR) : match.start].split("\n")[-1]
    if _CALLED.search(before):
        return True
    is_row = match.raw_string.isdigit()
    is_part = _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(text, match.end)
    return not _PAPER.search(before) and not (is_row and is_part)
