"""Looks words up in the Russian dictionary, which is loaded on first use, once per process."""

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
    """Whether the dictionary has a word in lower case, written with or without `ё`."""
    return bool(russian().word_is_known(word))


@lru_cache(maxsize=100_000)
def is_spelt(word: str) -> bool:
    """Whether the dictionary has a word in lower case spelt exactly so."""
    return bool(russian().dictionary.word_is_known(word))
