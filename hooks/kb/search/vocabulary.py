"""Lists the words that occur in the records, for a browser that corrects and inflects a query."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.search.dictionary import Dictionary
from kb.search.inflection import Family
from kb.search.record import Record


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all records, as short as they can be said."""

    endings: tuple[str, ...]
    """Lists of endings, joined by «|», the basic form's first."""

    words: tuple[str, ...]
    """`stem|number of its endings|pages|forms`: on how many pages the word stands, 0 if it is a
    function word, and what to ask Pagefind for, left out if that is only the basic form."""


def lexicon(records: Iterable[Record], dictionary: Dictionary) -> Lexicon:
    """Returns the words that occur in the records with all the forms each of them may have."""
    occurring: Counter[str] = Counter()
    for one in records:
        occurring.update(one.words)
    forms: dict[Family, dict[str, int]] = defaultdict(dict)
    for form, number in occurring.items():
        for family in dictionary.families(form):
            forms[family][form] = number
    by_endings = Counter(family.endings for family in forms)
    numbers = {
        endings: number
        for number, endings in enumerate(sorted(by_endings, key=lambda it: (-by_endings[it], it)))
    }
    return Lexicon(
        tuple("|".join(endings) for endings in numbers),
        tuple(
            _line(family, numbers[family.endings], forms[family], dictionary)
            for family in sorted(forms, key=lambda it: (it.stem, it.endings))
        ),
    )


def vocabulary(
    records: Iterable[Record], ids: Mapping[str, str], words: Lexicon, texts: Mapping[str, Any]
) -> bytes:
    """Returns the file that the browser reads before it searches; the same records, the same bytes.

    `ids` are Pagefind's names of the records, by their address; `texts` what the dialog says. The
    JSON has `texts`, the lexicon's `endings` and `words`, and `pages`, each
    `[id, url, type, title, audience, [other names], boost]`; a boost of 1 is left out.
    """
    pages = [
        [ids[one.url], one.url, one.type, one.title, list(one.audience), list(one.names)]
        + ([one.boost] if one.boost != 1 else [])
        for one in records
        if one.url in ids  # Pagefind passes over a page without a word
    ]
    content = {"texts": texts, "pages": pages, "endings": words.endings, "words": words.words}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _line(family: Family, endings: int, forms: Mapping[str, int], dictionary: Dictionary) -> str:
    pages = 0 if family.is_function_word else max(forms.values())
    found_by = _found_by(family.basic, forms, dictionary)
    extra = "" if found_by == [family.basic] else "|" + " ".join(found_by)
    return f"{family.stem}|{endings}|{pages}{extra}"


def _found_by(basic: str, forms: Mapping[str, int], dictionary: Dictionary) -> list[str]:
    """The fewest words by which Pagefind finds all forms.

    It finds what begins with the stem of what it is asked for: «звон» and «звонк» need two words.
    """
    stem = dictionary.stem
    asked: dict[str, str] = {}
    for form in sorted({basic, *forms}, key=lambda it: (len(stem(it)), it != basic, it)):
        if not any(stem(form).startswith(shorter) for shorter in asked):
            asked[stem(form)] = form
    return list(asked.values())
