"""Rules about single words: `ё`, words no dictionary has, repeated words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kb.language.dictionary.abbreviations import (
    is_borrowed,
    is_english_abbreviation,
    is_russian_abbreviation,
)
from kb.language.dictionary.formations import is_first_part, is_formed_english, is_newer
from kb.language.dictionary.names import is_name
from kb.language.dictionary.words import FILE, Vocabulary
from kb.language.dictionary.yo import REACH, is_for_all, is_stump, may_be_name, with_yo
from kb.language.findings import Finding, Mending, error
from kb.language.text.prose import Kind, Passage
from kb.morphology import is_listed
from kb.tree.runs import OPAQUE

_MARKS = "\u00ad\u0301\u200b\u2060\ufeff"
"""A soft hyphen, an accent, and spaces without a width."""

_CYRILLIC = re.compile(
    rf"(?<![\w{_MARKS}-])(?<![А-ЯЁа-яёA-Za-z]['’])(?:[а-яё]+-)*[а-яё]+(?![\w{_MARKS}])",
    re.IGNORECASE,
)
"""Not the parts of a word with a soft hyphen, an accent or an apostrophe inside: «о’кей»."""

_WITH_YO = re.compile(rf"{_CYRILLIC.pattern}|(?<=[a-z]-)[а-яё]+(?![\w{_MARKS}-])", re.IGNORECASE)
"""Also the last part of «HR-партнер», but no such part need be in a dictionary: «IT-шник»."""

_NAMES = re.compile(
    r"\{[^{}\n]*\} | (?<!\w)[@\#][\w-]+ | (?<![^\s(«])/[\w-]+"
    r"| (?<![\w.+-])[\w.+-]{1,64}@[\w.-]+ | \\[\w\\.-]+",
    re.VERBOSE,
)
"""What another program reads literally: «{{ счет }}», «@отдел», «#отчет», «/отчет», «\\Отчеты»."""

_MAY_BE_NAME = re.compile(r"[{@#\\/]")
_IN_CAPITALS = re.compile(r"[А-ЯЁа-яё]+[А-ЯЁ][А-ЯЁа-яё]*|[А-ЯЁ-]+")
"""«НДС», «кВт», «ЕГАИС», and trade marks such as «ВкусВилл»."""

_LATIN = re.compile(r"(?<![\w./@])[a-z]+(?:['’][a-z]+)?(?!\w|[./@]\w)", re.IGNORECASE)
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]+)(?! *\n\n)[ \n]+\1(?![\w-])", re.IGNORECASE)
"""Not across a line break that Markdown keeps: a name may be above its description."""

_MAY_BE_TWICE = frozenset("had that".split())
_BEGINS = re.compile(r"(?:\A|[.!?…\n])[\s«„“(]*\Z")


def yo(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Words spelt without `ё` that have it in every reading in the dictionary.

    The vocabulary overrides the dictionary: people choose how their names are spelt.
    """
    text = passage.text
    for match in _written_words(text, _WITH_YO):
        told = False
        for at, word in _parts(match):
            before = text[max(0, at - REACH) : at] if at == match.start() else ""
            spellings = () if told and word == match[0] else with_yo(word, before)
            if (
                spellings
                and not vocabulary.has_without_yo(word)
                and not is_stump(text, match.span(), at, word)
                and not is_for_all(text, at)
            ):
                told = True
                yield _needs_yo(text, at, word, spellings)


def _parts(compound: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The words that a hyphen joins, with their places, and then all of «все-таки»."""
    at = compound.start()
    for word in compound[0].split("-"):
        yield at, word
        at += len(word) + 1
    if "-" in compound[0]:
        yield compound.start(), compound[0]


def _written_words(text: str, word: re.Pattern[str] = _CYRILLIC) -> Iterator[re.Match[str]]:
    """The Russian words of a text, without those that are part of a name in a program."""
    if _MAY_BE_NAME.search(text):
        text = _NAMES.sub(lambda name: OPAQUE * len(name[0]), text)
    return word.finditer(text)


def _needs_yo(text: str, at: int, word: str, spellings: Sequence[str]) -> Finding:
    right = f"«{'» или «'.join(spellings)}»"
    if may_be_name(text, at, word):
        told = f"«{word}»: в этом слове есть ё; напишите {right}"
        return Finding(at, f"{told}, а имя с е добавьте в {FILE}, ru, known")
    only = Mending(at, at + len(word), word, spellings[0])
    told = f"«{word}»: здесь нужна ё; напишите {right}"
    return error(at, told, only if len(spellings) == 1 else None)


def unknown_russian(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Cyrillic words in neither a dictionary nor the vocabulary, but not names, abbreviations."""
    for match in _written_words(passage.text) if vocabulary.is_whole else ():
        word = match[0]
        if (
            len(word) > 1
            and not _IN_CAPITALS.fullmatch(word)
            and not vocabulary.has_russian(word)
            and not is_russian_abbreviation(passage.text, match.end(), word)
            and not _is_newer(word, vocabulary)
            and not is_name(passage.text, match.start(), word, vocabulary.known.__contains__)
        ):
            yield _unknown(match.start(), word, "ru")


def _is_newer(word: str, vocabulary: Vocabulary) -> bool:
    """Whether each part of a word is known, or newer than the dictionary."""
    *before, last = filter(None, re.split("[-‑]", word.lower()))
    return (vocabulary.has_russian(last) or is_newer(last)) and all(
        vocabulary.has_russian(part) or is_newer(part) or is_first_part(part) for part in before
    )


def unknown_english(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Latin words in neither simplemma's list nor the vocabulary, but not names, abbreviations."""
    for match in _LATIN.finditer(passage.text) if vocabulary.is_whole else ():
        word = match[0]
        if (
            not any(letter.isupper() for letter in word[1:])
            and not _is_english(word, vocabulary)
            and not is_english_abbreviation(passage.text, match.end(), word)
            and not is_borrowed(passage.text, *match.span())
            and not is_name(passage.text, match.start(), word, vocabulary.known.__contains__)
        ):
            yield _unknown(match.start(), word, "en")


def _is_english(word: str, vocabulary: Vocabulary) -> bool:
    stem = _stem(word)
    return not vocabulary.known.isdisjoint((stem, stem.removesuffix("s"))) or _in_list(stem)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """A word in lower case without ’s, ’ve, n’t."""
    stem, _, ending = word.lower().replace("’", "'").partition("'")
    return stem.removesuffix("n") if ending == "t" else stem


@lru_cache(maxsize=50_000)
def _in_list(stem: str) -> bool:
    # The list has neither this pronoun nor the stems of “can’t” and “won’t”.
    if len(stem) < 2 or stem in ("ca", "her", "wo"):
        return True
    return is_listed(stem, "en") or is_formed_english(stem)


def _unknown(at: int, word: str, locale: str) -> Finding:
    return Finding(
        at,
        f"слова «{word}» нет в словаре; исправьте опечатку или добавьте его начальную форму "
        f"в {FILE}, {locale}, known",
    )


def repeated(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A word repeated in a row."""
    if passage.kind is Kind.NAME:
        return
    for match in _TWICE.finditer(passage.text):
        if len(match[1]) == 1 and passage.text[match.end() : match.end() + 1] == ".":
            continue  # an initial: «Иванов И. И. и И. И. Петров»
        again = match[0][-len(match[1]) :]
        is_same = again.isupper() == match[1].isupper() or _begins(passage.text, match)
        if match[1].lower() not in _MAY_BE_TWICE and is_same:
            yield Finding(match.start(), f"слово «{match[1]}» стоит дважды; оставьте одно")


def _begins(text: str, word: re.Match[str]) -> bool:
    """Whether a one-letter word is capitalized because a sentence begins: not «класс В в мае»."""
    start = word.start()
    return len(word[1]) == 1 and bool(_BEGINS.search(text, max(0, start - 8), start))
