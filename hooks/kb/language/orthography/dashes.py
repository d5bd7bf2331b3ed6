"""The rule about spaced hyphens and short dashes: which sign belongs in their place.

A spaced hyphen between words can only mean a dash. Between numbers or variables it may mean a dash,
a range or a minus, and in code itself: that is reported to the editor but not corrected.
"""

import re
from collections.abc import Iterator
from enum import Enum

from kb.language.dictionary.names import is_in_dictionary
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending, error
from kb.language.orthography.minus import announces_number
from kb.language.text.measures import CYRILLIC, GROUPED, UNIT, YEAR, pattern
from kb.language.text.prose import Passage
from kb.tree.runs import OPAQUE

_HYPHEN_AS_DASH = pattern(r"(?<= \S ) ␣+ --? ␣+ (?= \S )")
_SHORT_DASH = pattern(r"(?<= [^\W\d] ) ␣+ – ␣+ (?= \S ) | (?<= \S ) ␣+ – ␣+ (?= [^\W\d] )")

_OPENING = "«“„‘\"'([*"
_CLOSING = "»”“’\"')]*"
# A single «C» or «D» is a variable or a key, not a Roman numeral.
_NUMBER = rf"(?: {GROUPED} | [0-9]+ (?: [.,:/] [0-9]+ )* | (?! [CDLM] \b ) [IVXLCDMХІ]+ )"
_DAY = r"""
    (?: [Пп]н | [Вв]т | [Сс]р | [Чч]т | [Пп]т | [Сс]б | [Вв]с
      | (?: Mon | Tues? | Wed (?: nes )? | Thu (?: rs )? | Fri | Sat (?: ur )? | Sun ) (?: day )?
      | January | February | March | April | May | June | July | August | September | October
      | November | December )
"""
_NUMBER_BEFORE = pattern(
    rf"""
    (?<! [\w.-] ) (?P<value> {_NUMBER} | {_DAY} ) (?P<unit> -[а-яё]{{1,3}} | ␣? {UNIT} \.? )?
    [{re.escape(_CLOSING)}]* \Z
    """
)
_NUMBER_AFTER = pattern(
    rf"""
    [{re.escape(_OPENING)}]* [№+−±~≈<>≤≥$€£]? ␣?
    (?P<value> {_NUMBER} | {_DAY} ) (?! \w ) (?= (?P<degrees> ␣? (?: ° | градус | degree ) )? )
    """
)
# «x», «5x», «x²», «α»: digits and powers belong to it, a word or an abbreviation does not.
_VARIABLE = r"[0-9]*[A-Za-z\u0370-\u03ff][0-9²³¹₀-₉]*"
_VARIABLE_BEFORE = re.compile(rf"(?<![\w.’'-])({_VARIABLE})[)\]]*\Z")
_VARIABLE_AFTER = re.compile(rf"[(\[]*({_VARIABLE})(?![\w’'-])(?!\.\w)")
_PRONOUN_OR_ARTICLE = frozenset("IAa")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[А-ЯЁ][)»]*\Z")
_CAPITAL_AFTER = re.compile(r"[(«]*[А-ЯЁ](?!\w)")
_CLAUSE_END = re.compile(r"[,.;:!?…](?=\s|\Z)")
_EQUATION = re.compile(r"[=≈≠≤≥×÷]|(?<=\s)[+*](?=\s)")
_CODE = re.compile(
    r"[{}\\|`]|\$[A-Za-z{(]|(?<!\S)--?[A-Za-z]|(?<![\w-])(?:git|npm|npx|yarn|pnpm|docker|kubectl|"
    r"helm|cargo|ssh|sudo|rm|cp|mv|pip|pytest|grep|xargs|psql)(?= )"
)
_ENGLISH = re.compile(
    r"\b(?:the|an?|is|are|was|of|to|and|in|for|it|we|you|that|this|with|not|but|or|on|at|as|by)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?<![\w-])(?:[а-яё]+|[a-z]+)\Z", re.IGNORECASE)
_WORD_AFTER = re.compile(r"(?:[а-яё]+|[a-z]+)(?![\w-])", re.IGNORECASE)
_CONTEXT = 40
_NEARBY = 200
"""How much of the text around a sign is examined; more would take too long in a long text."""


class _Side(Enum):
    """What is beside a dash."""

    NUMBER = "number"
    VARIABLE = "variable"
    LATIN = "Latin word"
    HIDDEN = "code, a picture or an address"
    OTHER = "other"


def dashes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A hyphen, or a short dash between words, where the long dash belongs."""
    for sign in (_HYPHEN_AS_DASH, _SHORT_DASH):
        for match in sign.finditer(passage.text):
            yield from _spaced(passage.text, match)


def _spaced(text: str, match: re.Match[str]) -> Iterator[Finding]:
    """Says which sign should replace a spaced one; corrects it if only a dash can be meant.

    The correction includes the spaces: the sign alone might be found in several places.
    """
    sign = match[0].strip()
    left, right = _left(text, match.start()), _right(text, match.end())
    at = match.start()
    sides = {left, right}
    before, after = _clause(text, match.start(), match.end())
    is_russian = _is_russian(text, at)
    if sign != "–" and (_CODE.search(before + " ") or _CODE.search(after)):
        yield _maybe_code(at, sign)
    elif sides == {_Side.NUMBER}:
        if is_russian or sign != "–":  # in English «5 May – 7 June» is right
            yield error(at, f"« {sign} » между числами; {_between_numbers(text, match)}")
    elif _Side.VARIABLE in sides or _are_letters(text, match) or _EQUATION.search(before + after):
        yield error(at, f"« {sign} » может быть минусом; напишите минус « − » или тире « — »")
    elif number := _maybe_negative(text, match):
        told = f"« {sign} » перед числом; напишите минус «−{number}» или тире « — »"
        yield error(at, told)
    elif sign != "–" and _may_be_code(text, match, sides):
        yield _maybe_code(at, sign)
    elif word := _word_with_hyphen(text, match):
        yield error(at, f"« {sign} »: напишите «{word}» с дефисом, а если это тире — « — »")
    else:
        mending = Mending(match.start(), match.end(), match[0], " — ")
        yield error(at, f"« {sign} » вместо тире; напишите « — »", mending)


def _word_with_hyphen(text: str, match: re.Match[str]) -> str:
    """The word that a spaced sign may have split: «кто - то», «из – за», «бизнес - план»."""
    start = match.start()
    left = _WORD_BEFORE.search(text, max(0, start - _CONTEXT), start)
    right = _WORD_AFTER.match(text, match.end(), match.end() + _CONTEXT)
    word = f"{left[0]}-{right[0]}" if left and right else ""
    return word if word and is_in_dictionary(word.lower()) else ""


def _maybe_negative(text: str, match: re.Match[str]) -> str:
    """The number after a sign that may be its minus: «Баланс: - 500», «Ночью - 5 °C»."""
    number = _NUMBER_AFTER.match(text, match.end())
    if not number or not number["value"][0].isdigit():
        return ""
    is_announced = announces_number(text[max(0, match.start() - _CONTEXT) : match.start()])
    return number["value"] if is_announced or number["degrees"] else ""


def _left(text: str, end: int) -> _Side:
    """What ends at `end`."""
    start = max(0, end - _CONTEXT)
    if _NUMBER_BEFORE.search(text, start, end):
        return _Side.NUMBER
    variable = _VARIABLE_BEFORE.search(text, start, end)
    return _side(text, end, variable, text[start:end].rstrip(_CLOSING)[-1:])


def _right(text: str, at: int) -> _Side:
    """What begins at `at`."""
    if _NUMBER_AFTER.match(text, at):
        return _Side.NUMBER
    variable = _VARIABLE_AFTER.match(text, at)
    return _side(text, at, variable, text[at : at + _CONTEXT].lstrip(_OPENING)[:1])


def _side(text: str, at: int, variable: re.Match[str] | None, letter: str) -> _Side:
    if variable and (_is_russian(text, at) or variable[1] not in _PRONOUN_OR_ARTICLE):
        return _Side.VARIABLE
    if letter == OPAQUE:
        return _Side.HIDDEN
    return _Side.LATIN if letter.isascii() and letter.isalpha() else _Side.OTHER


def _is_russian(text: str, at: int) -> bool:
    """Whether there is a Russian word near a place."""
    return bool(CYRILLIC.search(text, max(0, at - _NEARBY), at + _NEARBY))


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What precedes and follows a sign in its clause."""
    begin = max(0, start - _NEARBY)
    for match in _CLAUSE_END.finditer(text, begin, start):
        begin = match.end()
    following = _CLAUSE_END.search(text, end, end + _NEARBY)
    return text[begin:start], text[end : following.start() if following else end + _NEARBY]


def _are_letters(text: str, match: re.Match[str]) -> bool:
    """Whether there are single Russian capitals on both sides: «А - Б»."""
    start = match.start()
    before = _CAPITAL_BEFORE.search(text, max(0, start - _CONTEXT), start)
    return bool(before and _CAPITAL_AFTER.match(text, match.end()))


def _may_be_code(text: str, match: re.Match[str], sides: set[_Side]) -> bool:
    """Whether a hyphen may be part of code typed as prose: `git checkout -- file`."""
    if _Side.HIDDEN in sides and sides <= {_Side.HIDDEN, _Side.NUMBER}:
        return True
    if not sides <= {_Side.HIDDEN, _Side.LATIN}:
        return False
    at = match.start()
    if _is_russian(text, at):
        return True
    return "--" in match[0] and not _ENGLISH.search(text, max(0, at - _NEARBY), at + _NEARBY)


def _maybe_code(at: int, sign: str) -> Finding:
    return Finding(at, f"« {sign} » вместо тире; напишите « — », а код возьмите в обратные кавычки")


def _between_numbers(text: str, match: re.Match[str]) -> str:
    """The advice for a sign between two numbers; a range has spaces if its first end has a unit."""
    left = _NUMBER_BEFORE.search(text, max(0, match.start() - _CONTEXT), match.start())
    right = _NUMBER_AFTER.match(text, match.end())
    if left and right and not left["unit"] and _are_alike(left["value"], right["value"]):
        low, high = left["value"], right["value"]
        minus = f"минус «{low} − {high}» или тире « — »"
        if not (low.isdigit() and high.isdigit()) or int(low) < int(high):
            return f"напишите диапазон «{low}–{high}», {minus}"
        return f"напишите {minus}"
    if _is_russian(text, match.start()):
        return "напишите тире « — » или минус « − »"
    return "напишите диапазон « – », минус « − » или тире « — »"


def _are_alike(low: str, high: str) -> bool:
    """Whether two numbers may be the ends of one range: not a year and a day, «2024 - 31 мая»."""
    if low[0].isdigit() != high[0].isdigit():
        return False
    return bool(YEAR.fullmatch(low)) == bool(YEAR.fullmatch(high))
