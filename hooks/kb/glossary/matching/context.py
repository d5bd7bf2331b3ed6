"""The words around a possible occurrence, as far as they belong to the same clause."""

from dataclasses import dataclass

from kb.glossary.words import JOINED, Words

_REACH = 4
_SENTENCE_ENDS = '.!?…:«“"—–|\n\ufffc'


@dataclass(frozen=True, slots=True)
class Context:
    """The words beside a word, up to the next punctuation mark."""

    left: tuple[str, ...]
    """The words before it as written, the nearest first."""

    right: tuple[str, ...]
    """The words after it, the nearest first."""

    described: str
    """The word before a comma right before the word, or nothing."""

    starts_sentence: bool
    """Whether it may be the first word of a sentence."""

    ends_sentence: bool
    """Whether it is followed directly by a full stop or the like."""


def context(words: Words, first: int, last: int) -> Context:
    """Returns the context of the words numbered `first` to `last`."""
    left: list[str] = []
    at = first
    while at and len(left) < _REACH and words.gap(at - 1) in JOINED:
        at -= 1
        left.append(words.raw(at))
    right: list[str] = []
    at = last
    while at + 1 < len(words.keys) and len(right) < _REACH and words.gap(at) in JOINED:
        at += 1
        right.append(words.raw(at))
    between = words.text[words.spans[first - 1][1] : words.spans[first][0]] if first else "."
    starts_sentence = any(sign in between for sign in _SENTENCE_ENDS)
    following = words.text[words.spans[last][1] :][:1]
    return Context(
        left=tuple(left),
        right=tuple(right),
        described=words.raw(first - 1) if first and words.gap(first - 1) == ", " else "",
        starts_sentence=starts_sentence,
        ends_sentence=following in {".", "!", "?", ";"},
    )
