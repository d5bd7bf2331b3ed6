"""Lists the words that occur in the records, for a browser that corrects and inflects a query."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.search.dictionary import Dictionary
from kb.search.inflection import Family
from kb.search.keyboard import KEYBOARD
from kb.search.record import Record


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all records, written as briefly as possible."""

    endings: tuple[str, ...]
    """Lists of endings, joined by «|», the basic form's first."""

    words: tuple[str, ...]
    """`stem|endings|pages|asked`: the index of the word's list in `endings`; on how many pages its
    most frequent form occurs, 0 if it is a function word; and what to ask Pagefind for, left out if
    that is only the basic form, of every part. `asked` are forms separated by spaces, the basic one
    as an empty string; `form:5` is to be asked of the first and the third part only: the bits of
    the hexadecimal number are the parts."""


def lexicon(occurring: Sequence[Mapping[str, int]], dictionary: Dictionary) -> Lexicon:
    """Returns the words that occur in the parts, with all forms they may have.

    `occurring` says, for each part, on how many pages each form occurs. `dictionary` is that of
    the language; it remembers what is looked up.
    """
    pages: Counter[str] = Counter()
    parts: Counter[str] = Counter()  # as bits
    for number, words in enumerate(occurring):
        pages.update(words)
        parts.update(dict.fromkeys(words, 1 << number))
    forms: dict[Family, dict[str, int]] = defaultdict(dict)
    for form, families in dictionary.families(pages).items():
        for family in families:
            forms[family][form] = parts[form]
    nouns = [(noun, verb) for noun in forms for verb in dictionary.verbs(noun.basic)]
    for noun, verb in [one for one in nouns if one[1] not in forms]:
        # «Адаптировать» occurs nowhere; whoever types it is looking for «адаптация».
        forms[verb].update(forms[noun])
    by_endings = Counter(family.endings for family in forms)
    numbers = {
        endings: number
        for number, endings in enumerate(sorted(by_endings, key=lambda it: (-by_endings[it], it)))
    }
    everywhere = (1 << len(occurring)) - 1

    def word(family: Family) -> str:
        occurs = forms[family]
        # «данный» shares forms with «данные», and wherever those occur they mean that noun.
        others = sum(pages[form] for form in family.forms if form not in occurs)
        is_function_word = family.is_function_word and others <= sum(pages[form] for form in occurs)
        found = 0 if is_function_word else max(pages[form] for form in occurs)
        asked = [
            ("" if form == family.basic else form) + ("" if where == everywhere else f":{where:x}")
            for form, where in _asked(family.basic, occurs, dictionary)
        ]
        extra = "" if asked == [""] else "|" + " ".join(asked)
        return f"{family.stem}|{numbers[family.endings]}|{found}{extra}"

    return Lexicon(
        tuple("|".join(endings) for endings in numbers),
        tuple(map(word, sorted(forms, key=lambda it: (it.stem, it.endings)))),
    )


Line = list[Any]
"""A page, as `line` returns it."""

_PROMISES = 6
"""Where the promises stand in a line."""

_OFTEN = 3


def line(record: Record, id_: str) -> Line:
    """Returns `[id, url, type, title, audience, [other names], [promises], boost]`.

    A boost of 1 is left out. `id_` is Pagefind's name of the record.
    """
    named = [id_, record.url, record.type, record.title, [*record.audience], [*record.names]]
    return [*named, [*record.promises], *([] if record.boost == 1 else [record.boost])]


def vocabulary(parts: Sequence[Iterable[Line]], words: Lexicon, texts: Mapping[str, Any]) -> bytes:
    """Returns the file that the browser reads before it searches; equal lines give equal bytes.

    The JSON has `texts` (of the dialog), `keyboard`, `parts` (the lines of each, sorted by
    address), and the lexicon's `endings` and `words`. What three pages promise or more tells them
    from no other, and is left out: «Если не вышло».
    """
    several = [sorted(lines, key=lambda it: it[1]) for lines in parts]
    promised = Counter(one for lines in several for line in lines for one in {*line[_PROMISES]})
    often = {one for one, times in promised.items() if times >= _OFTEN}

    def telling(line: Line) -> Line:
        return [
            [one for one in value if one not in often] if at == _PROMISES else value
            for at, value in enumerate(line)
        ]

    content = {
        "texts": texts,
        "keyboard": KEYBOARD,
        "parts": [[*map(telling, lines)] for lines in several],
        "endings": words.endings,
        "words": words.words,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


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
