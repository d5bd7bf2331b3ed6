"""Lists the words that the records have, and their synonyms, with all the forms of each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from kb.content.reading.synonyms import Synonyms
from kb.search import inflection
from kb.search.dictionary import Dictionary
from kb.search.inflection import Family

NO_SYNONYMS: Synonyms = MappingProxyType({})

_FEW, _FEW_OF_ALL = 5, 0.03
"""On at most so many pages, or such a share of them, a word is rare enough to stand for another."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all records, written as briefly as possible."""

    endings: tuple[str, ...]
    """Lists of endings, joined by «|», the basic form's first."""

    words: tuple[str, ...]
    """`stem|endings|pages|asked|meant`: the index of the word's list in `endings`; on how many
    pages its most frequent form occurs, 0 if it is a function word; what to ask Pagefind for; and
    the basic forms of the words for which people type this one. `asked` are forms separated by
    spaces, the basic one as an empty string; `form:5` is to be asked of the first and the third
    part only: the bits of the hexadecimal number are the parts. It is empty if that is only the
    basic form, of every part; empty fields at the end are left out."""


def lexicon(
    occurring: Sequence[Mapping[str, int]],
    dictionary: Dictionary,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Lexicon:
    """Returns the words that occur in the parts and their synonyms, with all forms they may have.

    `occurring` says, for each part, on how many pages each form occurs. `dictionary` is that of
    the language; it remembers what is looked up.
    """
    pages: Counter[str] = Counter()
    parts: Counter[str] = Counter()  # as bits
    for number, words in enumerate(occurring):
        pages.update(words)
        parts.update(dict.fromkeys(words, 1 << number))
    forms: dict[Family, dict[str, int]] = defaultdict(dict)
    for form, families in dictionary.families(sorted(pages)).items():  # they come in any order
        for family in families:
            forms[family][form] = parts[form]
    meant = _meant(forms, pages, dictionary, synonyms)
    for typed in meant.keys() - forms.keys():
        for one in meant[typed]:
            forms[typed].update(forms[one])
    by_endings = Counter(family.endings for family in forms)
    endings = sorted(by_endings, key=lambda it: (-by_endings[it], it))
    numbers = {one: number for number, one in enumerate(endings)}
    everywhere = (1 << len(occurring)) - 1

    def word(family: Family) -> str:
        asked = [
            ("" if form == family.basic else form) + ("" if where == everywhere else f":{where:x}")
            for form, where in _asked(family.basic, forms[family], dictionary)
        ]
        stands_for = " ".join(one.basic for one in meant.get(family, ()))
        found = _found(family, forms[family], pages)
        said = [family.stem, numbers[family.endings], found, " ".join(asked), stands_for]
        return "|".join(map(str, said)).rstrip("|")

    return Lexicon(
        tuple(map("|".join, endings)),
        tuple(map(word, sorted(forms, key=lambda it: (it.stem, it.endings)))),
    )


def _meant(
    occurring: Mapping[Family, Collection[str]],
    pages: Mapping[str, int],
    dictionary: Dictionary,
    synonyms: Synonyms,
) -> Mapping[Family, Sequence[Family]]:
    """Returns the words that are typed for others, each with those that occur.

    `occurring` has the forms in which each word does, `pages` says on how many pages a form does.
    A word on many pages stands for no other: it has answers of its own.
    """
    found: dict[Family, list[Family]] = defaultdict(list)
    for noun in occurring:
        for verb in dictionary.verbs(noun.basic):
            if verb not in occurring:  # whoever types «адаптировать» is looking for «адаптация»
                found[verb].append(noun)
    written = {*synonyms, *chain.from_iterable(synonyms.values())}
    form = {one: inflection.words(one)[0] for one in written}
    families = dictionary.families(form.values())
    many = max(_FEW, _FEW_OF_ALL * max(pages.values(), default=0))

    def named(word: str) -> Sequence[Family]:
        several = families[form[word]]
        return [one for one in several if one.basic == form[word]] or several

    def is_common(word: Family) -> bool:
        return any(pages[one] > many for one in occurring.get(word, ()))

    for typed, several in synonyms.items():
        meant = [one for word in several for one in named(word) if one in occurring]
        for one in named(typed):
            if meant and not is_common(one):
                found[one] += meant
    return found


def _found(family: Family, forms: Collection[str], pages: Mapping[str, int]) -> int:
    """On how many pages a word's most frequent form occurs; 0 if it is a function word."""
    # «данный» shares forms with «данные», and they always mean that noun.
    others = sum(pages.get(form, 0) for form in family.forms if form not in forms)
    if family.is_function_word and others <= sum(pages[form] for form in forms):
        return 0
    return max(pages[form] for form in forms)


def _asked(basic: str, forms: Mapping[str, int], dictionary: Dictionary) -> list[tuple[str, int]]:
    """The fewest words by which Pagefind finds all forms, and the parts that have such a form.

    Pagefind finds what begins with the stem of the word it is asked for: the stems «звонок» and
    «звонк» need two words. In a part where nothing does, it falls back on the beginning of the
    stem: «не» for «нем».
    """
    stem = dictionary.stem
    asked: dict[str, tuple[str, int]] = {}
    for form in sorted({basic, *forms}, key=lambda it: (len(stem(it)), it != basic, it)):
        if not any(stem(form).startswith(shorter) for shorter in asked):
            parts = 0
            for one, its in forms.items():
                parts |= its if stem(one).startswith(stem(form)) else 0
            asked[stem(form)] = form, parts
    return [(form, parts) for form, parts in asked.values() if parts]
