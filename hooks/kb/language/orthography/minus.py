"""The rule about the minus sign."""

import re
from collections.abc import Callable, Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending, error
from kb.language.text.measures import CYRILLIC, pattern
from kb.language.text.prose import Passage
from kb.tree.runs import OPAQUE

_MINUS = pattern(
    r"""
    (?: (?<= [\s(«“„] ) | \A ) - (?P<number> [0-9]+ (?: [.,] [0-9]+ )? )
    (?: (?P<degrees> ␣? (?: ° | градус | degrees? \b ) ) | (?P<percent> ␣? % ) )?
    """
)
_LAST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
_BEFORE_NUMBERS = frozenset(
    """
    от до на с к в при около ниже выше и или не равно равна равен равны минимум максимум порядка
    примерно температура температуре температуры плюс больше меньше между по у из менее более либо
    был была было будет составляет составил составила составило
    """.split()
)
_CERTAIN_BEFORE = frozenset("([{«“„,;:=<>≤≥≈±/…—–!?|")
_CALL = re.compile(r"[A-Za-z0-9_][(\[]\Z")
"""The arguments of a function: «range(-5, 5)»."""

_LONGEST_WORD = 40


def minus_sign(locale: str) -> Callable[[Passage, Vocabulary], Iterator[Finding]]:
    """Returns the rule for the minus sign.

    In English only the minus of degrees and percentages is certain: `kill -9` has an option.
    """

    def minus(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
        for match in _MINUS.finditer(passage.text):
            at = match.start()
            before = passage.text[max(0, at - _LONGEST_WORD) : at]
            is_certain = _is_minus(before, match, locale)
            if is_certain:
                mending = Mending(at, at + 2, "-", "−")
                yield error(at, "дефис вместо минуса; напишите «−»", mending)
            elif is_certain is not None:
                number = match["number"]
                told = f"«-{number}»: напишите минус «−{number}» или тире « — {number}»"
                yield error(at, told)

    return minus


def _is_minus(before: str, match: re.Match[str], locale: str) -> bool | None:
    """Whether a hyphen is a minus: False if it may be a dash, None if it is something else."""
    before = before.rstrip()
    if before[-1:].isdigit():
        return None  # a range, or a subtraction
    if match["degrees"] or (match["percent"] and locale != "ru"):
        return True
    if locale != "ru":
        return None
    if _CALL.search(before):
        return None
    if announces_number(before):
        return True
    word = _LAST_WORD.search(before)
    if before[-1] == OPAQUE or (word and not CYRILLIC.search(word[0])):
        return False if match["percent"] else None  # an option of a command
    return False


def announces_number(before: str) -> bool:
    """Whether a negative number may follow the end of a text: «от», «равно», «Баланс:»."""
    before = before.rstrip()
    if not before or before[-1] in _CERTAIN_BEFORE:
        return True
    word = _LAST_WORD.search(before)
    return word is not None and word[0].lower() in _BEFORE_NUMBERS
