"""Warns of HTML in fields, where readers would see «&nbsp;» and «<b>» as they are typed."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.code import blanked
from kb.language.text.prose import Prose, fields, typed
from kb.tree.raw_html import TAGS

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_LESS = "‹"
"""Stands for «<» where code is to be found and tags are not."""

_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")


def entities(page: Prose) -> Iterator[Problem]:
    """Yields a warning for each entity and tag in a field.

    «R&D;», a name in angle brackets that is not a tag's, and code do not count.
    """
    for location, text in fields(page.document):
        found = [*_entities(text), *_tags(text)] if "&" in text or "<" in text else []
        if not found:
            continue
        passage = typed(page.document, location, text)
        for at, written, advice in found:
            told = f"«{written}» в поле так и покажут; {advice}"
            yield page.warning(passage, at, told, "entities")


def _entities(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _ENTITY.finditer(blanked(text)):
        if match[0][1] == "#" or match[0][1:] in html5:
            yield match.start(), match[0], _advice(unescape(match[0]))


def _tags(text: str) -> Iterator[tuple[int, str, str]]:
    without_code = blanked(text.replace("<", _LESS))
    for match in _TAG.finditer(text):
        if without_code[match.start()] == _LESS and match[1].lower() in TAGS:
            advice = "уберите тег; выделяют так: **важное**, *термин*"
            yield match.start(), one_line(match[0]), advice


def _advice(sign: str) -> str:
    if sign.isspace():
        return "поставьте обычный пробел: неразрывные сайт ставит сам"
    return f"напишите сам знак: {sign}" if sign.isprintable() else "уберите: знак невидим"
