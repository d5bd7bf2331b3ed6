"""Cuts text into words and the gaps between them, in the spelling the trie compares."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kb.glossary.lemmas import fold

# Marks that do not make a word a different one: the soft hyphen, accents, word joiners.
_MARKS = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"\w+(?:[{_MARKS}]+\w+|[\u0300-\u036f]+)*(?:'[{_MARKS}]*\w+)*")
_SIMPLE_WORD = re.compile(r"\w+")
"""Equivalent to `_WORD` in a text without marks and apostrophes, in half the time."""

_MARK = re.compile(f"[{_MARKS}]")
_SIGNS = r"+#&@$%^~=/\\|"
_EDGES = re.compile(rf"([.{_SIGNS}]*)\w(?:.*\w)?([{_SIGNS}]*)", re.DOTALL)
_BREAK = re.compile(r"[ \t\u00a0\u202f\u2009]*\n?[ \t\u00a0\u202f\u2009]*\Z")
_DASH = re.compile(r"[-−–—]\Z")
_HYPHENS = frozenset("-−–")
_SPACED = frozenset(".,:;")
_SPACES = frozenset({" ", "\u00a0", "\u202f", "\u2009", "\n"})

PARTICLES = frozenset(
    particle + ending
    for particle in "in out up off on down over back by through away around along together forward"
    " ahead about apart aside to".split()
    for ending in ("", "s", "'s")
)
"""With one of these after its hyphen a word is a noun, and without the hyphen mostly a verb:
“the check-in”, “two sign-offs”, but “check in here”."""

OPENERS = frozenset("go have how know must no to what".split())
"""With one of these before its hyphen, too: “a to-do”, but “we have to do it”."""

HYPHEN = "\u2010"
"""The kind of the gap at a hyphen after which, or before which, stands one of them; `fold` leaves
no such sign."""

JOINED = frozenset({"", HYPHEN})
"""The kinds of gaps at which a clause goes on."""


@dataclass(frozen=True)
class Words:
    """The words of one text, by number."""

    text: str
    """The text as it is."""

    folded: str
    """The same text at the same length, in lower case, with `е` for `ё`."""

    keys: list[str]
    """Each word as the trie knows it."""

    word: re.Pattern[str]
    """The pattern of a word in this text."""

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends; lazy, as texts without a term rarely need it."""
        return [match.span() for match in self.word.finditer(self.folded)]

    @cached_property
    def _first_quotes(self) -> dict[str, int]:
        size = len(self.text)
        found = {sign: self.text.find(sign) for sign in "‘'"}
        return {sign: size if at < 0 else at for sign, at in found.items()}

    def quoted_from(self, sign: str) -> int:
        """Where the first quotation mark `sign` is; the end of the text if there is none."""
        return self._first_quotes[sign]

    def raw(self, number: int) -> str:
        """The word as it is written, without marks, with `е` for `ё`."""
        start, end = self.spans[number]
        return written(self.text[start:end])

    def gap(self, number: int) -> str:
        """The kind of gap between the word and the next one: "" for a plain space."""
        end, start = self.spans[number][1], self.spans[number + 1][0]
        between = self.folded[end:start]
        if between in _SPACES:
            return ""
        kind = gap(between, self.folded[end - 1], self.folded[start])
        if kind or _HYPHENS.isdisjoint(between):
            return kind
        around = self.spans[number][0] - 1, self.spans[number + 1][1]
        if any(self.folded[at : at + 1] in _HYPHENS for at in around):
            return kind  # “face-to-face”, “go-to-market”: the hyphens may be left out
        is_noun = self.keys[number] in OPENERS or self.keys[number + 1] in PARTICLES
        return HYPHEN if is_noun else kind


def split(text: str) -> Words:
    """The words of `text`: letters, digits and `_`, with apostrophes only inside a word."""
    folded = fold(text)
    if len(folded) != len(text):  # a few letters of other scripts get longer in lower case
        folded = "".join(small if len(small := fold(letter)) == 1 else letter for letter in text)
    has_marks = _MARK.search(folded) is not None
    word = _WORD if has_marks or "'" in folded else _SIMPLE_WORD
    keys = word.findall(folded)
    if has_marks:
        keys = [plain(key) for key in keys]
    return Words(text, folded, keys, word)


def edges(name: str) -> tuple[str, str]:
    """The signs that `name` begins and ends with: «.NET», «C++».

    Quotation marks, brackets and the end of a sentence only surround words and do not count.
    """
    found = _EDGES.search(name)
    return (found[1], found[2]) if found else ("", "")


def before(text: str, at: int, signs: str) -> int | None:
    """Where the `signs` that end at `at` begin; None unless exactly these signs do."""
    found = _signs(signs, last=True).search(text, max(0, at - 8 * len(signs)), at)
    if not found or _goes_on(text[found.start() - 1 : found.start()], signs):
        return None
    return found.start()


def after(text: str, at: int, signs: str) -> int | None:
    """Where the `signs` that begin at `at` end; None unless exactly these signs do."""
    found = _signs(signs, last=False).match(text, at)
    if not found or _goes_on(text[found.end() : found.end() + 1], signs):
        return None
    return found.end()


@lru_cache(maxsize=256)
def _signs(signs: str, *, last: bool) -> re.Pattern[str]:
    """A pattern of the signs as a text may have them: with marks that prevent a line break."""
    each = "".join(f"{re.escape(sign)}[{_MARKS}]*" for sign in signs)
    return re.compile(rf"{each}\Z" if last else each)


def _goes_on(neighbour: str, signs: str) -> bool:
    return neighbour.isalnum() or neighbour in {*signs, *"+#"}


def plain(key: str) -> str:
    """`key` without soft hyphens and accents; a letter written as two characters becomes one."""
    composed = unicodedata.normalize("NFC", key)
    return fold(_MARK.sub("", composed)) if _MARK.search(key) else key


def written(word: str) -> str:
    """`word` as an editor writes an exact form: with its capitals, without marks and `ё`."""
    word = unicodedata.normalize("NFC", word) if not word.isascii() else word
    return _MARK.sub("", word).replace("ё", "е").replace("Ё", "Е").replace("’", "'")


def gap(between: str, before: str, after: str) -> str:
    """The kind of the gap `between` two words; `before` and `after` are the letters beside it.

    "" for what separates two words of a phrase: spaces, no-break spaces, one line break. A dash
    is "—" with or without spaces, a hyphen without spaces "-", quotation marks `"`. Between Latin
    letters or digits, a hyphen, en dash or minus without spaces counts as a space: «front-line
    staff», «closed loop feedback»; `Words.gap` knows the exception.
    """
    between = _MARK.sub("", between)
    if _BREAK.match(between):
        return "" if between else "|"
    core = between.strip(" \t\u00a0\u202f\u2009\n")
    if between.count("\n") > 1 or not core:
        return between
    if _DASH.match(core):
        if core == between and before < "\u0250" and after < "\u0250" and core != "—":
            return ""
        return "-" if between == "-" else "—"
    if core in _SPACED and core != between:
        return f"{core} "  # «1С: предприятие» is not «1С:Предприятие»
    kind = "".join('"' if sign in '«»„“”‘"' else sign for sign in core if not sign.isspace())
    return kind.replace("–", "—")
