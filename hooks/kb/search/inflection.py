"""Turns a form found in a text into its dictionary words: each a stem and all its endings."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from os.path import commonprefix
from typing import Any

from kb import morphology

_LIKELY = 0.05
"""A parse of a form counts if its score is at least this share of the likeliest one's."""

_FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "NPRO"})
_PRONOUNS = frozenset({"Apro", "Ques", "Dmns", "Anph"})

# Words of questions that answers need not have. The dictionary marks the Russian ones.
_ENGLISH_FUNCTION_WORDS = frozenset(
    "a about am an and any are as at be been but by can could did do does for from had has have he"
    " her his how i if in into is it its me my no not of on or our s she should so some t than that"
    " the their them then there these they this those to was we were what when where which who whom"
    " whose why will with would you your vs versus".split()
)

ACTIONS = {
    "изация": ("изировать", "изовать"),
    "ация": ("ировать", "овать"),
    "яция": ("ировать",),
    "ировка": ("ировать",),
    "ение": ("ить", "еть", "ать", "ять"),
    "ание": ("ать",),
    "ка": ("ить", "ать"),
    "оба": ("овать",),
}
"""Endings of nouns of action, and of verbs to try for each; the dictionary must know the verb."""

_BEGINNINGS = ("", "за", "от", "по", "про", "с")
"""Prefixes that make verbs in «-овать», «-ировать» perfective: «сформулировать»."""

_WORD = re.compile(r"[^\W_]+(?:[&+][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Family:
    """All forms of one word: each is the stem and one of the endings."""

    stem: str
    endings: tuple[str, ...]
    """Each once; the first one makes the basic form."""

    is_function_word: bool = False

    @property
    def basic(self) -> str:
        return self.stem + self.endings[0]

    @property
    def forms(self) -> Sequence[str]:
        return [self.stem + ending for ending in self.endings]


def words(text: str) -> list[str]:
    """Returns a text's words as the search compares them; so does `search-dialog/words.js`."""
    return _WORD.findall(_folded(text.lower()))


def families(forms: Iterable[str], locale: str) -> dict[str, tuple[Family, ...]]:
    """Returns, for each form as `words` gives it, the words it may belong to; at least one.

    The English site has Russian words too, on untranslated pages; a Latin word in a Russian text
    is a name.
    """
    found: dict[str, tuple[Family, ...]] = {}
    latin = []
    for form in forms:
        if re.search("[а-я]", form):
            found[form] = _russian(form)
        else:
            latin.append(form)
    names = {form: (Family(form, ("",)),) for form in latin}
    return found | (_english(latin) if locale == "en" and latin else names)


def verbs(noun: str) -> tuple[Family, ...]:
    """Returns the verbs of the action that a Russian noun names, if it does: «адаптировать»."""
    written = {
        beginning + noun.removesuffix(end) + verb + reflexive
        for end, several in ACTIONS.items()
        if noun.endswith(end)
        for verb in several
        for beginning in (_BEGINNINGS if verb.endswith("овать") else ("",))
        for reflexive in ("", "ся")
    }
    known = sorted(filter(morphology.is_known, written))
    return tuple(one for verb in known for one in _russian(verb) if one.basic == verb)


@lru_cache(maxsize=100_000)
def _russian(form: str) -> tuple[Family, ...]:
    parses = morphology.parses(form)
    likely = [one for one in parses if one.score >= _LIKELY * parses[0].score]
    nouns = sum(one.score for one in likely if one.tag.POS == "NOUN" and "Fixd" not in one.tag)
    is_noun = nouns >= sum(one.score for one in likely if _is_function(one)) > 0
    found: dict[tuple[str, tuple[str, ...]], bool] = {}
    for parse in likely:
        is_function = _is_function(parse)
        if is_function and is_noun:
            continue  # «право» rarely means just «верно», or «данные» just «эти»
        key = _cut(parse)
        found[key] = found.get(key, True) and is_function
    return tuple(Family(stem, endings, flag) for (stem, endings), flag in found.items())


def _is_function(parse: Any) -> bool:
    return bool(parse.tag.POS in _FUNCTION_WORDS or _PRONOUNS & set(map(str, parse.tag.grammemes)))


def _cut(parse: Any) -> tuple[str, tuple[str, ...]]:
    """The stem and the endings of the word that is parsed."""
    method = parse.methods_stack[0]
    if len(parse.methods_stack) <= 2 and len(method) == 4 and isinstance(method[2], int):
        endings, own = _paradigm(method[2]), _ending(method[2], method[3])
        word = _folded(parse.word)
        if own is not None and word.endswith(own):
            return word.removesuffix(own), endings
    forms = list(
        dict.fromkeys([_folded(parse.normal_form), *(_folded(one.word) for one in parse.lexeme)])
    )
    stem = commonprefix(forms)  # noqa: RUF071 (letters, not paths)
    return stem, tuple(form[len(stem) :] for form in forms)


@cache
def _paradigm(number: int) -> tuple[str, ...]:
    """The endings of a paradigm of the dictionary; comparatives in «по-» are left out."""
    forms = morphology.russian().dictionary.build_paradigm_info(number)
    return tuple(dict.fromkeys(_folded(ending) for prefix, _, ending in forms if not prefix))


@cache
def _ending(paradigm: int, number: int) -> str | None:
    prefix, _, ending = morphology.russian().dictionary.build_paradigm_info(paradigm)[number]
    return None if prefix else _folded(ending)


def _folded(text: str) -> str:
    """The text without «ё», accents or soft hyphens; `translate` would take four times as long."""
    return text.replace("ё", "е").replace("\u00ad", "").replace("\u0301", "")


def _english(forms: Collection[str]) -> dict[str, tuple[Family, ...]]:
    """The dictionary's words of English forms; a word not in it gets a plural in -s."""
    # Slow to load, and a build may know all its words already.
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    dictionary = DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")
    lemmas = {form: dictionary.get(form, form) for form in forms}
    wanted = {*lemmas, *lemmas.values()}
    several: dict[str, list[str]] = defaultdict(list)  # all of it would take 75 MB
    for form, lemma in dictionary.items():
        if lemma in wanted and form.isalpha() and form.islower():
            several[lemma].append(form)
    # «meeting» is a form of «meet», and a word of its own that has a plural.
    return {
        form: tuple(
            _family(one, several[one])
            for one in sorted({lemma, form} if len(several[form]) > 1 else {lemma})
        )
        for form, lemma in lemmas.items()
    }


def _family(word: str, forms: Collection[str]) -> Family:
    if len(forms) < 2 and word.isalpha():
        forms = [f"{word}s"]
    several = [word, *sorted({*forms} - {word})]
    stem = commonprefix(several)  # noqa: RUF071 (letters, not paths)
    return Family(
        stem, tuple(form[len(stem) :] for form in several), word in _ENGLISH_FUNCTION_WORDS
    )
