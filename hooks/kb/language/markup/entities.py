"""Warns of HTML entities in fields, which are plain text there: a reader sees «&nbsp;» itself."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from kb.content.problems import Problem
from kb.language.text.code import blanked
from kb.language.text.prose import Prose, fields, typed

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def entities(page: Prose) -> Iterator[Problem]:
    """Yields a warning for each entity in a field; «R&D;» and what stands in code is none."""
    for location, text in fields(page.document):
        found = list(_entities(text)) if "&" in text else []
        if not found:
            continue
        passage = typed(page.document, location, text)
        for at, written in found:
            told = f"«{written}» в поле так и покажут; {_advice(unescape(written))}"
            yield page.warning(passage, at, told, "entities")


def _entities(text: str) -> Iterator[tuple[int, str]]:
    for match in _ENTITY.finditer(blanked(text)):
        if match[0][1] == "#" or match[0][1:] in html5:
            yield match.start(), match[0]


def _advice(sign: str) -> str:
    if sign.isspace():
        return "поставьте обычный пробел: неразрывные сайт ставит сам"
    return f"напишите сам знак: {sign}" if sign.isprintable() else "уберите: знак невидим"
