"""Warns about words with a letter of the wrong alphabet that looks like the right one."""

import re
from collections.abc import Iterator

from kb.content.likenesses import TO_CYRILLIC, TO_LATIN
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.prose import Passage
from kb.morphology import is_listed

_IS_LATIN = re.compile(r"[A-Za-zë]")
_IS_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_MIXED = re.compile(
    r"""
    (?<![\w@.]) [^\W\d_]*
    (?: [A-Za-zë][А-ЯЁа-яё] | [А-ЯЁа-яё][A-Za-zë] )
    [^\W\d_]* (?! [^\W\d] | @ )
    """,
    re.VERBOSE,
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_ENDING = re.compile(r"[A-Z]+(?:[АЕОУ]|ОМ|ОВ|АМ|АХ|КА|КУ|КЕ|КОЙ)")
"""A Latin abbreviation with a Russian ending in a text in capitals: «В CRMЕ»."""

_SYMBOL = re.compile(r"[A-Z][а-яё]{1,3}")
"""What may be a symbol in a formula: «Tок = 5 А»."""

_SENTENCE = re.compile(r"(?:\A|[.!?…:]|\n)[\s«„“(—–-]*\Z")
_FORMULA = re.compile(r"\s*[=<>≤≥≈·×*/+−–—,)-]")
_SHORT = frozenset(
    "да до ее её ей ею за из их ко мы на не ни но об он от по со та те то ту ты".split()
)
"""Words of two letters; any other two may be an abbreviation."""


def mixed_letters(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Letters of the other alphabet in an abbreviation, or in a word that is known without them.

    «PDFка», «Wi-Fi-роутер» and «Tкип» intentionally have both.
    """
    for match in _MIXED.finditer(passage.text):
        word = match[0]
        if word.lower() in vocabulary.known:
            continue
        if _is_russian(word, vocabulary) and not _may_be_symbol(passage.text, match):
            yield _finding(match, f"{_letters(_IS_LATIN, word)} из латиницы; наберите по-русски")
        elif _is_latin(word):
            told = f"{_letters(_IS_CYRILLIC, word)} из русского алфавита; наберите латиницей"
            if not _IS_LATIN.search(word.translate(TO_CYRILLIC)):
                latin = _letters(_IS_LATIN, word)
                told = f"{latin} из латиницы, а другие — русские; наберите заново"
            yield _finding(match, told)


def _finding(match: re.Match[str], told: str) -> Finding:
    return Finding(match.start(), f"«{match[0]}»: {told}")


def _letters(alphabet: re.Pattern[str], word: str) -> str:
    found = list(dict.fromkeys(alphabet.findall(word)))
    shown = ", ".join(f"«{one}»" for one in found)
    return f"{'буква' if len(found) == 1 else 'буквы'} {shown}"


def _is_russian(word: str, vocabulary: Vocabulary) -> bool:
    meant = word.translate(TO_CYRILLIC)
    if _IS_LATIN.search(meant):
        return False
    return vocabulary.has_russian(meant) if len(word) > 2 else meant.lower() in _SHORT


def _may_be_symbol(text: str, word: re.Match[str]) -> bool:
    if not _SYMBOL.fullmatch(word[0]):
        return False
    return not _SENTENCE.search(text, 0, word.start()) or bool(_FORMULA.match(text, word.end()))


def _is_latin(word: str) -> bool:
    """Whether a word is meant to be Latin; in lower case, only known words are."""
    meant = word.translate(TO_LATIN)
    if _IS_CYRILLIC.search(meant) or _ROMAN.fullmatch(meant):
        return False
    if word.isupper():
        return not _ENDING.fullmatch(word)
    return len(word) > 3 and word[-1].isascii() and is_listed(meant.lower(), "en")
