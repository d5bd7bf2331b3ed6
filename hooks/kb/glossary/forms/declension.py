"""Turns a Russian name into its forms: the head inflects, attributes agree, dependants stay.

«Внутренний клиент» becomes the pairs that agree in case, number and gender («внутренними
клиентами», never «внутреннего клиенту»). What depends on the head keeps its case; its number may
vary («удовлетворённостью клиента», «удовлетворённость клиентов»). What is beside the head in its
case inflects with it («лица, принимающего решение», «врачу терапевту»), and a numeral with what it
counts («трёх линий защиты»).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kb.glossary.forms.agreement import (
    Keys,
    NameWord,
    adjectival,
    agree_as_written,
    agreeing,
    agreeing_forms,
    head_forms,
    may_precede,
    nominative,
    same_case,
)
from kb.glossary.forms.dependants import UNGOVERNED, dependants, group
from kb.glossary.lemmas import NOUN, NUMERAL, Form, forms, is_known, readings
from kb.morphology import ADJECTIVE, PERSON, PREPOSITIONS


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
    joined = _joined(tail)
    size = len(joined) or _beside(name[head], tail)
    keys = tuple(word.key for word in joined[:-1])
    beside = tail[:size]
    governing = not joined and any(map(adjectival, beside))  # «принимающее решение»
    rests = list(dependants(tail[size:], (*UNGOVERNED, "accs") if governing else UNGOVERNED))
    for form in head_forms(name[head]):
        second = [(*keys, one) for one in same_case(joined[-1], form)] if joined else None
        links = second or _alike(beside, form)
        for before, link, rest in product(agreeing(attributes, form), links, rests):
            yield Variant((*before, form.text, *link, *rest))
        if attributes and (form.case, form.number) == ("gent", "sing"):
            plural = Form(form.text, "gent", "plur", form.gender, form.animacy)
            links = second or _alike(beside, plural)
            for before, link, rest in product(agreeing(attributes, plural), links, rests):
                yield Variant((*before, form.text, *link, *rest), after_numeral=True)
    if not joined and size and _is_capital(name[head], beside[-1]):  # «в Яндекс Трекере»
        first = tuple(word.key for word in name[: head + size])
        for form, rest in product(head_forms(beside[-1]), rests):
            yield Variant((*first, form.text, *rest))


def _joined(tail: Sequence[NameWord]) -> Sequence[NameWord]:
    """Returns the noun that a slash or a conjunction joins, with the conjunction; may be empty."""
    size = 1 if tail and tail[0].gap == "/" else 2
    conjunctions = {word.key for word in tail[: size - 1]}
    has_noun = len(tail) >= size and bool(nominative(tail[size - 1]))
    return tail[:size] if has_noun and conjunctions <= {"и", "или"} else ()


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
    rests = list(dependants(name[at + 1 :]))
    for rest in rests:
        yield Variant((*(word.key for word in name[: at + 1]), *rest))
    plurals = [form for form in noun if form.number == "plur"]
    for numeral, form in product(forms(name[0].raw, NUMERAL, "nomn"), plurals):
        if numeral.case != form.case or numeral.case in {"nomn", "accs"}:
            continue
        if numeral.gender not in {"", form.gender}:
            continue
        between = list(agreeing(name[1:at], form, "gent"))
        for before, rest in product(between or agreeing(name[1:at], form), rests):
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
        if at and (word.gap == "—" or word.key in PREPOSITIONS):
            break
        if at and word.gap == '"' and nominative(name[at - 1]):
            break  # «зелёный» коридор goes on
        if any(agree_as_written(name[:at], f) for f in (*nominative(word), *adjectival(word))):
            found = at
        if not (word.stays or may_precede(word)):
            break
    return found


def _beside(head: NameWord, tail: Sequence[NameWord]) -> int:
    """How many words right after `head` are in its case.

    These are adjectives, participles even after a comma, and nouns that name the same thing: «врач
    терапевт», «Иван Петров». A noun that may depend on the head does.
    """
    nouns = nominative(head)
    for at, word in enumerate(tail):
        if word.stays or word.gap not in {"", ", "}:
            return at
        if any(agree_as_written([word], noun) for noun in nouns if adjectival(word)):
            if not word.gap and group(tail[at : at + 3], UNGOVERNED)[0] > 1:
                return at  # «режим выходной недели»
        elif word.gap or (at and adjectival(tail[at - 1])) or not _names_the_same(head, word):
            return at
    return len(tail)


def _names_the_same(head: NameWord, word: NameWord) -> bool:
    if _is_person(word) and _is_capital(head, word):
        return True
    return bool(nominative(word)) and not any(forms(word.raw, NOUN, c) for c in UNGOVERNED)


def _is_person(word: NameWord) -> bool:
    return any(one.case == "nomn" and PERSON & one.grammemes for one in readings(word.raw))


def _is_capital(*names: NameWord) -> bool:
    return all(word.raw[0].isupper() for word in names)


def _alike(beside: Sequence[NameWord], head: Form) -> list[Keys]:
    """The forms of the words `beside` a noun in the case and number of its form `head`."""
    return list(product(*(_alike_forms(word, head) for word in beside)))


def _alike_forms(word: NameWord, head: Form) -> list[str]:
    if adjectival(word):
        return agreeing_forms(word, head, "nomn")
    genders = {head.gender, ""} if _is_person(word) and head.number == "sing" else None
    found = [
        form.text
        for form in forms(word.raw, NOUN, "nomn")
        if (form.case, form.number) == (head.case, head.number)
        and (genders is None or form.gender in genders)
    ]
    return list(dict.fromkeys([*found, word.key]))
