"""Looks words up in dictionaries, each of which is loaded on first use, once per process."""

from functools import cache, lru_cache
from typing import Any


@cache
def russian() -> Any:
    """Returns pymorphy3's analyser."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def parses(word: str) -> tuple[Any, ...]:
    """Returns pymorphy3's parses of a word in lower case, likeliest first; they are cached.

    The dictionary spells its words with `ё`; a word written without it is found too, and a
    parse's `word` gives the dictionary's spelling.
    """
    return tuple(russian().parse(word))


@lru_cache(maxsize=100_000)
def is_known(word: str) -> bool:
    """Whether the Russian dictionary has a word in lower case, written with or without `ё`."""
    return bool(russian().word_is_known(word))


@lru_cache(maxsize=100_000)
def is_spelt(word: str) -> bool:
    """Whether the Russian dictionary has a word in lower case spelt exactly so."""
    return bool(russian().dictionary.word_is_known(word))


def is_listed(word: str, locale: str) -> bool:
    """Whether simplemma's list of a language has a word.

    That is our English dictionary. The Russian list has words that pymorphy3 lacks, and takes a
    second to load.
    """
    from simplemma import is_known

    return bool(is_known(word, lang=locale))
