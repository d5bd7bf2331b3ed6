"""Looks words up in dictionaries, each of which is loaded on first use, once per process."""

from functools import cache, lru_cache
from typing import Any
from unicodedata import name

PREPOSITIONS: dict[str, tuple[str, ...]] = {
    preposition: tuple(cases.split())
    for cases, prepositions in {
        "gent": "без безо близ вблизи ввиду вдоль взамен вместо вне внутри возле вокруг для до из"
        " из-за из-под изо кроме мимо накануне насчет около от относительно ото помимо после"
        " посреди посредством против путем ради сверх свыше среди у",
        "datv": "благодаря вопреки к ко навстречу согласно",
        "datv accs loct": "по",
        "accs": "про сквозь спустя через чрез",
        "accs ablt": "за под подо",
        "ablt": "над надо перед передо",
        "ablt gent": "между меж",
        "ablt gent accs": "с со",
        "accs loct": "в во на о об обо",
        "loct": "при",
    }.items()
    for preposition in prepositions.split()
}
"""Russian prepositions and the cases they govern, likeliest first."""


PERSON = frozenset({"Name", "Patr", "Surn"})
"""Grammemes of people's names."""

NAMES = PERSON | {"Geox", "Orgn", "Trad"}
"""Grammemes of proper names."""

ADJECTIVE = frozenset({"ADJF", "PRTF"})
"""Parts of speech that are declined and agree with a noun: adjectives, ordinals, participles."""

_CASES = {case: case for case in "nomn gent datv accs ablt loct".split()}
_CASES |= {"gen1": "gent", "gen2": "gent", "acc1": "accs", "acc2": "accs"}
_CASES |= {"loc1": "loct", "loc2": "loct"}


def case_of(tag: Any) -> str:
    """Returns one of the six cases of school grammar; empty for none, and for the vocative."""
    return _CASES.get(str(tag.case or ""), "")


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
    # pymorphy3 fails at letters without a name in Python's `unicodedata`, as Tangut's have none.
    named = "".join(one if name(one, "") else "?" for one in word)
    return tuple(russian().parse(named))


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
