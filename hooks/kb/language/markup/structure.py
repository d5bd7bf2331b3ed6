"""Rules about a page's tree: the order of headings, the texts of links and pictures."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from kb.content.fields.messages import in_field, one_line
from kb.content.problems import Problem
from kb.language.text.addresses import Address, addresses
from kb.language.text.code import outside_code
from kb.language.text.prose import Kind, Prose
from kb.tree.headings import LEVELS, repeats
from kb.urls import remote, safe

_SAYS_NOTHING = frozenset(
    "здесь|тут|сюда|ссылка|по ссылке|по этой ссылке|подробнее|далее|читать далее|"
    "here|click here|this link|link|read more|more".split("|")
)

_RAW = re.compile(r"<h1[\s>]", re.IGNORECASE)
_OWN_DISK = re.compile(r"[A-Za-z]:[\\/]|file:|\\", re.IGNORECASE)
_PREVIEW = re.compile(
    r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0):8000/(?!admin/)(?:[^?#]*/)?(?:#.*)?"
)
"""A page in `make serve`; other programs on this port use other addresses."""

_PUT = " в docs/assets/images и дайте путь от этой страницы"
_NAMELESS = re.compile(r"[ \t>]*#{1,6}[ \t#]*")

_RULES = frozenset({"--", "---", "===", "----", "===="})
_SHORT = 6
"""The most letters of a heading that so few signs fully underline."""

_ID = re.compile(r"\{[^{}\n]{0,200}#([^\s{}#]+)[^{}\n]{0,200}\}[ \t#]*$")


def structure(prose: Prose) -> Iterator[Problem]:
    """Yields what is wrong with a page's headings, links and pictures."""
    yield from _headings(prose)
    yield from _empty(prose)
    yield from _underlined(prose)
    yield from _first_level(prose)
    yield from _same_ids(prose)
    for one in addresses(prose):
        if told := _nobody_else_has(one):
            yield _problem(prose, one, told, "address")
        if one.is_image and one.is_raw and "alt" not in one.element.attrib:
            told = 'у картинки нет описания; напишите его в теге: alt="что видно"'
            yield _problem(prose, one, told, "alt")
        elif one.is_image and not one.is_raw and not (one.element.get("alt") or "").strip():
            told = "у картинки нет описания; напишите его в квадратных скобках: ![что видно](…)"
            yield _problem(prose, one, told, "alt")
        elif not one.is_image:
            text = "".join(one.element.itertext()).strip(" .,«»“”\n")
            if text.lower() in _SAYS_NOTHING:
                told = f"по словам «{text}» не понять, куда ведёт ссылка; назовите страницу"
                yield _problem(prose, one, told, "link-text")


def _headings(prose: Prose) -> Iterator[Problem]:
    above = 1
    for passage in prose.body:
        if passage.kind is not Kind.HEADING:
            continue
        if passage.level > above + 1:
            told = f"после заголовка уровня {above} сразу {passage.level}"
            told += f"; поставьте «{'#' * (above + 1)}»"
            yield prose.warning(passage, 0, told, "headings")
        above = passage.level


def _empty(prose: Prose) -> Iterator[Problem]:
    """Headings without a word: a nameless section, and an empty line in the table of contents."""
    headings = (one for one in prose.root.iter() if one.tag in LEVELS)
    empty = sum(not len(one) and not (one.text or "").strip() for one in headings)
    lines = outside_code(prose.source.body_lines) if empty else ()
    found = (number for number, line in lines if _NAMELESS.fullmatch(line))
    for number in islice(found, empty):
        told = "заголовок без слов; допишите название раздела или удалите строку"
        yield prose.warning_in_line(number, 1, told, "headings")


def _underlined(prose: Prose) -> Iterator[Problem]:
    """Texts that became headings because of a line meant to separate them from what follows.

    An underline about as long as its heading is intended.
    """
    lines = prose.source.body_lines
    for passage in prose.body:
        number = passage.line(0) - prose.source.body_line
        if passage.kind is not Kind.HEADING or not 0 <= number < len(lines) - 1:
            continue
        line = lines[number + 1].strip(" \t>")
        text = lines[number].strip(" \t>")
        if line in _RULES and not text.startswith("#") and len(text) > _SHORT:
            told = (
                f"из-за «{line}» под ней строка станет заголовком; для черты оставьте над «{line}»"
            )
            told += " пустую строку, а заголовок начните с «## »"
            yield prose.warning(passage, 0, told, "underline")


def _first_level(prose: Prose) -> Iterator[Problem]:
    """A page's title is its only first-level heading, unless the page has its own template."""
    entry = prose.document.entry
    if getattr(entry, "template", None):
        return
    typed = [(one.line(0), one.column(0)) for one in prose.body if one.level == 1]
    places = sorted([*typed, *_raw_headings(prose)])
    repeated = bool(places) and repeats(prose.root, prose.raw_html, entry.title)
    for number, (line, column) in enumerate(places):
        told = "заголовок страницы — поле title; разделы начинайте с «##»"
        if repeated and number == 0:
            told = "это повторяет поле title, на странице оно будет одно; удалите повтор"
        yield prose.document.warning(line, told, column, "headings")


def _same_ids(prose: Prose) -> Iterator[Problem]:
    """Ids in braces, «## Сроки { #sroki }», that a page has twice: a link finds the first only."""
    headings = [one.get("id") for one in prose.root.iter() if one.tag in LEVELS]
    twice = {name for name, times in Counter(headings).items() if name and times > 1}
    lines = outside_code(prose.source.body_lines) if twice else ()
    seen: set[str] = set()
    for number, line in lines:
        for match in _ID.finditer(line):
            if match[1] in seen & twice:
                told = f"якорь «#{match[1]}» на странице уже есть; дайте этому другой"
                yield prose.warning_in_line(number, match.start(1), told, "same-id")
            seen.add(match[1])


def _nobody_else_has(address: Address) -> str:
    """What is wrong with an address that leads to the editor's own computer, or nowhere."""
    written = address.written
    if _OWN_DISK.match(written):
        told = f"«{one_line(written)}» — файл на вашем диске, читатель его не откроет"
        return f"{told}; положите файл в docs/assets и дайте путь от этой страницы"
    if _PREVIEW.fullmatch(written) and "".join(address.element.itertext()) != written:
        told = f"«{one_line(written)}» — адрес просмотра на вашем компьютере"
        return f"{told}; дайте путь к файлу страницы"
    if remote(written) and " " in written:
        return f"в адресе «{one_line(written)}» пробел; вместо него пишут %20"
    return _dropped(address)


def _dropped(address: Address) -> str:
    """What is wrong with an address that the page drops, so that only the words are seen."""
    written = address.written
    shown = one_line(written)
    if address.is_image and written.startswith("data:"):
        return "картинка, записанная прямо в тексте, не покажется; сохраните её файлом" + _PUT
    if address.is_image and remote(written):
        return f"«{shown}»: картинка с чужого сайта не покажется; сохраните её файлом{_PUT}"
    if address.is_loaded and remote(written):
        told = f"«{shown}»: файл с чужого сайта страница не загрузит; положите его в docs/assets"
        return f"{told} и дайте путь от этой страницы"
    if not safe(written):
        return (
            f"«{shown}»: такая ссылка не работает; нужен https://, mailto:, tel: или путь к файлу"
        )
    return ""


def _raw_headings(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yields the line and column of each first-level heading typed as HTML."""
    raw = "".join(raw for raw in prose.raw_html if not isinstance(raw, Element))
    number = len(_RAW.findall(raw))
    lines = outside_code(prose.source.body_lines) if number else ()
    found = [(line, tag.start() + 1) for line, text in lines for tag in _RAW.finditer(text)]
    for line, column in found[:number]:
        yield prose.source.body_line + line, column


def _problem(prose: Prose, at: Address, message: str, rule: str) -> Problem:
    return prose.document.warning(at.line, in_field(at.location, message), at.column, rule)
