"""Which forms of the words of a Russian name agree with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kb.glossary.lemmas import NOUN, Form, forms, readings
from kb.morphology import ADJECTIVE

_PARTICLES = frozenset({"ADVB", "PRCL"})

Keys = tuple[str, ...]
"""Folded forms of consecutive words."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name; a hyphenated Russian word counts as one."""

    gap: str
    """The kind of gap before it."""

    raw: str
    key: str
    """`raw`, folded."""

    stays: bool
    """Whether the word does not inflect: it is quoted, an abbreviation or in another script."""


def agree_as_written(attributes: Sequence[NameWord], noun: Form) -> bool:
    """Whether `attributes` agree with `noun` in the forms that the name has.

    «Приёмная директора» is not «приёмные директора», nor is «служащий банка» a jar.
    """
    return tuple(word.key for word in attributes) in agreeing(attributes, noun)


def nominative(word: NameWord) -> list[Form]:
    """The nominative forms of a noun that the name may have; none for another word."""
    if word.stays:
        return []
    return [f for f in forms(word.raw, NOUN, "nomn") if f.case == "nomn" and f.text == word.key]


def adjectival(word: NameWord) -> list[Form]:
    """The nominative of an adjective that serves as a noun: «ответственный»."""
    if word.stays:
        return []
    found = forms(word.raw, ADJECTIVE, "nomn")
    return [form for form in found if form.case == "nomn" and form.text == word.key]


def may_precede(word: NameWord) -> bool:
    """Whether a word may precede the noun that it belongs to."""
    return bool(forms(word.raw, ADJECTIVE, "nomn")) or _uninflected(word)


def _uninflected(word: NameWord) -> bool:
    return any(reading.pos in _PARTICLES for reading in readings(word.raw))


def head_forms(word: NameWord) -> list[Form]:
    """All forms of a noun, or of an adjective that serves as one."""
    genders = {form.gender for form in nominative(word)}
    if genders:
        declined = forms(word.raw, NOUN, "nomn")
    else:
        declined = forms(word.raw, ADJECTIVE, "nomn")
        genders = {form.gender for form in adjectival(word)}
    return [form for form in declined if form.gender in genders or form.number == "plur"]


def same_case(word: NameWord, head: Form) -> list[str]:
    """The forms of a noun in the case of `head`, in the number of the name or in that of `head`."""
    numbers = {form.number for form in nominative(word)} | {head.number}
    declined = forms(word.raw, NOUN, "nomn")
    found = (f.text for f in declined if f.case == head.case and f.number in numbers)
    return list(dict.fromkeys(found))


def agreeing(attributes: Sequence[NameWord], noun: Form, case: str = "nomn") -> Iterator[Keys]:
    """The forms of `attributes`, which the name has in `case`, that agree with `noun`."""
    return product(*(agreeing_forms(word, noun, case) for word in attributes))


def agreeing_forms(word: NameWord, noun: Form, case: str) -> list[str]:
    """The forms of an attribute, which the name has in `case`, that agree with `noun`."""
    if word.stays:
        return [word.key]
    declined = forms(word.raw, ADJECTIVE, case)
    if not declined:
        return [word.key] if _uninflected(word) else []
    found = (
        form.text
        for form in declined
        if (form.case, form.number) == (noun.case, noun.number)
        and (noun.number == "plur" or not form.gender or form.gender == noun.gender)
        and (not form.animacy or not noun.animacy or form.animacy == noun.animacy)
    )
    return list(dict.fromkeys(found))
