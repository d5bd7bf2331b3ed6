"""What depends on the head of a Russian name: it keeps its case, its number may vary."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from kb.glossary.forms.agreement import Keys, NameWord, agreeing
from kb.glossary.lemmas import NOUN, forms, is_cyrillic
from kb.morphology import ADJECTIVE, PREPOSITIONS

UNGOVERNED = ("gent", "ablt", "datv")
"""The cases a noun may have after another one without a preposition, likeliest first."""

_VARYING = 4
"""How many word groups after the head may vary in number: a law's title has a dozen words."""


def dependants(tail: Sequence[NameWord], cases: Iterable[str] = UNGOVERNED) -> Iterator[Keys]:
    """What may follow the head: every noun of `tail`, with its attributes, in either number.

    cases: those that the first noun may have without a preposition, likeliest first.
    """
    groups: list[list[Keys]] = []
    at = 0
    while at < len(tail):
        size, either = group(tail[at : at + 3], cases)
        as_written = tuple(word.key for word in tail[at : at + size])
        groups.append(either if either and len(groups) < _VARYING else [as_written])
        cases = PREPOSITIONS.get(tail[at].key, UNGOVERNED)
        at += size
    for choice in product(*groups):
        yield tuple(key for part in choice for key in part)


def group(tail: Sequence[NameWord], cases: Iterable[str]) -> tuple[int, list[Keys]]:
    """The number of words and the forms of the first noun of `tail` with its attributes."""
    for at, word in enumerate(tail):
        if word.stays or not is_cyrillic(word.raw) or "—" in word.gap or word.key in PREPOSITIONS:
            break
        for case in cases:
            if found := _agreeing_group(tail[: at + 1], case):
                longer = tail[: at + 2]
                if len(longer) > at + 1 and forms(word.raw, ADJECTIVE, case):
                    more = _agreeing_group(longer, case)  # «в выходной день», not «в выходной»
                    if tuple(one.key for one in longer) in more:
                        return at + 2, more
                return at + 1, found
    return 1, []


def _agreeing_group(words: Sequence[NameWord], case: str) -> list[Keys]:
    """The forms in `case` of the last of `words`, a noun, with the others as its attributes."""
    *attributes, noun = words
    declined = [form for form in forms(noun.raw, NOUN, case) if form.case == case]
    if all(form.text != noun.key for form in declined):
        return []
    found = [(*one, form.text) for form in declined for one in agreeing(attributes, form, case)]
    return list(dict.fromkeys(found))
