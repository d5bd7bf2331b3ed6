"""Turns a Russian name into its forms: the head inflects, attributes agree, dependants stay.

«Внутренний клиент» becomes the pairs that agree in case, number and gender («внутренними
клиентами», never «внутреннего клиенту»). What depends on the head keeps its case; its number may
vary («удовлетворённостью клиента», «удовлетворённость клиентов»).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kb.glossary.lemmas import ADJECTIVE, NOUN, Form, forms, is_cyrillic, readings

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

_UNGOVERNED = ("gent", "ablt", "datv")
"""The cases a noun may stand in after another one without a preposition, likeliest first."""

_VARYING = 4
"""How many word groups after the head may vary in number: a law's title has a dozen words."""

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


@dataclass(frozen=True, slots=True)
class Variant:
    """The name in one of its forms."""

    keys: Keys
    after_numeral: bool = False
    """Only after 2, 3 or 4: «два внутренних клиента»."""


def variants(name: Sequence[NameWord]) -> Iterator[Variant]:
    """Yields the forms of the Russian `name`; none if it has no noun or adjective that inflects."""
    head = _head(name)
    if head is None:
        return
    attributes, tail = name[:head], name[head + 1 :]
    joined = len(tail) > 1 and tail[0].key in {"и", "или"} and bool(_nominative(tail[1]))
    rests = list(_dependants(tail[2:] if joined else tail))
    for form in _head_forms(name[head]):
        second = [(tail[0].key, other) for other in _same_case(tail[1], form)] if joined else [()]
        for before, link, rest in product(_agreeing(attributes, form), second, rests):
            yield Variant((*before, form.text, *link, *rest))
        if attributes and (form.case, form.number) == ("gent", "sing"):
            plural = Form(form.text, "gent", "plur", form.gender, form.animacy)
            for before, link, rest in product(_agreeing(attributes, plural), second, rests):
                yield Variant((*before, form.text, *link, *rest), after_numeral=True)


def _head(name: Sequence[NameWord]) -> int | None:
    """The index of the word that governs the others: the last one that all before it agree with.

    That is a noun or, in a name without one, an adjective or participle that serves as a noun,
    with dependants or without: «старший дежурный», «ответственный за договор».
    """
    found = None
    for at, word in enumerate(name):
        if at and (word.gap in {"—", '"'} or word.key in PREPOSITIONS):
            break
        if any(_agree_as_written(name[:at], f) for f in (*_nominative(word), *_adjectival(word))):
            found = at
        if not (word.stays or _may_precede(word)):
            break
    return found


def _agree_as_written(attributes: Sequence[NameWord], noun: Form) -> bool:
    """Whether `attributes` agree with `noun` in the forms that the name has.

    «Приёмная директора» is not «приёмные директора», nor is «служащий банка» a jar.
    """
    return tuple(word.key for word in attributes) in _agreeing(attributes, noun)


def _nominative(word: NameWord) -> list[Form]:
    if word.stays:
        return []
    return [f for f in forms(word.raw, NOUN, "nomn") if f.case == "nomn" and f.text == word.key]


def _may_precede(word: NameWord) -> bool:
    return bool(forms(word.raw, ADJECTIVE, "nomn")) or _uninflected(word)


def _uninflected(word: NameWord) -> bool:
    return any(reading.pos in _PARTICLES for reading in readings(word.raw))


def _head_forms(word: NameWord) -> list[Form]:
    genders = {form.gender for form in _nominative(word)}
    if genders:
        declined = forms(word.raw, NOUN, "nomn")
    else:
        declined = forms(word.raw, ADJECTIVE, "nomn")
        genders = {form.gender for form in _adjectival(word)}
    return [form for form in declined if form.gender in genders or form.number == "plur"]


def _adjectival(word: NameWord) -> list[Form]:
    """The nominative of an adjective that serves as a noun: «ответственный»."""
    if word.stays:
        return []
    found = forms(word.raw, ADJECTIVE, "nomn")
    return [form for form in found if form.case == "nomn" and form.text == word.key]


def _same_case(word: NameWord, head: Form) -> list[str]:
    numbers = {form.number for form in _nominative(word)}
    declined = forms(word.raw, NOUN, "nomn")
    return _unique(f.text for f in declined if f.case == head.case and f.number in numbers)


def _agreeing(attributes: Sequence[NameWord], noun: Form, case: str = "nomn") -> Iterator[Keys]:
    """The forms of `attributes`, which the name has in `case`, that agree with `noun`."""
    return product(*(_agreeing_forms(word, noun, case) for word in attributes))


def _agreeing_forms(word: NameWord, noun: Form, case: str) -> list[str]:
    if word.stays:
        return [word.key]
    declined = forms(word.raw, ADJECTIVE, case)
    if not declined:
        return [word.key] if _uninflected(word) else []
    return _unique(
        form.text
        for form in declined
        if (form.case, form.number) == (noun.case, noun.number)
        and (noun.number == "plur" or not form.gender or form.gender == noun.gender)
        and (not form.animacy or not noun.animacy or form.animacy == noun.animacy)
    )


def _dependants(tail: Sequence[NameWord]) -> Iterator[Keys]:
    """What may follow the head: every noun of `tail`, with its attributes, in either number."""
    groups: list[list[Keys]] = []
    at = 0
    cases: Iterable[str] = _UNGOVERNED
    while at < len(tail):
        size, either = _group(tail[at : at + 3], cases)
        as_written = tuple(word.key for word in tail[at : at + size])
        groups.append(either if either and len(groups) < _VARYING else [as_written])
        cases = PREPOSITIONS.get(tail[at].key, _UNGOVERNED)
        at += size
    for choice in product(*groups):
        yield tuple(key for part in choice for key in part)


def _group(tail: Sequence[NameWord], cases: Iterable[str]) -> tuple[int, list[Keys]]:
    """The number of words and the forms of the first noun of `tail` with its attributes."""
    for at, word in enumerate(tail):
        if word.stays or not is_cyrillic(word.raw) or "—" in word.gap or word.key in PREPOSITIONS:
            break
        for case in cases:
            declined = [form for form in forms(word.raw, NOUN, case) if form.case == case]
            agreeing = [
                (*before, form.text)
                for form in declined
                for before in _agreeing(tail[:at], form, case)
            ]
            if agreeing and any(form.text == word.key for form in declined):
                return at + 1, list(dict.fromkeys(agreeing))
    return 1, []


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
