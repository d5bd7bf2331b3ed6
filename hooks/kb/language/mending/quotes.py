"""Sets the quotation marks of the language where others are certainly meant: «Заказы „Вектора“»."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kb.content.body.placeholder import hidden
from kb.language.findings import Mending
from kb.language.mending.edits import Edit, changed, edit_of
from kb.language.mending.halves import made
from kb.language.text.conversion import convert_body
from kb.language.text.measures import CYRILLIC
from kb.language.text.prose import Passage, Prose
from kb.tree.runs import OPAQUE

_LEVELS = {"ru": (("«", "»"), ("„", "“")), "en": (("“", "”"),)}
"""The marks of a quotation, and of one within it. The inner ones of English are apostrophes too."""

_MARK = re.compile('[«»„“”"]')
_OPENS = re.compile(
    rf"(?:(?<![^\s«„“\"—–])|(?<=\W\()|(?<=\A\())[“\"](?=[«„“\"]?(?:[\w…(№{OPAQUE}]|\.\.\.))"
)
_CLOSES = re.compile(rf"(?<=[\w.,!?…»“”\"%°₽)+{OPAQUE}])[“\"](?=[\s.,:;!?…»“”\")—–]|\Z)")
_FAMILIES = frozenset({"«»", "„“", "“”", '""'})

_MAY_BE_CODE = re.compile(
    r"[{}\\|`=<>$] | (?<!\S)--?[A-Za-z] | ^\W*(?:!!!|\?\?\?|:::)", re.VERBOSE | re.MULTILINE
)
"""Code, or the beginning of a box, whose name stands in straight marks."""

_QUOTED = re.compile('"[^"]*"')
_LATIN = re.compile("[A-Za-z]")

_SHOWN = re.compile('(<(?:pre|code)\\b(?s:.)*?</(?:pre|code)>|<[^>]*>)|[«»„“”"]')

Change = tuple[Edit, ...]
"""The edits of a quotation, of which all are made or none."""


def with_quotes_set(page: Prose) -> str:
    """Returns the body of a page with the right quotation marks around what is surely quoted."""
    body = page.source.body
    locale = page.document.locale
    changes = [change for passage in page.body for change in _changes(passage, locale)]
    return made(
        body, changes, lambda some: changed(body, chain.from_iterable(some)), _but_for_marks
    )


def edits_of_quotes(passages: Iterable[Passage], locale: str) -> Iterator[Edit]:
    """The edits that set the quotation marks of a field likewise."""
    return chain.from_iterable(change for one in passages for change in _changes(one, locale))


def _but_for_marks(body: str) -> str:
    return _SHOWN.sub(lambda found: found[1] or '"', convert_body(body).html)


def _changes(passage: Passage, locale: str) -> Iterator[Change]:
    """A quotation is replaced whole, or, if there is markup within it, only its marks."""
    levels = _LEVELS.get(locale, ())
    text = hidden(passage.text, OPAQUE)
    right = list(text)
    quotations = _quotations(text)
    for start, end, depth in quotations:
        if depth < len(levels) and not _is_russian_in_english(text, start, levels):
            right[start], right[end] = levels[depth]
    for start, end, depth in quotations:
        wrong, better = text[start : end + 1], "".join(right[start : end + 1])
        if depth or wrong == better:
            continue
        if whole := edit_of(passage, Mending(start, end + 1, wrong, better)):
            yield (whole,)
            continue
        marks = [edit_of(passage, Mending(at, at + 1, text[at], right[at])) for at in (start, end)]
        if text[start] != right[start] and marks[0] and marks[1]:
            yield marks[0], marks[1]


def _is_russian_in_english(text: str, at: int, levels: Sequence[tuple[str, str]]) -> bool:
    """Whether Russian words keep their own marks."""
    return text[at] == "«" and levels[0][0] != "«"


def _quotations(text: str) -> list[tuple[int, int, int]]:
    """The first and the last mark of each quotation, and how many others it is in.

    None if any mark may open as well as close, if marks are of different kinds, or in code.
    """
    found: list[tuple[int, int, int]] = []
    begun: list[int] = []
    for match in _MARK.finditer(text):
        at, sign = match.start(), match[0]
        opens, closes = sign in "«„", sign in "»”"
        if not (opens or closes):
            opens, closes = bool(_OPENS.match(text, at)), bool(_CLOSES.match(text, at))
        if opens == closes or (closes and not begun):
            return []
        if opens:
            begun.append(at)
            continue
        start = begun.pop()
        if text[start] + sign not in _FAMILIES:
            return []
        found.append((start, at, len(begun)))
    return [] if begun or ('"' in text and _may_be_code(text)) else found


def _may_be_code(text: str) -> bool:
    """Whether the marks of a text may be those of code: «echo "Да";», but not «акт "Приёмка";»."""
    around = _QUOTED.sub("", text)
    is_statement = ";" in text and _LATIN.search(around) and not CYRILLIC.search(around)
    return bool(is_statement or _MAY_BE_CODE.search(text))
