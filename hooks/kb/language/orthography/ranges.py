"""The rule about ranges of numbers, a short dash without spaces, and about «9-00»."""

import re
from collections.abc import Iterator

from kb.content.problems import Severity
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending, error
from kb.language.text.measures import GROUPED, UNIT, YEAR, pattern, word_before
from kb.language.text.prose import Passage
from kb.morphology import parses

_TIME = r"(?: [01]?[0-9] | 2[0-4] ) : [0-5][0-9] (?! [\w:] )"
_SPACED_RANGE = pattern(
    rf"""
    (?<! [\w.,:/–—-] )
    (?: (?P<time> {_TIME} ) ␣ [–—] ␣ (?P<till> {_TIME} )
      | (?: (?<= \b стр\.␣ ) | (?<= \b pp\.␣ ) )
        (?P<page> [0-9]+ ) ␣ [–—] ␣ (?P<last> [0-9]+ ) (?! [\w.,:/] \d )
      | (?P<year> (?: 19 | 20 ) [0-9]{{2}} ) ␣ [–—] ␣ (?P<end> (?: 19 | 20 ) [0-9]{{2}} )
        (?= ␣? (?: гг \b | год [аыо] ) )
      | (?: (?<= \b через␣ ) | (?<= \b около␣ ) | (?<= \b течение␣ ) | (?<= \b примерно␣ ) )
        (?P<least> [0-9]{{1,2}} ) ␣ [–—] ␣ (?P<most> [0-9]{{1,3}} ) (?= ␣? {UNIT} ) )
    """
)


def _spaced(text: str) -> Iterator[Finding]:
    """Ranges with spaces around a dash that cannot be an ordinary one."""
    for match in _SPACED_RANGE.finditer(text):
        low, high = [number for number in match.groups() if number]
        if ":" in low or int(low) < int(high):
            told = f"«{match[0]}»: диапазон пишут без пробелов; напишите «{low}–{high}»"
            yield Finding(match.start(), told)


_LONG_DASH = re.compile(r"—(?<=[0-9]—)(?=[0-9])")
_ENDS_IN_NUMBER = pattern(
    rf"(?<! [\w.,:/+№–—−-] ) (?: [0-9]{{1,2}} : [0-9]{{2}} | {GROUPED} | [0-9]+ (?: ,[0-9]+ )? ) \Z"
)
_LONGEST_NUMBER = 20


def _with_long_dash(text: str) -> Iterator[Finding]:
    """«9—18»: the long dash without spaces between two numbers can only be a range."""
    for match in _LONG_DASH.finditer(text):
        start, end = match.span()
        if low := _ENDS_IN_NUMBER.search(text, max(0, start - _LONGEST_NUMBER), start):
            told = "между числами длинное тире; диапазон пишут с коротким: «9–10»"
            yield error(low.start(), told, Mending(start, end, "—", "–"))


_WHOLE = rf"(?: {GROUPED} | [0-9]{{1,6}} )"
_RANGE = pattern(
    rf"""
    (?<! [\w.,:/+№–—−-] ) (?<! №␣ ) (?<! [0-9]␣ )
    ({_WHOLE}) (␣-|-␣|-) ({_WHOLE}) (?! [\w-] | [.,:/][0-9] )
    """
)
_TIMES = pattern(rf"(?<! [\w.,:/–—-] ) ({_TIME}) - ({_TIME}) (?! - )")
_CLOCK = pattern(
    r"""
    (?<! \w ) (?: [вВсСкК] | [дД]о | [пП]о | [нН]а ) ␣
    (?P<time> (?P<hour> [01]?[0-9] | 2[0-4] ) -00 )
    (?! [\w-] | [.,:/][0-9] | ␣? (?: р(?:уб|\.) | ₽ ) )
    """
)
_UNIT_AFTER = pattern(rf"␣? {UNIT}")
_HOURS_AFTER = pattern(r"␣? (?: час | ч \b | hours? \b | hrs? \b )")
_YEARS_AFTER = pattern(r"␣? (?: г\. | год | лет | years? \b )")
_PLURAL_YEARS_AFTER = pattern(r"␣? гг \b")
_WORD_AFTER = re.compile(r" (?:([а-яё]{3,})|[a-z]{2,}s\b)")
_CODE_BEFORE = re.compile(
    r"""
    (?: тел | телефон\w* | факс\w* | доб | добавочн\w+ | внутр\w* | код\w* | ст | стать\w+ | каб
      | кабинет\w* | ауд | аудитори\w+ | форм[аеуы] | формой | шкаф\w* | рейс\w* | кв | квартир\w*
      | д | дом | дома | корп | корпус\w* | комнат\w+ | палат\w+ | ком | пом | оф | офис\w*
      | ячейк\w+ | рис | рисун\w+ | табл | таблиц\w+ | модел\w+ | артикул\w* | арт
      | договор\w* | приказ\w*
      | room | ext | extension | flight | form | model | code | phone | tel | art | article | no
      | fig | figure | table | part | apt | apartment | office | gate | locker | bus )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZА-ЯЁ]{2}")

_STANDARD = re.compile(r"Г?ОСТ|СТО|ТУ|СП|СНиП|СанПиН|ИСО|МЭК|Р|ISO|IEC|EN|DIN|ASTM")
_NUMBERED = re.compile(
    r"""
    (?: стр | пп | гл | pp?
      | пункт (?: ы | ов | ам | ами | ах ) | страниц (?: ы | ам | ами | ах )?
      | раздел (?: ы | ов | ам | ами | ах ) | шаг (?: и | ов | ам | ами | ах )
      | этап (?: ы | ов | ам | ами | ах ) | вопрос (?: ы | ов | ам | ами | ах )
      | класс (?: ы | ов | ам | ами | ах ) | уровн (?: и | ей | ям | ями | ях )
      | глав (?: ам | ами | ах ) | строк (?: ам | ами | ах ) | год (?: ы | ов | ам | ах )
      | pages | steps | chapters | sections | weeks | items | lines | grades | levels )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words before a range of numbers that count things of one kind; in the plural, since a code may
follow a singular."""

_MAY_BE_ONE = frozenset({"п"})
"""After it two numbers may be a single one: clause 5 of section 3."""

_ABOUT = frozenset("за через около примерно порядка about within".split())
_MAYBE = frozenset("до от ещё каждые каждых for every".split())


def ranges(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A hyphen between two numbers that are a range; a code such as «770-001» has its hyphen.

    A range is certain only beside a unit, a plural or a word such as «через».
    """
    text = passage.text
    yield from _spaced(text)
    yield from _with_long_dash(text)
    for match in _TIMES.finditer(text):
        yield error(match.start(), _as_range(match[0], match[1], match[2]))
    for match in _CLOCK.finditer(text):
        told = f"«{match['time']}»: время пишут с двоеточием; напишите «{match['hour']}:00»"
        yield Finding(match.start("time"), told)
    for match in _RANGE.finditer(text):
        severity = _is_range(text, match)
        told = _as_range(match[0], match[1], match[3])
        if severity is Severity.ERROR:
            yield error(match.start(), told)
        elif severity and match[2] != "-":
            told = f"«{match[0]}»: напишите диапазон «{match[1]}–{match[3]}»"
            told += f" или минус «{match[1]} − {match[3]}»"
            yield Finding(match.start(), told)
        elif severity:
            right = f"{match[1]}–{match[3]}"
            told = f"«{match[0]}»: если это диапазон, нужно короткое тире; напишите «{right}»"
            yield Finding(match.start(), told)


def _as_range(wrong: str, low: str, high: str) -> str:
    return f"«{wrong}»: между числами короткое тире; напишите «{low}–{high}»"


def _is_range(text: str, match: re.Match[str]) -> Severity | None:
    """How certainly two numbers are a range: None if they may well be a code."""
    low, high = match[1], match[3]
    if any(len(number) > 1 and number.startswith("0") for number in (low, high)):
        return None
    label = word_before(text, match.start())
    years = [bool(YEAR.fullmatch(number)) for number in (low, high)]
    if _STANDARD.fullmatch(label):
        return None
    if any(years):
        return _is_range_of_years(text, match, both=all(years))
    if not _rises(text, match):
        return None
    if _UNIT_AFTER.match(text, match.end()):
        return Severity.WARNING if _announces_code(label) else Severity.ERROR
    if max(len(low), len(high)) > 3:
        return Severity.WARNING if match[2] != "-" else None
    return _is_range_without_unit(text, match, label)


def _announces_code(label: str) -> bool:
    """Whether a word, or an abbreviation in capitals, names something with a code: «доб.», «ТП»."""
    return bool(_CODE_BEFORE.fullmatch(label) or _CAPITALS.search(label))


def _is_range_of_years(text: str, match: re.Match[str], *, both: bool) -> Severity | None:
    """Two years are a range; with one it may be a date, «2026-11», or the number of a document."""
    if both:
        return Severity.ERROR if int(match[1]) < int(match[3]) else None
    if _PLURAL_YEARS_AFTER.match(text, match.end()):
        return Severity.ERROR
    if _YEARS_AFTER.match(text, match.end()) or not _rises(text, match):
        return None
    return Severity.ERROR if _UNIT_AFTER.match(text, match.end()) else None


def _rises(text: str, match: re.Match[str]) -> bool:
    """Whether the second number is greater; hours start over: «20-8 часов»."""
    low, high = (int(re.sub(r"\D", "", match[side])) for side in (1, 3))
    if low <= 24 and high < low and _HOURS_AFTER.match(text, match.end()):
        return True
    return low < high


def _counts(text: str, at: int) -> bool:
    """Whether what a number counts follows it: «5-7 звонков», but not «палата 3-15 закрыта»."""
    word = _WORD_AFTER.match(text, at)
    if not word:
        return False
    return not word[1] or any("gent" in one.tag for one in parses(word[1]))


def _is_range_without_unit(text: str, match: re.Match[str], label: str) -> Severity | None:
    word = label.lower()
    are_counted = _counts(text, match.end())
    if _NUMBERED.fullmatch(label) or (are_counted and word in _ABOUT):
        return Severity.ERROR
    if match[2] != "-":
        return None if _announces_code(label) else Severity.WARNING
    begins = not label and (match.start() == 0 or text[match.start() - 1] in " \n(«“")
    if word in _ABOUT | _MAY_BE_ONE or (are_counted and (word in _MAYBE or begins)):
        return Severity.WARNING
    return None
