"""Warns about tags, code fences and marks that are opened and never closed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.extensions.md_in_html import HTMLExtractorExtra

from kb.content.body.dialect import EXTENSIONS, OPTIONS
from kb.content.problems import Problem
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, is_escaped, word_at
from kb.language.text.assistant_marks import is_in_one_fence
from kb.language.text.conversion import prepared
from kb.language.text.prose import Passage, Prose
from kb.language.text.tags import AT, with_places

_FENCE = re.compile(r"(?<![^\n])[ ]*(?:(?P<ticks>`{3,})[^\n`]*|(?P<waves>~{3})[^\n~]*)(?![^\n])")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[«„“\"(]?(?:[А-ЯЁа-яё]|[A-Z][a-z]))")
_TO_REMARK = re.compile(r"[\w»”)%]\*{1,3}(?![\w*])")
"""A word with asterisks that refer to a remark below, which begins with as many."""

_TICK = re.compile(r"(?<![^\s(«„\[—–])`(?=[^\W\d])")

_Start = tuple[str, int]
"""The name of a start tag, and where it is in the source."""


def unclosed_tags(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for an HTML tag that swallows the rest of the page: nothing closes it.

    A tag within a line, such as `<b>`, only has no effect.
    """
    source = prose.source
    numbered = with_places(source.body)
    if numbered == source.body:
        return
    swallowing = _swallowing(prepared(numbered))
    if swallowing:
        end = f"</{swallowing[0]}>"
        told = f"тег <{swallowing[0]}> не закрыт, и дальше вся страница внутри него; допишите {end}"
        yield prose.warning_in_body(swallowing[1], told, "unclosed-tags")


def unclosed_bold(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each pair of asterisks that begins bold text but has no end.

    Asterisks before a remark at the bottom of a page do not count: «**Цена без доставки».
    """
    for passage in prose.passages:
        found = list(_BOLD.finditer(passage.text)) if passage.text.count("**") == 1 else ()
        for match in found:
            begins = not passage.text[: match.start()].rpartition("\n")[2].strip()
            if is_escaped(passage, match.start(), match.end()):
                continue
            if begins and any(_TO_REMARK.search(one.text) for one in prose.passages):
                continue
            told = "жирный шрифт не закрыт; допишите ** в его конце"
            yield prose.warning(passage, word_at(passage.text, match.end()), told, "unclosed-bold")


def unclosed_fences(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for each fence that is shown as text: its code never ends."""
    typed = prose.source.body_lines
    if is_in_one_fence(typed):
        return
    lines = [line.strip(" \t>") for line in typed]
    for written, mark in reversed(list(_shown_fences(prose))):
        places = [at for at, line in enumerate(lines) if line == written]
        if not places:
            continue
        at = places[-1]  # those above are closed, or close others
        lines[at] = ""
        told = f"блок кода не закрыт; допишите {mark} отдельной строкой после кода"
        column = typed[at].index(mark) + 1
        yield prose.warning_in_line(at, column, told, "unclosed-fences")


def _shown_fences(prose: Prose) -> Iterator[tuple[str, str]]:
    """Yields the lines of text that begin with a fence, and its mark."""
    for passage in prose.body:
        for fence in _FENCE.finditer(passage.text):
            yield fence[0].strip(), fence["ticks"] or fence["waves"]


def unclosed_code(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A backtick that begins code within a line and has no pair."""
    text = passage.text
    if text.count("`") == 1:
        for match in _TICK.finditer(text):
            if not is_escaped(passage, *match.span()):
                yield Finding(match.end(), "код в строке не закрыт; допишите ` в его конце")


class _Extractor(HTMLExtractorExtra):
    """Finds raw HTML as Markdown does, and remembers where the outermost element begins."""

    mdstack: list[str]
    """Open elements whose content Markdown reads too; types-markdown does not know it."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.raw: _Start = ("", 0)
        self.with_markdown: _Start = ("", 0)
        """Like `raw`, but for the elements in `mdstack`."""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        is_raw, has_markdown = bool(self.stack), bool(self.mdstack)
        super().handle_starttag(tag, attrs)
        found = (tag, int(dict(attrs).get(AT) or 0))
        if self.stack and not is_raw:
            self.raw = found
        if self.mdstack and not has_markdown:
            self.with_markdown = found


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)


def _swallowing(numbered: str) -> _Start | None:
    """The element that is still open where the page ends."""
    md = _markdown().reset()
    lines = numbered.split("\n")
    for preprocessor in list(md.preprocessors)[: md.preprocessors.get_index_for_name("html_block")]:
        lines = preprocessor.run(lines)
    extractor = _Extractor(md)
    extractor.feed("\n".join(lines))
    if extractor.stack:
        return extractor.raw
    return extractor.with_markdown if extractor.mdstack else None
