"""Turns a word into its possible readings and its forms: Russian by dictionary, English by rule.

Each library is loaded when a word of its script is first looked up, and results are cached, so
that a form is analysed once per process. `е` and `ё` are one letter here: results are spelt with
`е` (`fold`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from kb import morphology
from kb.morphology import ADJECTIVE, NAMES, case_of

NOUN = frozenset({"NOUN"})
NUMERAL = frozenset({"NUMR"})
_VERBAL = frozenset({"VERB", "INFN", "GRND"})

# Superlatives, and spellings like «обученье»: forms of a word, but not of a term.
_RARE = ("Supr", "V-be", "V-bi")

# A word the dictionary does not know is declined like one with the same ending: its stem has the
# endings of the model's stem, which the bar separates from what changes.
_MODELS = {
    "[бвдзлмнпрстф]": "вектор|",
    "[гкх]": "блок|",
    "[жчшщ]": "матч|",
    "ц": "месяц|",
    "й": "случа|й",
    "[бвгджзклмнпрстфхцчшщ]ка": "сет|ка",
}
_FEMININE = {"[бвдзлмнпрстф]а": "карт|а", "[гкх]а": "книг|а", "[жчшщ]а": "дач|а"}
"""In a longer name, such a word may as well be a genitive: «формат митапа»."""

_NUMBER = re.compile(r"(?<=[а-яё]{3})\d+\Z", re.IGNORECASE)
"""At the end of a name, which is declined without it."""

ORDINAL = re.compile(r"(\d+-)(?:[йяе]|[ыио]й|[аоы][яе])")
"""The nominative of a Russian ordinal in digits: «1-я»."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One possible reading of a Russian word form."""

    lemma: str
    pos: str
    """Part of speech as OpenCorpora names it: NOUN, ADJF, VERB, PREP …"""

    case: str
    number: str
    gender: str
    animacy: str
    grammemes: frozenset[str]
    score: float
    """How likely this reading is without its context, 0…1."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a declined Russian word; empty strings where a category does not apply."""

    text: str
    case: str
    number: str
    gender: str
    animacy: str


def fold(word: str) -> str:
    """`word` in lower case with `е` for `ё` and one kind of hyphen and apostrophe."""
    folded = word.lower().replace("ё", "е")  # `translate` would take fifteen times as long
    if folded.isascii():
        return folded
    for sign, plain in _SIGNS:
        folded = folded.replace(sign, plain)
    return folded


_SIGNS = (("\u2011", "-"), ("\u2010", "-"), ("’", "'"), ("ʼ", "'"))


def is_cyrillic(word: str) -> bool:
    """Whether `word` has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in word)


@lru_cache(maxsize=100_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of the Russian `word` (any letter case, `ё` optional), likeliest first."""
    return tuple(_reading(parse) for parse in morphology.parses(word.lower()))


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    return Reading(
        lemma=fold(parse.normal_form),
        pos=str(tag.POS or ""),
        case=case_of(tag),
        number=str(tag.number or ""),
        gender=str(tag.gender or ""),
        animacy=str(tag.animacy or ""),
        grammemes=frozenset(map(str, tag.grammemes)),
        score=float(parse.score),
    )


def is_known(word: str) -> bool:
    """Whether the Russian dictionary has `word`, written with or without `ё`."""
    return morphology.is_known(word.lower())


@lru_cache(maxsize=20_000)
def forms(word: str, pos: frozenset[str], case: str) -> tuple[Form, ...]:
    """All forms of `word`, read as one of `pos` in `case`.

    The forms of homonymous readings are combined (an animate and an inanimate «клиент»); proper
    names are left out if there is another reading. Empty if `word` has no such reading.
    """
    if number := _NUMBER.search(word):  # «в Битриксе24»
        return tuple(
            replace(form, text=form.text + number[0])
            for form in forms(word[: number.start()], pos, case)
        )
    if ordinal := ORDINAL.fullmatch(word):  # «у 1-й», «о 1-м»: a consonant before the last stays
        return tuple(
            replace(form, text=ordinal[1] + form.text[-1 - (form.text[-2] in "гм") :])
            for form in forms("первый", pos, "nomn")
        )
    known = is_known(word)
    possible = morphology.parses(word.lower())
    parses = _standing(possible, pos, case, with_names=known)
    adjective = any(parse.tag.POS in ADJECTIVE for parse in possible)
    name = known and all(NAMES & parse.tag.grammemes for parse in possible)  # «джун», of «Джуна»
    if not parses and (name or not known) and not adjective and pos == NOUN and case == "nomn":
        return _modelled(word, _MODELS)
    found = dict.fromkeys(form for parse in parses for form in _declined(parse))
    first, hyphen, last = word.rpartition("-")
    if hyphen and not known:  # «бизнес-ланчи»: the dictionary knows no such word
        for form in forms(last, pos, case):
            found[replace(form, text=f"{fold(first)}-{form.text}")] = None
    return tuple(found)


def _standing(
    possible: Sequence[Any], pos: frozenset[str], case: str, *, with_names: bool
) -> list[Any]:
    """The parses that are one of `pos` in `case`; proper names only if there are no others.

    Without `with_names` no proper names at all.
    """
    found = [parse for parse in possible if parse.tag.POS in pos and case_of(parse.tag) == case]
    common = [parse for parse in found if not NAMES & parse.tag.grammemes]
    found = common or (found if with_names else [])
    basic = [parse for parse in found if parse.tag.number == "sing" or "Pltm" in parse.tag]
    return basic if case == "nomn" and basic else found  # not «вина» of «вино», «весы» of «вес»


def _declined(parse: Any) -> Iterator[Form]:
    """The forms of the word that is parsed, in the same voice, tense and aspect."""
    voice = (parse.tag.voice, parse.tag.tense, parse.tag.aspect)
    for form in parse.lexeme:
        tag = form.tag
        if tag.POS != parse.tag.POS or (tag.voice, tag.tense, tag.aspect) != voice:
            continue
        if any(mark in tag and mark not in parse.tag for mark in _RARE):
            continue
        if its := case_of(tag):
            yield Form(
                fold(form.word),
                its,
                str(tag.number or "sing"),
                str(tag.gender or parse.tag.gender or ""),
                str(tag.animacy or ""),
            )


@lru_cache(maxsize=1000)
def verb_forms(word: str) -> tuple[str, ...]:
    """All forms of the Russian infinitive `word` but participles; none if it is no infinitive."""
    if not is_cyrillic(word) or not is_known(word):
        return ()
    infinitives = [one for one in morphology.parses(word.lower()) if one.tag.POS == "INFN"]
    forms = [form for one in infinitives for form in one.lexeme if form.tag.POS in _VERBAL]
    return tuple(dict.fromkeys(fold(form.word) for form in forms))


def guessed_forms(name: str) -> tuple[Form, ...]:
    """The forms of a name of one word that the dictionary does not have in the nominative."""
    return _modelled(name, _MODELS | _FEMININE)


def _modelled(word: str, models: Mapping[str, str]) -> tuple[Form, ...]:
    word = fold(word)
    for ending, model in models.items():
        if re.search(rf"{ending}\Z", word):
            stem, _, last = model.partition("|")
            own = word.removesuffix(last)
            return tuple(
                replace(form, text=own + form.text[len(stem) :], animacy="")
                for form in forms(stem + last, NOUN, "nomn")
            )
    return ()


@cache
def _english_plurals() -> Any:
    from pluralizer import Pluralizer

    return Pluralizer()  # type: ignore[no-untyped-call]


@lru_cache(maxsize=20_000)
def noun_forms(word: str) -> tuple[str, ...]:
    """Singular and plural of the English noun `word`, in lower case, with their possessives in ’s.

    A bare apostrophe (“clients’”) is not part of a form: it may be a closing quotation mark.
    """
    plurals = _english_plurals()
    one, many = singular(word), fold(plurals.plural(word))
    found = [one, fold(word), many, f"{one}'s"]
    if not many.endswith("s"):
        found += [f"{many}'s", f"{one}s"]  # “people”, and “persons”
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The English noun `word` in the singular, without a possessive ending, in lower case."""
    plain = fold(word).removesuffix("'s").removesuffix("'")
    return fold(_english_plurals().singular(plain)) or plain or fold(word)  # nothing is left of “s”


@lru_cache(maxsize=20_000)
def is_verb_too(noun: str) -> bool:
    """Whether the English `noun`, in the singular, is a verb as well (`request`, `need`)."""
    stems = {noun, noun.removesuffix("e"), noun + noun[-1]}
    return any(morphology.is_listed(f"{stem}ing", "en") for stem in stems)


@lru_cache(maxsize=20_000)
def is_irregular_plural(word: str) -> bool:
    """Whether the English `word` is a plural without -s: “children”, “criteria”."""
    one = singular(word)  # that of “specimen” is no word
    return not word.endswith("s") and one != word and morphology.is_listed(one, "en")
