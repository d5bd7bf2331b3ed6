"""Turns the names of a term into the word sequences that count as its occurrences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product, takewhile
from operator import eq

from kb.glossary import lemmas, words
from kb.glossary.forms import declension, english
from kb.glossary.forms.abbreviations import AFTER_LATIN, DERIVED, ENDINGS, endings
from kb.glossary.forms.agreement import NameWord
from kb.glossary.forms.declension import Variant
from kb.glossary.lemmas import fold, is_cyrillic


@dataclass(frozen=True, slots=True)
class TermForms:
    """The names of one term."""

    id: str
    names: Sequence[str]
    """The title and the aliases, each in its basic form, singular or plural."""

    abbreviations: Sequence[str] = ()
    """Matched as written: «SLA», “SLAs”, “SLA’s”, «SLA’ом», «ГОСТу», «SLA-метрики»."""

    exact: Sequence[str] = ()
    """If given, the names are not inflected: only these forms count, as written."""

    never: Sequence[str] = ()
    """What is not an occurrence of this term, in any letter case.

    A single word rules out this form only («стали»), a phrase all its forms («почтовый клиент»,
    «обновить ОС»).
    """


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of words that counts as an occurrence."""

    steps: tuple[str, ...]
    """The words, folded, each with the kind of gap before it."""

    raw: tuple[str | None, ...]
    """For each word how it must be written, or None if the letter case is free."""

    word: str = ""
    """The name, if it is a single word that may be taken for another one."""

    after_numeral: bool = False
    """Only after 2, 3 or 4."""

    before: str = ""
    """Signs right before the first word: the point of «.NET»."""

    after: str = ""
    """Signs right after the last word: those of «C++»."""

    compound: bool = False
    """Whether it may be the first part of a hyphenated word, as an abbreviation may."""


def patterns(term: TermForms) -> Iterator[Pattern]:
    """Yields every sequence that is an occurrence of `term`, some of them more than once."""
    for form in term.exact:
        yield _exactly(form)
    if not term.exact:
        for name in term.names:
            for one in _names(name):
                yield from _inflected(one)
    for abbreviation in term.abbreviations:
        yield from _abbreviated(abbreviation)


def _names(name: str) -> Sequence[str]:
    """The name, or what is before and in its brackets if one of them abbreviates several words."""
    parts = name.removesuffix(")").split(" (") if name.endswith(")") else []
    if len(parts) != 2 or name.count(" ") < 2:
        return (name,)
    short, long = sorted(map(fold, parts), key=len)
    letters = iter(long)  # not «закон о рекламе (РФ)», but any in another alphabet
    stands = short[0] == long[0] and all(one in letters for one in short)
    stands = stands or is_cyrillic(short) != is_cyrillic(long)
    return parts if stands and any(one.isalpha() and _written(one) for one in parts) else (name,)


def denials(term: TermForms) -> Iterator[tuple[str, ...]]:
    """Yields the steps of every sequence that is declared not to be an occurrence of `term`."""
    for text in term.never:
        if any(words.edges(text)):
            continue  # without its signs, the name is not found in one with signs anyway
        yield phrase(text)
        if len(cut := _cut(text)) > 1:
            yield from (pattern.steps for pattern in _inflected(text))
            yield from ((form, *phrase(text)[1:]) for form in lemmas.verb_forms(cut[0].raw))
    for abbreviation in term.abbreviations:
        if steps := phrase(abbreviation):
            yield from ((*steps, f"-{word}") for word in DERIVED)


def phrase(text: str) -> tuple[str, ...]:
    """The steps of `text` as written."""
    found = words.split(text)
    return tuple((found.gap(at - 1) if at else "") + key for at, key in enumerate(found.keys))


def _exactly(text: str) -> Pattern:
    found = words.split(text)
    raw = tuple(found.raw(at) for at in range(len(found.keys)))
    before, after = words.edges(text)
    return Pattern(phrase(text), raw, before=before, after=after)


def _abbreviated(abbreviation: str) -> Iterator[Pattern]:
    basic = _exactly(abbreviation)
    if not basic.steps:
        return
    yield replace(basic, compound=True)
    if abbreviation.isascii() and not basic.after:
        for ending in ("s", "'s"):
            steps = (*basic.steps[:-1], basic.steps[-1] + ending)
            yield replace(basic, steps=steps, raw=(*basic.raw[:-1], f"{basic.raw[-1]}{ending}"))
    yield from _declined(abbreviation)  # with a hyphen it is the first part of a word


def _declined(abbreviation: str, signs: Iterable[str] = ("", "'")) -> Iterator[Pattern]:
    """Yields `abbreviation` with its Russian endings, attached or joined by one of `signs`."""
    for ending, sign in product(endings(abbreviation), signs):
        yield _exactly(f"{abbreviation}{sign}{ending}")


def _inflected(name: str) -> Iterator[Pattern]:
    cut = _cut(name)
    if not cut:
        return
    written = tuple(None if "-" in word.raw else _written(word.raw) for word in cut)
    before, after = words.edges(name)
    single = len(cut) == 1 and not written[0] and "-" not in cut[0].key
    word = cut[0].raw if single else ""
    basic = Variant(tuple(word.key for word in cut))
    is_russian = any(is_cyrillic(one.raw) for one in cut)
    if after:  # a word before a sign is not inflected
        cut[-1] = replace(cut[-1], stays=True)
    found: Iterable[Variant] = ()
    if is_russian or not after:
        found = [*(declension.variants(cut) if is_russian else english.variants(cut))]
        if not found and single and is_russian and _is_noun(word):  # «паллета», to us of «паллет»
            found = [Variant((form.text,)) for form in lemmas.guessed_forms(word)]
    for variant in dict.fromkeys([basic, *found]):
        steps: list[str] = []
        raw: list[str | None] = []
        for part, key, must_be in zip(cut, variant.keys, written, strict=True):
            first, *others = key.split("-") if is_cyrillic(key) else [key]
            steps += [part.gap + first, *("-" + other for other in others)]
            raw += [must_be, *(None for _ in others)]
        pattern = Pattern(tuple(steps), tuple(raw), word, variant.after_numeral, before, after)
        yield pattern
        if any('"' in step for step in steps):  # quotation marks within a name may be left out
            bare = tuple(step.replace('"', "") for step in steps)
            yield replace(pattern, steps=bare)
    if last := "" if after or is_cyrillic(name) else written[-1]:  # “GitHub’s”, “Q&As”
        *start, end = phrase(name)
        if last[:-1].isupper() and last.endswith("s"):  # “KPIs”
            last, end = last[:-1], end[:-1]
        for ending in ("", "s", "'s"):
            raw_last = (*written[:-1], f"{last}{ending}")
            yield Pattern((*start, f"{end}{ending}"), raw_last, before=before)
    if len(cut) == 1 and written[0]:
        yield from _declined(name, ("", "'", "-"))
        yield from _mixed(cut[0])
    elif not after and cut[-1].raw.isascii() and cut[-1].raw.istitle():
        *start, end = phrase(name)
        for ending in ENDINGS + AFTER_LATIN:  # «в Excel’е»
            yield Pattern((*start, f"{end}'{ending}"), written, before=before)


def _is_noun(word: str) -> bool:
    return all(one.pos == "NOUN" for one in lemmas.readings(word))


def _mixed(word: NameWord) -> Iterator[Pattern]:
    """Yields the forms of a Russian name with capitals inside: «ВкусВилла»."""
    if is_cyrillic(word.raw[-1]) and word.raw[-1].islower():
        capital = words.written(word.raw)
        for form in lemmas.forms(word.raw, lemmas.NOUN, "nomn"):
            stem = sum(1 for _ in takewhile(bool, map(eq, form.text, word.key)))
            yield _exactly(capital[:stem] + form.text[stem:])


def _cut(name: str) -> list[NameWord]:
    """The words of `name`; parts of a hyphenated Russian word are joined again."""
    found = words.split(name)
    cut: list[NameWord] = []
    for number, (start, end) in enumerate(found.spans):
        before = name[found.spans[0][0] : start]
        quoted = sum(map(before.count, "«„")) > sum(map(before.count, "»“"))
        gap = found.gap(number - 1) if number else ""
        raw = name[start:end]
        previous = cut[-1] if cut else None
        if previous and gap[:1] == "." and is_cyrillic(raw):  # «гл. бухгалтер», «Яндекс.Диск»
            cut[-1] = replace(previous, stays=True)
        joined = f"{previous.raw}-{raw}" if previous and gap == "-" and _is_joined(raw) else ""
        if previous and joined and (not previous.stays or lemmas.ORDINAL.fullmatch(joined)):
            cut[-1] = NameWord(previous.gap, joined, fold(joined), stays=False)
            continue
        stays = quoted or not is_cyrillic(raw) or _written(raw) is not None
        cut.append(NameWord(gap, raw, found.keys[number], stays))
    return cut


def _is_joined(word: str) -> bool:
    """Whether `word`, after a hyphen, inflects with the word before it: not «офис-МФЦ»."""
    return is_cyrillic(word) and _written(word) is None


def _written(word: str) -> str | None:
    """How `word` must be written if it is an abbreviation; None for any other word."""
    capitals = sum(letter.isupper() for letter in word)
    letters = sum(map(str.isalpha, word))
    return words.written(word) if capitals > 1 or 0 < capitals == letters else None
