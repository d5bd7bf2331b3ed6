"""The rules about words that are joined by a mark, or Russian ones separated by a hyphen.

They are only about whole words of a dictionary: «т.е.», «Яндекс.Карты», «а,б» intentionally have no
space, and «двух- и трёхлетний», «суффикс -ость» have one.
"""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending
from kb.language.text.prose import Passage
from kb.morphology import is_known, is_listed, parses

_JOINED = re.compile(
    r"""
    (?<![\w.@/-]) (?P<left> [а-яё]+ )
    (?P<mark> , | ; | [!?]+ | \. )
    (?= (?P<right> [«„]?[а-яё]+ ) (?! [\w@/] | \.[a-z0-9] | -\d ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARTING = re.compile(r"[\s«»„“”\"]")
_HYPHEN = re.compile(
    r"""
    (?<![\w-]) (?P<left> [а-яё]+ ) (?P<quoted> [»”"]? )
    (?: [ ]+ - (?![ -]) | (?P<after> -[ ]+ ) )
    [«„]? (?P<right> [а-яё]+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LINKING = frozenset("а и или либо но да как".split())
"""After «двух- », a part of a word is continued by one of these: «двух- и трёхлетний»."""

_PARTICLES = frozenset("де ка кто либо нибудь с таки то".split())
_PARTS_OF_WORDS = re.compile(
    r"(?:суффикс|окончани|частиц|пристав|корен|корн|буквосочетани|слог|форм|глагол|слов)\w*"
    r"|и|или|на|с|в|без|через",
    re.IGNORECASE,
)
"""What precedes a part of a word: «суффикс -ость», «слова на -ость»."""

_NAMED_PARTS = re.compile(
    r"(?:суффикс|пристав|корен|корн|морфем|част|частиц|элемент|основ|слог|слов)\w*\s+"
    r"(?:[а-яё]+-,?\s+(?:(?:и|или)\s+)?)*\Z",
    re.IGNORECASE,
)
"""What names the part of a word that ends in a hyphen: «приставка сверх-», «корни вод- и воз-»."""

_NEARBY = 60

_SHORT = frozenset(
    "бы во вы да до ее её же за из их ко ли мы на не ни но он от по со то ты".split()
)
_SHORTEST = 3


def gaps(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A mark without a space after it, and a hyphen with one on a single side."""
    text = passage.text
    told_to = 0
    for match in _JOINED.finditer(text):
        left, mark, right = match["left"], match["mark"], match["right"].lstrip("«„")
        if not (_is_word(left) and (_is_word(right) or right.lower() in _SHORT)):
            continue
        start, end = match.span("mark")
        begin, stop = _written_together(text, start)
        if begin and text[begin - 1] in '«„“"' and text[stop : stop + 1] in ("»", "”", "“", '"'):
            continue  # «дата;сумма»: a password, or the names of columns
        if mark in ",;" and text.count(mark, begin, stop) > 1:
            if told_to <= start:
                yield Finding(start, f"после «{mark}» нужен пробел, а данные возьмите в `…`")
            told_to = stop
        elif mark != ".":
            mending = Mending(start, end, mark, f"{mark} ")
            yield Finding(start, f"после «{mark}» нужен пробел", mending=mending)
        elif left.islower() and right.istitle():
            yield Finding(start, "после «.» нужен пробел")
    for match in _HYPHEN.finditer(text):
        if _parts_words(match):
            told = "у дефиса пробел только с одной стороны; уберите пробел или напишите тире « — »"
            yield Finding(match.end("left"), told)


# Begins with the mark, as marks are rarer than words.
_BEFORE_ENGLISH = re.compile(
    r"""
    [,;] (?: (?<= [a-z] . ) | (?<= [a-z][ ] . ) ) (?P<right> [a-z]{2,} )
    (?! [\w@/=(,;-] | \.[a-z0-9] )
    """,
    re.VERBOSE,
)
_AFTER_ENGLISH = re.compile(r"(?<![\w.@/&=,;-])(?<!\w\()([a-z]{2,}) ?\Z", re.IGNORECASE)


def english_gaps(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Two English words with a mark but no space between them; three or more are data."""
    text = passage.text
    for match in _BEFORE_ENGLISH.finditer(text):
        at = match.start()
        left = _AFTER_ENGLISH.search(text, max(0, at - _NEARBY), at)
        if left and is_listed(left[1].lower(), "en") and is_listed(match["right"], "en"):
            yield Finding(at, f"после «{text[at]}» нужен пробел")


def _written_together(text: str, at: int) -> tuple[int, int]:
    """The stretch around a place that has no space or quotation mark in it."""
    begin = max(0, at - _NEARBY)
    before = [begin, *(gap.end() for gap in _PARTING.finditer(text, begin, at))]
    after = _PARTING.search(text, at, at + _NEARBY)
    return before[-1], after.start() if after else min(len(text), at + _NEARBY)


def _parts_words(hyphen: re.Match[str]) -> bool:
    """Whether a hyphen is where a dash or no space belongs."""
    left, right = hyphen["left"], hyphen["right"]
    if not (_is_word(left) and _is_word(right)):
        return False
    if hyphen["after"]:
        start = hyphen.start()
        if _NAMED_PARTS.search(hyphen.string, max(0, start - _NEARBY), start):
            return False
        return bool(hyphen["quoted"]) or right.lower() not in _LINKING
    return right.lower() not in _PARTICLES and not _PARTS_OF_WORDS.fullmatch(left)


def _is_word(word: str) -> bool:
    """Whether the dictionary has a word, but not as an abbreviation or part of a name."""
    lower = word.lower()
    if len(word) < _SHORTEST or not is_known(lower):
        return lower in _LINKING
    return not any("Abbr" in one.tag for one in parses(lower))
