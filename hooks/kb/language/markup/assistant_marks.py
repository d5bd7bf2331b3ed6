"""Warns about marks that chat assistants leave in a copied answer, and about their formulas."""

import re
from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.assistant_marks import frames, is_in_one_fence, marks
from kb.language.text.prose import Passage, Prose

_COMMAND = re.compile(
    r"(?<![\w\\/:.])\\(?:begin|cdot|approx|frac|geq?|int|leq?|left|mathbf|mathrm|neq|pm|quad|right"
    r"|(?:long|left)?rightarrow|Rightarrow|sqrt|sum|text|times|to)(?![A-Za-z])"
)
"""Commands of TeX, but not folders in a path, which follow a letter or a colon."""

_OPENING = re.compile(
    r"(?:(?:Конечно|Разумеется|Отлично|Без проблем)[!,.] (?:Вот|Ниже|Давайте|Я)"
    r"|(?:Sure|Certainly|Of course|Absolutely)[!,.] (?:Here|Below|I)"
    r"|I(?:['’]ll| will|['’]ve| have) (?:created?|prepared?|write|written) (?:an?|the))\b"
)
_CLOSING = re.compile(
    r"(?:(?:Если (?:хотите|нужно)|При необходимости|Хотите),? (?:я )?(?:могу|сделаю|подготовлю)"
    r"|Хотите, чтобы я|Надеюсь, это поможет|Would you like me to|I hope this helps"
    r"|If you(?:['’]d| would) like, I can)\b"
)
_NOT_SPOKEN = re.compile(r"[ \t]*(?:[>|]|[-*+•][ \t]|[0-9]{1,2}[.)][ \t])|[ \t]{2}")
"""A line in a quotation, a table or a list, where a page may show somebody's words."""


def assistant_marks(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each mark of a source or a letter, and for a page that is all code."""
    source = prose.source
    if is_in_one_fence(source.body_lines):
        first = next(number for number, line in enumerate(source.body_lines) if line.strip())
        mark = source.body_lines[first].strip()
        told = f"вся страница взята в блок кода; удалите строку «{one_line(mark)}» и последнюю"
        yield prose.warning_in_line(first, 1, told, "assistant-marks")
        return
    for number, _ in frames(source.body):
        told = "это рамка чат-бота, здесь она останется текстом; удалите строку и «:::» под текстом"
        yield prose.warning_in_line(number, 1, told, "assistant-marks")
    yield from _words_to_the_asker(prose)
    for found in marks(source.body):
        shown = one_line(found["mark"].strip("\ue200\ue201"))
        told = f"«{shown}»: это метка чат-бота, здесь она останется текстом; уберите её"
        yield prose.warning_in_body(found.start("mark"), told, "assistant-marks")


def _words_to_the_asker(prose: Prose) -> Iterator[Problem]:
    """Where an assistant speaks to whoever asked: above its answer and below it."""
    texts = [*prose.body]
    spoken = [one for one in texts if not _NOT_SPOKEN.match(_line(prose, one))]
    found = [(one, _OPENING.match(one.text)) for one in texts[:2] if one in spoken]
    for passage in reversed(spoken):  # in a letter, more words follow: «С уважением»
        words = _CLOSING.match(passage.text)
        if not words:
            break
        found.append((passage, words))
    for passage, words in found:
        if words:
            told = f"«{one_line(words[0])}…» — слова чат-бота тому, кто его спросил; удалите их"
            yield prose.warning(passage, 0, told, "assistant-marks")


def _line(prose: Prose, passage: Passage) -> str:
    source = prose.source
    return source.body_lines[passage.line(0) - source.body_line]


def formulas(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each paragraph with commands of TeX, which readers would see."""
    told_of = -2
    for number, line in enumerate(prose.text_lines):
        found = _COMMAND.search(line)
        if found and told_of != number - 1:
            told = f"формулу с «{found[0]}» покажут как набрано; напишите её словами и знаками:"
            told += " НДС = цена × 0,2"
            yield prose.warning_in_line(number, found.start() + 1, told, "formulas")
        told_of = number if found or (told_of == number - 1 and line.strip()) else told_of
