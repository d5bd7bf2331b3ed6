"""Whether the words of a name, at a place in a text, are that name, and how far it extends."""

import re
from collections.abc import Sequence

from kb.glossary.forms.names import Pattern
from kb.glossary.lemmas import fold, is_cyrillic
from kb.glossary.matching import abbreviations, english, russian
from kb.glossary.matching.context import context
from kb.glossary.matching.set_phrases import is_in_phrase
from kb.glossary.words import Words, after, before

_NUMERAL = re.compile(r"(?:.*[^1])?[234]\Z|(?:.*(?:два|две|три|четыре|оба|обе|полтора|полторы))\Z")
# Signs that turn a name without signs into another name: «.NET», «C#».
_POINT = re.compile(r"(?:\A|(?<=[\s(«„“\"]))\.\Z")
_SIGN = re.compile(r"[+#]+(?!\w)")
_PARTICLE = re.compile(r"-(?:то|таки)\b(?!-)")  # «клиент-то доволен»
_JOINS = frozenset("&/+.:")
_NAMED = re.compile(r"\w[ \u00a0\n][«„“\"]\Z")
_CLOSES = re.compile(r"[»“”\"]")
_NO_WORD_BEFORE = frozenset("@#$\\{~=")
_PAIRS = (("«", "»"), ("„", "“"), ("“", "”"))


def whole(words: Words, first: int, last: int, pattern: Pattern) -> tuple[int, int] | None:
    """Where the words begin and end with their signs; None if they are part of something else.

    If so, there is a hyphen, another sign or a placeholder around them.
    """
    text = words.folded
    begins, ends = words.spans[first][0], words.spans[last][1]
    start = before(text, begins, pattern.before) if pattern.before else begins
    end = after(text, ends, pattern.after) if pattern.after else ends
    if start is None or end is None:
        return None
    if not pattern.before and _POINT.search(text, max(0, start - 2), start):
        return None
    if not pattern.after and _SIGN.match(text, end):
        return None
    if start and (text[start - 1] in _NO_WORD_BEFORE or _hyphen(text, start - 1, start - 2)):
        return None
    if (
        text[end : end + 1] == "-"
        and not (pattern.compound and _hyphen(text, end, end + 1))
        and not _PARTICLE.match(text, end)
    ):
        return None
    if len(pattern.steps) > 1 and _is_longer(text, start, end, pattern.steps):
        return None
    return start, end


def _is_longer(text: str, start: int, end: int, steps: Sequence[str]) -> bool:
    """Whether a sign that joins the words of a name continues it: «24/7/365», «R&D&I»."""
    signs = {step[0] for step in steps[1:] if step[0] in _JOINS}
    return bool(signs) and (
        (text[end : end + 1] in signs and text[end + 1 : end + 2].isalnum())
        or (text[start - 1 : start] in signs and text[start - 2 : start - 1].isalnum())
    )


def _hyphen(text: str, at: int, beyond: int) -> bool:
    return text[at] == "-" and 0 <= beyond < len(text) and text[beyond].isalpha()


def is_meant(words: Words, first: int, last: int, pattern: Pattern) -> bool:
    """Whether the words are written as they must be, and really mean the name."""
    numbers = range(first, last + 1)
    if any(raw and words.raw(at) != raw for at, raw in zip(numbers, pattern.raw, strict=True)):
        return False
    if pattern.after_numeral:
        left = context(words, first, last).left[:2]
        return any(_NUMERAL.match(fold(word)) for word in left)
    if first == last and (exact := pattern.raw[0]) and exact.isupper():
        return abbreviations.is_meant(words, first)
    if not pattern.word:
        return True
    form, around = words.raw(first), context(words, first, last)
    if is_in_phrase(form, around):
        return False
    if pattern.word.islower() and form.istitle() and _is_title(words, first):
        return False
    is_noun = russian.is_noun if is_cyrillic(form) else english.is_noun
    return is_noun(form, pattern.word, around)


def _is_title(words: Words, at: int) -> bool:
    """Whether a word is alone in quotation marks after another word: «группа „Процесс“»."""
    start, end = words.spans[at]
    return bool(
        _NAMED.search(words.text, max(0, start - 4), start) and _CLOSES.match(words.text, end)
    )


def extent(words: Words, start: int, end: int) -> tuple[int, int]:
    """The occurrence extended by the other quotation mark of a pair and a possessive apostrophe."""
    text = words.text
    inside = text[start:end]
    for opening, closing in _PAIRS:
        if inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    if text[end : end + 1] in {"'", "’"} and _is_possessive(words, end):
        end += 1
    return start, end


def _is_possessive(words: Words, at: int) -> bool:
    """Whether the apostrophe at `at` follows a plural and closes no quotation."""
    text = words.text
    follows = at + 2 < len(text) and text[at + 1] == " " and text[at + 2].isalpha()
    if text[at - 1] not in "sS" or not follows:
        return False
    return words.quoted_from("‘" if text[at] == "’" else "'") >= at
