"""Turns a Russian name into its forms: the head inflects, attributes agree, dependants stay.

«Внутренний клиент» becomes the pairs that agree in case, number and gender («внутренними
клиентами», never «внутреннего клиенту»). What depends on the head keeps its case; its number may
vary («удовлетворённостью клиента», «удовлетворённость клиентов»). What stands beside the head in
its case inflects with it («лица, принимающего решение», «врачу терапевту»), and a numeral with what
it counts («трёх линий защиты»).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kb.glossary.lemmas import (
    ADJECTIVE,
    NOUN,
    NUMERAL,
    PERSON,
    Form,
    forms,
    is_cyrillic,
    is_known,
    readings,
)

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
    if len(name) > 1 and forms(name[0].raw, NUMERAL, "nomn"):
        yield from list(_counted(name)) or _after_first(name)
        return
    head = _head(name)
    if head is None:
        if len(name) > 1 and _is_capital(*name[:2]) and not is_known(name[0].raw):
            yield from _after_first(name)  # «в Авито Работе»
        return
    attributes, tail = name[:head], name[head + 1 :]
    joined = len(tail) > 1 and tail[0].key in {"и", "или"} and bool(_nominative(tail[1]))
    size = 2 if joined else _beside(name[head], tail)
    beside = tail[:size]
    governing = not joined and any(map(_adjectival, beside))  # «принимающее решение»
    rests = list(_dependants(tail[size:], (*_UNGOVERNED, "accs") if governing else _UNGOVERNED))
    for form in _head_forms(name[head]):
        second = [(tail[0].key, one) for one in _same_case(tail[1], form)] if joined else None
        links = second or _alike(beside, form)
        for before, link, rest in product(_agreeing(attributes, form), links, rests):
            yield Variant((*before, form.text, *link, *rest))
        if attributes and (form.case, form.number) == ("gent", "sing"):
            plural = Form(form.text, "gent", "plur", form.gender, form.animacy)
            links = second or _alike(beside, plural)
            for before, link, rest in product(_agreeing(attributes, plural), links, rests):
                yield Variant((*before, form.text, *link, *rest), after_numeral=True)
    if not joined and size and _is_capital(name[head], beside[-1]):  # «в Яндекс Трекере»
        first = tuple(word.key for word in name[: head + size])
        for form, rest in product(_head_forms(beside[-1]), rests):
            yield Variant((*first, form.text, *rest))


def _counted(name: Sequence[NameWord]) -> Iterator[Variant]:
    """The forms of a numeral and what it counts: «три линии защиты», «двумя общими целями»."""
    at = 0
    for number, word in enumerate(name[1:4], 1):
        if word.stays or word.gap:
            break
        if forms(word.raw, NOUN, "gent"):
            at = number
        if not any(forms(word.raw, ADJECTIVE, case) for case in ("gent", "nomn")):
            break
    if not at:
        return
    noun = forms(name[at].raw, NOUN, "gent")
    rests = list(_dependants(name[at + 1 :]))
    for rest in rests:
        yield Variant((*(word.key for word in name[: at + 1]), *rest))
    plurals = [form for form in noun if form.number == "plur"]
    for numeral, form in product(forms(name[0].raw, NUMERAL, "nomn"), plurals):
        if numeral.case != form.case or numeral.case in {"nomn", "accs"}:
            continue
        if numeral.gender not in {"", form.gender}:
            continue
        between = list(_agreeing(name[1:at], form, "gent"))
        for before, rest in product(between or _agreeing(name[1:at], form), rests):
            yield Variant((numeral.text, *before, form.text, *rest))


def _after_first(name: Sequence[NameWord]) -> Iterator[Variant]:
    """The forms of a name whose first word stays: «двадцать первый этаж»."""
    for one in variants(name[1:]):
        yield Variant((name[0].key, *one.keys), one.after_numeral)


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


def _beside(head: NameWord, tail: Sequence[NameWord]) -> int:
    """How many words right after `head` stand in its case.

    These are adjectives, participles even after a comma, and nouns that name the same thing: «врач
    терапевт», «Иван Петров». A noun that may depend on the head does.
    """
    nouns = _nominative(head)
    for at, word in enumerate(tail):
        if word.stays or word.gap not in {"", ", "}:
            return at
        if any(_agree_as_written([word], noun) for noun in nouns if _adjectival(word)):
            if not word.gap and _group(tail[at : at + 3], _UNGOVERNED)[0] > 1:
                return at  # «режим выходной недели»
        elif word.gap or (at and _adjectival(tail[at - 1])) or not _names_the_same(head, word):
            return at
    return len(tail)


def _names_the_same(head: NameWord, word: NameWord) -> bool:
    if _is_person(word) and _is_capital(head, word):
        return True
    return bool(_nominative(word)) and not any(forms(word.raw, NOUN, c) for c in _UNGOVERNED)


def _is_person(word: NameWord) -> bool:
    return any(one.case == "nomn" and PERSON & one.grammemes for one in readings(word.raw))


def _is_capital(*names: NameWord) -> bool:
    return all(word.raw[0].isupper() for word in names)


def _alike(beside: Sequence[NameWord], head: Form) -> list[Keys]:
    """The forms of the words `beside` a noun in the case and number of its form `head`."""
    return list(product(*(_alike_forms(word, head) for word in beside)))


def _alike_forms(word: NameWord, head: Form) -> list[str]:
    if _adjectival(word):
        return _agreeing_forms(word, head, "nomn")
    genders = {head.gender, ""} if _is_person(word) and head.number == "sing" else None
    found = [
        form.text
        for form in forms(word.raw, NOUN, "nomn")
        if (form.case, form.number) == (head.case, head.number)
        and (genders is None or form.gender in genders)
    ]
    return _unique([*found, word.key])


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


def _dependants(tail: Sequence[NameWord], cases: Iterable[str] = _UNGOVERNED) -> Iterator[Keys]:
    """What may follow the head: every noun of `tail`, with its attributes, in either number.

    cases: those that the first noun may stand in without a preposition, likeliest first.
    """
    groups: list[list[Keys]] = []
    at = 0
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
    found = [(*one, form.text) for form in declined for one in _agreeing(attributes, form, case)]
    return list(dict.fromkeys(found))


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
