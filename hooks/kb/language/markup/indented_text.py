"""Warns about paragraphs that became code because their first line is indented."""

import re
from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.prose import Prose

_INDENT = re.compile(r"(?:>[ ]?)*(?:[ ]{4}|[ ]{0,3}\t)[ \t]*(?=\S)")
_BEGINS = re.compile(r"[«„“\"(]?[А-ЯЁ][^\W_]*(?:[ ,;:—–«»„“\"()-]+[^\W_]+){3}")
"""A capital and some words."""

_ENDS = re.compile(r"[.!?…:][»“\")]?\Z")
"""The end of a sentence. In one expression with the beginning, it would be tried for each word."""


def indented_text(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each paragraph of Russian words that the page shows as code."""
    code, _ = prose.hidden_lines
    typed = prose.source.body_lines
    for number, line in enumerate(prose.blanked_lines if code else ()):
        indent = _INDENT.match(line)
        if not indent or (number and typed[number - 1].strip(" \t>")):
            continue
        text = line.strip(" \t>")
        if text in code and _BEGINS.match(text) and _ENDS.search(text):
            told = "строка с отступом станет кодом, а не абзацем; уберите отступ"
            told += ", а код возьмите в ```"
            yield prose.warning_in_line(number, indent.end() + 1, told, "indented-text")
