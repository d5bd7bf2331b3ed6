"""The words around a possible occurrence, as far as they belong to the same clause."""

from dataclasses import dataclass

from kb.glossary.words import Words

_REACH = 4


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a word, up to the next punctuation mark."""

    left: tuple[str, ...]
    """The words before it, the nearest first, as they are written."""

    right: tuple[str, ...]
    """The words after it, the nearest first."""

    starts_sentence: bool
    """Whether it may be the first word of a sentence."""


def context(words: Words, first: int, last: int) -> Context:
    """What stands around the words number `first` to `last`."""
    left: list[str] = []
    at = first
    while at and len(left) < _REACH and not words.gap(at - 1):
        at -= 1
        left.append(words.raw(at))
    right: list[str] = []
    at = last
    while at + 1 < len(words.keys) and len(right) < _REACH and not words.gap(at):
        at += 1
        right.append(words.raw(at))
    return Context(tuple(left), tuple(right), _starts_sentence(words, first))


def _starts_sentence(words: Words, number: int) -> bool:
    start = words.spans[number][0]
    end = words.spans[number - 1][1] if number else 0
    between = words.text[end:start]
    return not number or any(sign in between for sign in '.!?…:«“"—–|\n\ufffc')
