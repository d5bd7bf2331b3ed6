"""Patterns of numbers, their units and the words around them, for the rules about marks."""

import re

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

GROUPED = r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])"
"""A number in groups of three digits: «10 000»."""

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_RUSSIAN_UNIT = r"""
    (?: рубл | копе | процент | градус | балл | минут | секунд | суто?к | недел | месяц | квартал
      | человек | штук | страниц | метр | литр | грамм | тонн | килограмм | километр | сантиметр
      | миллиметр | миллилитр | миллиграмм | класс | этаж | тысяч | миллион | миллиард )
      [а-яё]{0,3} \b
    | час (?: а | ов | ам | ами | ах | у | ом | е )? \b
    | год (?: а | у | ы | ов | ам | ами | ах | ом )? \b
    | д (?: ень | ня | ней | ням | нями | нях | ни ) \b
    | век (?: а | ов | ам | ах )? \b | лет \b | раза? \b | раз (?: ам | ах ) \b
    | январ[ьяе] \b | феврал[ьяе] \b | марта? \b | апрел[ьяе] \b | ма[йя] \b | июн[ьяе] \b
    | июл[ьяе] \b | августа? \b | сентябр[ьяе] \b | октябр[ьяе] \b | ноябр[ьяе] \b
    | декабр[ьяе] \b
    | (?: тыс | млн | млрд | руб | коп | час | мин | сек | сут | нед | мес | дн | чел | шт | кл
      | гг | вв | кв\. ␣ м | куб\. ␣ м ) \b
    | (?: [кмс]?м[²³]? | [км]?г | м?л | ч | га | к?Вт | МВт | к?В | м?А | к?Па | МПа | [кМГ]?Гц
      | [КМГТ]Б | [КМГ]бит ) (?! [\w.²³/] )
"""
_ENGLISH_UNIT = r"""
    (?: day | hour | hr | minute | min | second | sec | week | month | year | time | point | page
      | metre | meter | kilometre | litre | liter | gram | kilogram | tonne | rouble | ruble
      | dollar | euro | degree ) s? \b
    | percent \b | per ␣ cent \b | people \b | thousand \b | million \b | billion \b
    | (?: [cmk]m | m?kg | mg | ml | kWh? | [KMGT]B ) \b
    | [ap] (?: m \b | \.m\. )
    | (?: January | February | March | April | May | June | July | August | September | October
      | November | December ) \b
"""
UNIT = rf"(?: [%‰₽€°] | {_RUSSIAN_UNIT} | {_ENGLISH_UNIT} )"
"""What makes a number before it a quantity; only for `pattern`. Without ambiguous single letters:
«г.» is a city as well, «с» a preposition."""


def pattern(source: str) -> re.Pattern[str]:
    """Compiles a verbose pattern in which `␣` is a space, breaking or not."""
    return re.compile(source.replace("␣", r"[ \u00a0\u202f]"), re.VERBOSE)


_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\.?[\s:«“„\"(№]*\Z")
_LONGEST_WORD = 30


def word_before(text: str, at: int) -> str:
    """Returns the word before a place, if only spaces, an opening mark or «№» are in between."""
    match = _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)
    return match[1] if match else ""
