"""Rules about marks between words: quotation marks, dashes, dots, spaces."""

import re
from collections.abc import Callable, Iterator

from kb.language.findings import Finding, Mending, error
from kb.language.prose import Passage
from kb.language.words import Vocabulary
from kb.runs import OPAQUE

_HYPHEN_AS_DASH = re.compile(r"(?<=\S) (-|--) (?=\S)")
_SHORT_DASH = re.compile(r"(?<=[^\W\d]) – (?=\S)|(?<=\S) – (?=[^\W\d])")
_DOTS = re.compile(r"\.{3}")
_RANGE = re.compile(
    r"(?<![\w.,:/+№-])(?<!№ )((?:19|20)[0-9]{2}|[0-9]{1,3})-((?:19|20)[0-9]{2}|[0-9]{1,3})"
    r"(?![\w-]|[.,:/][0-9])"
)
_PERCENT = re.compile(r"([0-9])%")
_STRAIGHT = re.compile(r'"')
_APOSTROPHE = re.compile(r"(?<=[a-z])'(?=[a-z])|(?<=s)'(?= [a-z])", re.IGNORECASE)
_LIST = re.compile(r"\n(?:[-*+]|[0-9]+[.)]) \S")
_MINUS = re.compile(r"(?<=[\s(«“„])-(?=[0-9])|\A-(?=[0-9])")
_POINT = re.compile(
    r"(?<![\w.,])([0-9]+)\.([0-9]+)"
    r"(?= ?(?:%|₽|руб|тыс\b|млн|млрд|балл|раза?\b|час|минут|дня\b|дней\b|процент))"
)
_AFTER_ELLIPSIS = re.compile(r"(?<=[^\W\d_])…(?=[^\W\d_])")
_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_NO_BREAK = re.compile(r"[\u00a0\u202f]")

_QUOTE = re.compile(r"[«»„“”‘]|’(?!\w)")
_PAIRS = {"«": "»", "„": "“", "“": "”", "‘": "’"}
_ORDER = {"ru": ("«»", "„“"), "en": ("“”", "‘’")}
_ADVICE = {
    "ru": "снаружи ставят «ёлочки», внутри них — „лапки“",
    "en": "в английском тексте снаружи ставят “ ”, внутри них — ‘ ’",
}


def dashes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A hyphen, or a short dash between words, where the long dash belongs."""
    for pattern in (_HYPHEN_AS_DASH, _SHORT_DASH):
        for match in pattern.finditer(passage.text):
            wrong = match[0].strip()
            mending = _around(match, wrong, "—")
            yield error(match.start(), f"« {wrong} » вместо тире; напишите « — »", mending)


def ranges(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A hyphen between two numbers."""
    for match in _RANGE.finditer(passage.text):
        right = f"{match[1]}–{match[2]}"
        yield error(match.start(), f"«{match[0]}»: между числами короткое тире; напишите «{right}»")


def dots(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Three dots instead of the ellipsis."""
    for match in _DOTS.finditer(passage.text):
        mending = _around(match, match[0], "…")
        yield error(match.start(), "три точки; напишите один знак «…»", mending)


def minus(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A hyphen before a number where the minus belongs."""
    for match in _MINUS.finditer(passage.text):
        mending = Mending(match.start(), match.end() + 1, "-", "−")
        yield error(match.start(), "дефис вместо минуса; напишите «−»", mending)


def decimals(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A decimal point in a Russian number with a unit: dates, versions and clauses have none."""
    for match in _POINT.finditer(passage.text):
        told = f"«{match[0]}»: в дроби нужна запятая; напишите «{match[1]},{match[2]}»"
        yield Finding(match.start(), told)


def after_ellipsis(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """An ellipsis between two words without a space."""
    for match in _AFTER_ELLIPSIS.finditer(passage.text):
        yield error(
            match.start(), "после «…» нужен пробел", Mending(match.start(), match.end(), "…", "… ")
        )


def percent(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A number and % without a space between."""
    for match in _PERCENT.finditer(passage.text):
        mending = Mending(match.start(), match.end(), match[0], f"{match[1]} %")
        yield error(match.start(), "перед знаком % нужен пробел: «60 %»", mending)


def lists(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """List items right after a paragraph, or in it: Markdown takes them for its next lines."""
    if match := _LIST.search(passage.text):
        yield Finding(
            match.end() - 1, "это не станет списком; оставьте перед первым пунктом пустую строку"
        )


def spaces(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Two spaces, or a no-break space: the build inserts those."""
    for match in _SPACES.finditer(passage.text):
        if OPAQUE not in passage.text[match.start() - 1 : match.end() + 1]:
            mending = _around(match, match[0], " ")
            yield Finding(
                match.start(), "лишний пробел между словами; оставьте один", mending=mending
            )
    for match in _NO_BREAK.finditer(passage.text):
        yield Finding(
            match.start(),
            "неразрывный пробел; поставьте обычный: неразрывные расставляет сборка",
            mending=_around(match, match[0], " "),
        )


def straight_quotes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Typewriter quotation marks around words."""
    for match in list(_STRAIGHT.finditer(passage.text))[::2]:
        yield error(match.start(), 'прямые кавычки " "; напишите «ёлочки», а в английском “ ”')


def apostrophes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """The typewriter apostrophe in English words."""
    for match in _APOSTROPHE.finditer(passage.text):
        mending = _around(match, "'", "’")
        yield error(match.start(), "прямой апостроф '; напишите ’", mending)


def nested_quotes(locale: str) -> Callable[[Passage, Vocabulary], Iterator[Finding]]:
    """Returns the rule for how a language's quotation marks nest and pair."""
    levels = _ORDER[locale]

    def quotes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
        open_marks: list[tuple[int, str]] = []
        text = passage.text
        for match in _QUOTE.finditer(text):
            at, sign = match.start(), match[0]
            if sign == "’" and not (open_marks and open_marks[-1][1] == "‘"):
                continue  # an apostrophe
            if open_marks and sign == _PAIRS[open_marks[-1][1]]:
                open_marks.pop()
            elif sign in _PAIRS:
                expected = levels[min(len(open_marks), 1)][0]
                if sign != expected and not (locale != "ru" and _quotes_russian(text, at)):
                    yield error(
                        at, f"здесь нужна кавычка {expected}, а не {sign}: {_ADVICE[locale]}"
                    )
                open_marks.append((at, sign))
            elif sign in _PAIRS.values() and sign != "’":
                yield error(at, f"кавычка {sign} закрывает то, что не открыто; проверьте пары")
        for at, sign in open_marks:
            yield error(at, f"кавычка {sign} открыта и не закрыта; проверьте пары")

    return quotes


def _quotes_russian(text: str, at: int) -> bool:
    """Whether the quotation is of Russian words, which keep their own marks."""
    return text[at] == "«" and "а" <= text[at + 1 : at + 2].lower() <= "я"


def _around(match: re.Match[str], wrong: str, right: str) -> Mending:
    return Mending(match.start(), match.end(), wrong, right)
