"""Rules about style: «вы», long sentences, long titles."""

import re
from collections.abc import Iterator
from unicodedata import category

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.prose import Passage
from kb.language.text.sentences import sentences, words
from kb.tree.runs import OPAQUE

LONGEST_SENTENCE = 30
"""Words in a sentence; style guide, section 2."""

LONGEST_TITLE = 60
"""Characters in a title; style guide, section 2."""

_YOU = re.compile(r"(?<![\w.-])(?:Вы|Вас|Вам|Вами|Ваш(?:а|е|и|его|ему|им|ем|ей|у|их|ими)?)(?!\w)")
_BEGINS = re.compile(
    rf"""
    (?: (?: \A | [.!?…:\n] ) (?: \s*\[[xх]\] )? [^\w,;]*  # marks only: «✅ Вы», «[x] Вы»
      | (?: \A | [.!?…:;,\n] ) [^\w]* (?: \d{{1,3}}(?: \.\d{{1,3}} )* | [а-яёa-z] )\)\s*  # «1) Вы»
      | [«„“(\[{OPAQUE}—–•·]\s*
      | (?: \A | [\s(] )["'‘]\s*
    ) \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HIDDEN = re.compile(f"{OPAQUE}+")
_EMOJI = frozenset({"So", "Sk", "Me"})
_VARIANT = "\ufe0e\ufe0f"
"""What may follow an emoji to say whether it is coloured."""

_FAR = 40
"""How many characters before a word show whether it begins a sentence."""


def capital_you(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Вы» with a capital inside a sentence: we address all readers, not one."""
    for match in _YOU.finditer(passage.text):
        if not _begins(passage.text, match.start()):
            told = f"«{match[0]}» внутри предложения; напишите «{match[0].lower()}»"
            yield Finding(match.start(), told)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place; an emoji may replace the full stop before it."""
    start = max(0, at - _FAR)
    last = text[start:at].rstrip(f"{_VARIANT} \u00a0")[-1:]
    is_emoji = last != "" and category(last) in _EMOJI
    return is_emoji or bool(_BEGINS.search(text, start, at))


def long_sentence(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Sentences too long to read in one go."""
    if passage.text.count(" ") < LONGEST_SENTENCE:
        return
    for at, sentence in sentences(passage.text):
        count = len(words(sentence))
        if count > LONGEST_SENTENCE:
            begins = _HIDDEN.sub("…", sentence[:40].rstrip())
            yield Finding(
                at,
                f"в предложении слов: {count}, а нужно не больше {LONGEST_SENTENCE}; "
                f"разбейте его: «{begins}…»",
            )


def long_title(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Titles that a list or a search result would cut off."""
    if passage.location == ("title",) and len(passage.text) > LONGEST_TITLE:
        told = f"в заголовке знаков: {len(passage.text)}, а нужно не больше {LONGEST_TITLE}"
        yield Finding(0, told)
