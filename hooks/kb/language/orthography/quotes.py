"""Rules about quotation marks and apostrophes."""

import re
from collections.abc import Callable, Iterator

from kb.content.problems import Severity
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending, error
from kb.language.text.prose import Kind, Passage

_STRAIGHT = re.compile(r'"')
_AFTER_DIGIT = re.compile(r"[0-9¼½¾⅛⅜⅝⅞′]\Z")

_SNIPPET = re.compile(r";?--8<--[ ]")
"""A line of an extension that a company may have turned on: `--8<-- "contacts.md"`."""

_INSIDE_WORD = re.compile(r"(?<=[a-z])'(?=[a-z])", re.IGNORECASE)
_AFTER_PLURAL = re.compile(r"(?<=s)'(?= [a-z])", re.IGNORECASE)
_SINGLE = re.compile(r"(?<![\w'])'(?!(?:tis|twas|em|cause|til|n|bout)\b)(?=[a-z])", re.IGNORECASE)
_SINGLE_END = re.compile(r"(?<=[\w.,!?…])'(?![\w'])")

_QUOTE = re.compile(r"[«»„“”‘]|’(?!\w)")
_PAIRS = {"«": "»", "„": "“", "“": "”", "‘": "’"}
_ORDER = {"ru": ("«»", "„“"), "en": ("“”", "‘’")}
_ADVICE = {
    "ru": "снаружи ставят «ёлочки», внутри них — „лапки“",
    "en": "в английском тексте снаружи ставят “ ”, внутри них — ‘ ’",
}
# The beginning of a paragraph, an item or a quoted line; a heading ends what was quoted.
_PARAGRAPH = re.compile(r"\n[ \t>]*(?=\n|[-*+] |[0-9]+[.)] |#|\|)")
_MARKUP = re.compile(r"[\s>]*[*_]{0,3}")
_LONGEST = 10_000
"""How long a quotation of several paragraphs may be, so that no page is searched in full."""

_LAST = re.compile(r"[\s.,;:!?…*_)\]]*\Z")


def straight_quotes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Typewriter quotation marks around words; after a digit, the mark means inches."""
    is_open = False
    for match in _STRAIGHT.finditer(passage.text):
        at = match.start()
        if _SNIPPET.match(passage.text, passage.text.rfind("\n", 0, at) + 1):
            continue
        if not is_open and _AFTER_DIGIT.search(passage.text, max(0, at - 1), at):
            continue
        if not is_open:
            yield error(at, 'прямые кавычки " "; напишите «ёлочки», а в английском “ ”')
        is_open = not is_open


def apostrophes(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """The typewriter apostrophe in English words.

    After an opening single mark, one behind a final «s» may close the quotation.
    """
    text = passage.text
    quoted = list(_quoted(text))
    inside = {at for start, end in quoted for at in range(start, end + 1)}
    for match in _INSIDE_WORD.finditer(text):
        yield _apostrophe(match.start())
    for match in _AFTER_PLURAL.finditer(text):
        if match.start() not in inside:
            yield _apostrophe(match.start())
    for start, _end in quoted:
        yield Finding(start, "прямые кавычки ' '; напишите “ ”, а если это апостроф — ’")


def _apostrophe(at: int) -> Finding:
    return error(at, "прямой апостроф '; напишите ’", Mending(at, at + 1, "'", "’"))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yields where single typewriter marks open and close; the others are apostrophes."""
    end = 0
    for match in _SINGLE.finditer(text):
        if match.start() < end:
            continue
        closing = _SINGLE_END.search(text, match.end())
        if not closing:
            return
        end = closing.end()
        yield match.start(), closing.start()


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
            elif sign in _PAIRS and not _closes(passage, sign, levels):
                depth = min(len(open_marks), 1)
                if not _may_open(passage, at, depth, locale):
                    told = f"здесь нужна кавычка {levels[depth][0]}, а не {sign}"
                    yield error(at, f"{told}: {_ADVICE[locale]}")
                open_marks.append((at, sign))
            elif sign != "’" and not _is_opened_above(passage, sign):
                yield error(at, f"кавычка {sign} закрывает то, что не открыто; проверьте пары")
        severities = {sign: _severity_of_open(passage, sign) for _, sign in open_marks}
        for at, sign in open_marks:
            if severity := severities[sign]:
                told = f"кавычка {sign} открыта и не закрыта; проверьте пары"
                yield Finding(at, told, severity)

    return quotes


def _closes(passage: Passage, sign: str, levels: tuple[str, str]) -> bool:
    """Whether a mark that opens in one language closes in this one, and does so here: „ “."""
    return any(sign == level[1] for level in levels) and _is_opened_above(passage, sign)


def _may_open(passage: Passage, at: int, depth: int, locale: str) -> bool:
    """Whether a mark may open a quotation at a depth, or one deeper if an earlier one is open."""
    levels = _ORDER[locale]
    sign = passage.text[at]
    if sign == levels[depth][0] or (locale != "ru" and _quotes_russian(passage.text, at)):
        return True
    outer = levels[0]
    return depth == 0 and sign == levels[1][0] and _is_opened_above(passage, outer[1])


def _quotes_russian(text: str, at: int) -> bool:
    """Whether Russian words are quoted, which keep their own marks."""
    return text[at] == "«" and "а" <= text[at + 1 : at + 2].lower() <= "я"


def _is_opened_above(passage: Passage, closing: str) -> bool:
    """Whether a quotation that such a mark would close is open at the start of a paragraph."""
    opening = next(one for one, other in _PAIRS.items() if other == closing)
    if not _is_paragraph(passage):
        return False
    source = passage.alignment.prose
    end = source.rfind("\n", 0, passage.placed.origins[0]) + 1
    is_open = False
    for paragraph in _PARAGRAPH.split(source[max(0, end - _LONGEST) : end]):
        is_open = not _ends_section(paragraph) and (
            _is_open_after(paragraph, opening, closing, is_open=is_open)
        )
    return is_open


def _severity_of_open(passage: Passage, opening: str) -> Severity | None:
    """How wrong a mark is that its paragraph does not close: None if a later one does.

    A mark repeated at the start of the next paragraph continues the quotation, and in English it
    must be; but if it is closed in the middle of that paragraph, it may begin another one. Items
    of a list do not repeat it.
    """
    if not _is_paragraph(passage):
        return Severity.ERROR
    closing = _PAIRS[opening]
    source = passage.alignment.prose
    start = source.find("\n", passage.placed.origins[-1])
    below = source[start : start + _LONGEST] if start >= 0 else ""
    for paragraph in _PARAGRAPH.split(below):
        if _ends_section(paragraph):
            break
        if _is_open_after(paragraph, opening, closing, is_open=True):
            continue
        if not _MARKUP.sub("", paragraph, count=1).startswith(opening):
            return None
        if _LAST.match(paragraph, paragraph.rindex(closing) + 1):
            return None
        return Severity.WARNING if opening == "“" else Severity.ERROR
    return Severity.ERROR


def _is_paragraph(passage: Passage) -> bool:
    """Whether a quotation may continue from one passage to the next."""
    return passage.kind is Kind.TEXT and bool(passage.placed.origins)


def _ends_section(paragraph: str) -> bool:
    return paragraph.lstrip(" \t>\n").startswith("#")


def _is_open_after(paragraph: str, opening: str, closing: str, *, is_open: bool) -> bool:
    """Whether a quotation is open at the end of a paragraph."""
    text = _MARKUP.sub("", paragraph, count=1)
    depth = int(is_open)
    if is_open and text.startswith(opening):
        text = text[1:]  # repeated, as every paragraph of a quotation may do
    for sign in _QUOTE.findall(text):
        if sign == opening:
            depth += 1
        elif sign == closing and depth:
            depth -= 1
    return depth > 0
