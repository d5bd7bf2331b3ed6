"""Warns about links and pictures that are shown as typed."""

import re
from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, is_escaped, word_at
from kb.language.text.measures import CYRILLIC
from kb.language.text.prose import Kind, Passage
from kb.tree.runs import OPAQUE

_FILES = "md|html?|pdf|docx?|xlsx?|pptx?|csv|txt|zip|png|jpe?g|gif|svg|webp"
_ADDRESS = rf"""
    (?: {OPAQUE}+ | \.{{1,2}}/[^\s()]* | mailto:[^\s()]+
      | [A-Za-z0-9._/~-]+ \. (?:{_FILES}) (?: \#[^\s()]* )? )
"""
_LABEL = (
    r"\[ (?! (?: [^\w\[\]\n] | [\d_] )* \] | [a-z_]+:[0-9]+\] ) (?P<label> [^\[\]\n]{1,300} ) \]"
)
"""Words in brackets, but not the number of a book, nor «citation:1» of a chat assistant."""


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.VERBOSE)


_APART = _pattern(rf"""(?P<image>!?) (?<!\w) {_LABEL} [ ]+ \( {_ADDRESS} (?:\s+"[^"\n]*")? \)""")
_OPEN = _pattern(rf"(?P<image>!?) (?<!\w) {_LABEL} \( (?=\S) (?! [^()\n]* \) )")
_NO_BRACKET = _pattern(
    rf"(?<![\w\]]) \[ [^\[\]()\n]{{1,80}} (?<!\s) \( {_ADDRESS} \) (?! [^\[\]\n]* \] )"
)
_WIKI = _pattern(
    r"(?P<image>!?) \[\[ (?P<page> [^\[\]|\n]{1,200} ) (?P<label> \| [^\[\]\n]+ )? \]\]"
)
_ADDRESS_OF_WIKI = re.compile(r"[a-z0-9./_#-]+")
_PLACE_OF_WIKI = re.compile(rf"[/#]|\.(?:{_FILES})\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def lost_links(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Links with a wrong space or bracket, which Markdown leaves as they are."""
    text = passage.text
    if passage.kind is Kind.NAME or "[" not in text:
        return
    for match, told in (*_wrong(text), *_wiki(text)):
        if not is_escaped(passage, *match.span()):
            yield Finding(word_at(text, match.start()), told)


def _wrong(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _APART.finditer(text):
        told = "между скобками пробел, и это не ссылка; напишите [текст](адрес)"
        if match["image"]:
            told = "между скобками пробел, и это не картинка; напишите ![описание](адрес)"
        yield match, told
    for match in _OPEN.finditer(text):
        what = "картинка" if match["image"] else "ссылка"
        yield match, f"скобка адреса не закрыта, и это не {what}; допишите «)»"
    for match in _NO_BRACKET.finditer(text):
        yield match, "скобка текста не закрыта, и это не ссылка; допишите «]»"


def _wiki(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """`[[page]]` of a wiki, as Obsidian writes links, and `![[picture.png]]`.

    A single word in such brackets may be an editorial insertion or a form's blank: [[Имя]].
    """
    for match in _WIKI.finditer(text):
        if match["image"] or match["label"] or _is_wiki(match["page"], text):
            shown = one_line(f"{match['image']}[[{match['page']}]]")
            told = f"«{shown}» не станет ссылкой; напишите [текст](адрес)"
            if match["image"]:
                told = f"«{shown}» не станет картинкой; напишите ![описание](адрес)"
            yield match, f"{told}, а скобки для примера возьмите в `…`"


def _is_wiki(page: str, text: str) -> bool:
    if not any(map(str.isalpha, page)):
        return bool(_DAY.fullmatch(page))
    if _ADDRESS_OF_WIKI.fullmatch(page):
        return not page.isalpha() or (len(page) > 2 and bool(CYRILLIC.search(text)))
    return bool(_PLACE_OF_WIKI.search(page) or (len(page.split()) > 1 and CYRILLIC.search(page)))
