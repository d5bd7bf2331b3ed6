"""Makes up queries from the content itself: what somebody looking for a page would type.

Every query is drawn at random from a page's names, so that the search has not been tuned on it;
half of the pages (`held_out`) are kept for the tests, the other half may be used for tuning.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb import morphology
from kb.search.dictionary import Dictionary
from kb.search.inflection import words

CYRILLIC, LATIN = "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
OTHER_LAYOUT = str.maketrans(CYRILLIC + LATIN, LATIN + CYRILLIC)
ASIDE = {
    "ru": "как что такое для в и на про где найти".split(),
    "en": "how to what is for the a and in find".split(),
}


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    pages: frozenset[str]
    """The addresses of the pages that answer it."""


@dataclass(frozen=True)
class Named:
    """A page and all its names."""

    url: str
    names: tuple[str, ...]
    """The title first."""

    summary: str = ""


def queries(pages: Sequence[Named], locale: str, *, held_out: bool, seed: int) -> Iterator[Query]:
    """Yields a query of each kind for every page of one half."""
    chance = random.Random(seed)
    _learn([text for page in pages for text in (*page.names, page.summary)], locale)
    typed = []
    for page in pages:
        if (hashlib.sha256(page.url.encode()).digest()[0] % 2 == 0) is not held_out:
            continue
        typist = _Typist(page, chance, locale)
        for kind, make in typist.kinds.items():
            if text := make():
                typed.append((kind, text, page))
    _learn([text for _, text, _ in typed], locale)
    for kind, text, page in typed:
        yield Query(kind, text, _answers(kind, text, page, pages, locale))


_dictionary = cache(Dictionary)


def _learn(texts: Iterable[str], locale: str) -> None:
    """Looks up all words at once: each time reads the English dictionary from end to end."""
    _dictionary(locale).families(word for text in texts for word in words(text))


@cache
def lemmas(text: str, locale: str) -> frozenset[str]:
    """The basic forms of a text's words; a form that belongs to two words gives both."""
    several = _dictionary(locale).families(one for one in words(text) if len(one) > 1).values()
    found = [family for families in several for family in families]
    return frozenset(family.basic for family in found if not family.is_function_word)


def _answers(
    kind: str, text: str, page: Named, pages: Sequence[Named], locale: str
) -> frozenset[str]:
    """Returns the page's address and those of other pages with a name that fits equally well."""
    found = {page.url}
    asked = " ".join(words(text))
    parts = [one for word in words(text) if (one := lemmas(word, locale))]
    for other in pages:
        for name in other.names:
            its = lemmas(name, locale)
            if kind == "prefix":
                fits = " ".join(words(name)).startswith(asked)
            elif kind in ("title", "alias"):
                fits = all(part & its for part in parts) and len(its) <= len(lemmas(text, locale))
            elif kind in ("inflected", "multi-word"):
                fits = all(part & its for part in parts)
            else:
                fits = False
            if fits:
                found.add(other.url)
    return frozenset(found)


@dataclass(frozen=True)
class _Typist:
    """Somebody who looks for one page."""

    page: Named
    chance: random.Random
    locale: str

    @property
    def kinds(self) -> dict[str, Callable[[], str | None]]:
        return {
            "title": self.title,
            "alias": self.alias,
            "inflected": self.inflected,
            "prefix": self.beginning,
            "typo": self.slip,
            "layout": self.other_layout,
            "multi-word": self.shuffled,
            "title and summary": self.with_summary,
        }

    def title(self) -> str:
        return self.page.names[0].lower()

    def alias(self) -> str | None:
        others = self.page.names[1:]
        return self.chance.choice(others) if others else None

    def inflected(self) -> str | None:
        """Up to four words of a name, each in a form of its own."""
        chosen = self._telling(self._name())[:4]
        changed = [self._form(one) for one in chosen]
        return " ".join(changed) if changed != chosen else None

    def beginning(self) -> str | None:
        """The first third of a name or more, at least four letters."""
        name = " ".join(words(self._name()))
        if len(name) < 5:
            return None
        return name[: self.chance.randint(max(4, len(name) // 3), len(name) - 1)].strip()

    def slip(self) -> str | None:
        """A name with one letter lost, changed, added or misplaced, but not the first of a word."""
        cut = words(self._name())
        long = [at for at, word in enumerate(cut) if len(word) >= 5 and word.isalpha()]
        if not long:
            return None
        at = self.chance.choice(long)
        word, place = cut[at], self.chance.randint(1, len(cut[at]) - 1)
        letter = self.chance.choice(re.sub(r"\W", "", LATIN if word.isascii() else CYRILLIC))
        swapped = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
        slips = [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place + 1 :],
            word[:place] + letter + word[place:],
            swapped if place > 1 else word,
        ]
        cut[at] = self.chance.choice([one for one in slips if one != word])
        return " ".join(cut)

    def other_layout(self) -> str | None:
        name = " ".join(words(self._name()))
        both = re.search("[а-я]", name) and re.search("[a-z]", name)
        return None if both else name.translate(OTHER_LAYOUT)

    def shuffled(self) -> str | None:
        """Two to four words of the title in another order, after a word that says nothing."""
        telling = self._telling(self.page.names[0])
        if len(telling) < 2:
            return None
        chosen = self.chance.sample(telling, min(len(telling), self.chance.randint(2, 4)))
        return " ".join([self.chance.choice(ASIDE[self.locale]), *chosen])

    def with_summary(self) -> str | None:
        """Two words of the title and two of the summary."""
        title = self._telling(self.page.names[0])
        summary = [one for one in self._telling(self.page.summary) if len(one) > 3]
        if min(len(title), len(summary)) < 2:
            return None
        chosen = self.chance.sample(title, 2) + self.chance.sample(summary, 2)
        return " ".join(self.chance.sample(chosen, 4))

    def _name(self) -> str:
        return self.chance.choice(self.page.names)

    def _telling(self, text: str) -> list[str]:
        return [one for one in words(text) if lemmas(one, self.locale)]

    def _form(self, word: str) -> str:
        if self.locale == "en":
            family = _dictionary("en").families([word])[word][0]
            return family.stem + self.chance.choice(family.endings)
        if not re.fullmatch("[а-яё]+", word):
            return word
        parse = morphology.parses(word)[0]
        forms = [one.word for one in parse.lexeme if one.tag.POS == parse.tag.POS]
        return str(self.chance.choice(forms)) if forms else word
