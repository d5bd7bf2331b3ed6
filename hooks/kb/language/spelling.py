"""Rules about single words: `ё`, words no dictionary has, a word said twice."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.language.findings import Finding, Mending, error
from kb.language.prose import Kind, Passage
from kb.language.words import FILE, Vocabulary
from kb.morphology import is_spelt, parses

_CYRILLIC = re.compile(r"(?<![\w-])(?:[а-яё]+-)*[а-яё]+(?![\w])", re.IGNORECASE)
_LATIN = re.compile(r"(?<![\w./@])[a-z]+(?:['’][a-z]+)?(?!\w|[./@]\w)", re.IGNORECASE)
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]+)[ \n]+\1(?![\w-])", re.IGNORECASE)
_MAY_BE_TWICE = frozenset("had that".split())


def yo(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Words spelt without `ё` that have it in every reading of the dictionary.

    The vocabulary overrides the dictionary: people choose how their names are spelt.
    """
    for match in _CYRILLIC.finditer(passage.text):
        start = match.start()
        if "е" not in match[0] and "Е" not in match[0]:
            continue
        for part in match[0].split("-"):
            spellings = with_yo(part)
            if spellings and part.lower() not in vocabulary.known:
                only = Mending(start, start + len(part), part, spellings[0])
                told = f"«{part}»: здесь нужна ё; напишите «{'» или «'.join(spellings)}»"
                yield error(start, told, only if len(spellings) == 1 else None)
            start += len(part) + 1


@lru_cache(maxsize=50_000)
def with_yo(word: str) -> tuple[str, ...]:
    """Returns a word's spellings with `ё` if it has no other; nothing if it is right as it is.

    A word that may be spelt either way («все» and «всё») is right: only a reader can tell.
    """
    lower = word.lower()
    if "е" not in lower or is_spelt(lower):
        return ()
    spellings = [
        str(parse.word)
        for parse in parses(lower)
        if type(parse.methods_stack[0][0]).__name__ == "DictionaryAnalyzer"
    ]
    if not spellings or lower in spellings:
        return ()
    if any(one.replace("ё", "е") != lower.replace("ё", "е") for one in spellings):
        return ()
    return tuple(dict.fromkeys(_in_case_of(word, one) for one in spellings))


def _in_case_of(word: str, spelling: str) -> str:
    return "".join(
        right.upper() if letter.isupper() else right
        for letter, right in zip(word, spelling, strict=True)
    )


def unknown_russian(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Cyrillic words in neither the dictionary nor the vocabulary, except abbreviations."""
    for match in _CYRILLIC.finditer(passage.text):
        word = match[0]
        if len(word) > 1 and not word.isupper() and not vocabulary.has_russian(word):
            yield _unknown(match.start(), word, "ru")


def unknown_english(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Latin words in neither simplemma's list nor the vocabulary, except abbreviations."""
    for match in _LATIN.finditer(passage.text):
        word = match[0]
        if not any(letter.isupper() for letter in word[1:]) and not _is_english(word, vocabulary):
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
    from simplemma import is_known

    # The list has neither this pronoun nor the stems of “can’t” and “won’t”.
    return len(stem) < 2 or stem in ("ca", "her", "wo") or is_known(stem, lang="en")


def _unknown(at: int, word: str, locale: str) -> Finding:
    return Finding(
        at,
        f"слова «{word}» нет в словаре; исправьте опечатку или добавьте его начальную форму "
        f"в {FILE}, {locale}, known",
    )


def repeated(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A word that stands twice in a row."""
    if passage.kind is Kind.NAME:
        return
    for match in _TWICE.finditer(passage.text):
        again = match[0][-len(match[1]) :]
        if match[1].lower() not in _MAY_BE_TWICE and again.isupper() == match[1].isupper():
            yield Finding(match.start(), f"слово «{match[1]}» стоит дважды; оставьте одно")
