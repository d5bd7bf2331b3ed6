"""Makes up queries from the content itself: what somebody would type who looks for a page.

Every query is drawn at random from a page's names, so that nobody has tuned the search on it; half
of the pages (`held_out`) are kept for the tests, the other half may be looked at while one tunes.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb import morphology
from kb.search.inflection import families, words

ROWS = {
    "ru": ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"],
    "en": ["qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,."],
}
ASIDE = {
    "ru": "как что такое для в и на про где найти".split(),
    "en": "how to what is for the a and in find".split(),
}


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    pages: frozenset[str]
    """The addresses that answer it."""


@dataclass(frozen=True)
class Named:
    """A page and all it is called."""

    url: str
    title: str
    names: tuple[str, ...]
    summary: str = ""


@cache
def lemmas(text: str, locale: str) -> frozenset[str]:
    """The basic forms of a text's words; a form that belongs to two words gives both."""
    found = (family for one in words(text) if len(one) > 1 for family in families(one, locale))
    return frozenset(family.basic for family in found if not family.is_function_word)


def queries(pages: Sequence[Named], locale: str, *, held_out: bool, seed: int) -> Iterator[Query]:
    """Yields one query of each kind for every page of one half."""
    chance = random.Random(seed)
    kinds: dict[str, Callable[[Named, random.Random, str], str | None]] = {
        "title": _title,
        "inflected": _inflected,
        "alias": _alias,
        "prefix": _prefix,
        "typo": _typo,
        "layout": _layout,
        "multi-word": _shuffled,
        "title and summary": _with_summary,
    }
    for page in pages:
        if (hashlib.sha256(page.url.encode()).digest()[0] % 2 == 0) is not held_out:
            continue
        for kind, make in kinds.items():
            if text := make(page, chance, locale):
                yield Query(kind, text, _answers(kind, text, page, pages, locale))


def _answers(
    kind: str, text: str, page: Named, pages: Sequence[Named], locale: str
) -> frozenset[str]:
    """The page itself, and others with a name that has all words of the query as well."""
    found = {page.url}
    if kind == "prefix":
        found |= {
            one.url
            for one in pages
            for name in (one.title, *one.names)
            if " ".join(words(name)).startswith(" ".join(words(text)))
        }
    elif kind in ("title", "inflected", "alias", "multi-word"):
        wanted = lemmas(text, locale)
        for one in pages:
            for name in (one.title, *one.names):
                have = lemmas(name, locale)
                same = all(lemmas(word, locale) & have for word in words(text) if lemmas(word, locale))
                if wanted and same and (kind != "title" or len(have) <= len(wanted)):
                    found.add(one.url)
    return frozenset(found)


def _title(page: Named, chance: random.Random, locale: str) -> str:
    return page.title.lower()


def _alias(page: Named, chance: random.Random, locale: str) -> str | None:
    return chance.choice(page.names) if page.names else None


def _name(page: Named, chance: random.Random) -> str:
    return chance.choice((page.title, *page.names))


def _inflected(page: Named, chance: random.Random, locale: str) -> str | None:
    """Up to four words of a name, each in a form of its own."""
    chosen = [one for one in words(_name(page, chance)) if lemmas(one, locale)][:4]
    changed = [_form(one, chance, locale) for one in chosen]
    return " ".join(changed) if chosen and changed != chosen else None


def _form(word: str, chance: random.Random, locale: str) -> str:
    if locale == "en":
        family = families(word, locale)[0]
        return family.stem + chance.choice(family.endings)
    if not re.fullmatch("[а-яё]+", word):
        return word
    parse = morphology.parses(word)[0]
    forms = [one.word for one in parse.lexeme if one.tag.POS == parse.tag.POS]
    return str(chance.choice(forms)) if forms else word


def _prefix(page: Named, chance: random.Random, locale: str) -> str | None:
    name = " ".join(words(_name(page, chance)))
    end = chance.randint(max(4, len(name) // 3), max(4, len(name) - 1)) if len(name) > 4 else 0
    return name[:end].strip() or None


def _typo(page: Named, chance: random.Random, locale: str) -> str | None:
    cut = words(_name(page, chance))
    long = [at for at, word in enumerate(cut) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    at = chance.choice(long)
    word, place = cut[at], chance.randint(1, len(cut[at]) - 1)
    row = "".join(ROWS["ru" if re.match("[а-яё]", word) else "en"])
    letter = chance.choice(re.sub(r"\W", "", row))
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    ]
    cut[at] = chance.choice([one for one in slips if one != word])
    return " ".join(cut)


def _layout(page: Named, chance: random.Random, locale: str) -> str | None:
    name = " ".join(words(_name(page, chance)))
    here, there = "".join(ROWS["ru"]), "".join(ROWS["en"])
    if re.search("[а-я]", name) and re.search("[a-z]", name):
        return None
    table = str.maketrans(here + there, there + here)
    return name.translate(table) if len(name) > 1 else None


def _shuffled(page: Named, chance: random.Random, locale: str) -> str | None:
    """Two to four words of the title in another order, with words that say nothing."""
    content = [one for one in words(page.title) if lemmas(one, locale)]
    if len(content) < 2:
        return None
    chosen = chance.sample(content, min(len(content), chance.randint(2, 4)))
    return " ".join([chance.choice(ASIDE[locale]), *chosen])


def _with_summary(page: Named, chance: random.Random, locale: str) -> str | None:
    """Two words of the title and two of the summary."""
    title = [one for one in words(page.title) if lemmas(one, locale)]
    summary = [one for one in words(page.summary) if lemmas(one, locale) and len(one) > 3]
    if len(title) < 2 or len(summary) < 2:
        return None
    chosen = chance.sample(title, 2) + chance.sample(summary, 2)
    chance.shuffle(chosen)
    return " ".join(chosen)
