"""Turns an English name into its forms: both numbers of its head and last word, both spellings."""

from collections.abc import Iterator, Sequence
from itertools import product

from kb.glossary import lemmas, words
from kb.glossary.forms.agreement import NameWord
from kb.glossary.forms.declension import Variant
from kb.glossary.forms.spelling import spellings

_LINKS = frozenset("of for from in to with between at by on per and".split())
_VERBS = frozenset("is are has".split())


def variants(name: Sequence[NameWord]) -> Iterator[Variant]:
    """Yields the forms of the English `name`; none if it has a verb."""
    keys = [word.key for word in name]
    if _VERBS & set(keys):
        return
    last = len(keys) - 1
    head = next((at - 1 for at, key in enumerate(keys) if at and key in _LINKS), last)
    if head == last > 0 and _follows_its_noun(name[-2], name[-1]):
        head -= 1
    choices: list[tuple[str, ...]] = [(key,) for key in keys]
    for at in {head, last}:
        found = lemmas.noun_forms(keys[at])
        choices[at] = tuple(form for form in found if "'" not in form or at == last)
    spelt = ((*forms, *(one for form in forms for one in spellings(form))) for forms in choices)
    for variant in product(*spelt):
        yield Variant(variant)


def _follows_its_noun(noun: NameWord, word: NameWord) -> bool:
    """Whether the last word of an English name only adds to its noun: “lessons learned”."""
    if word.key not in words.PARTICLES:
        stem = word.key.removesuffix("ed")  # not “service need”, “hospital bed”
        return word.gap == "" and stem != word.key and len(stem) > 2 and lemmas.is_verb_too(stem)
    if noun.key.endswith(("er", "or", "ers", "ors")):  # “runners-up”, but “sign-offs”
        return True
    one = lemmas.singular(noun.key)
    return word.gap == "" and (one != noun.key or not lemmas.is_verb_too(one))  # “days off”
