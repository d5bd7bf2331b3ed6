"""Rules about a page's tree: order of headings, what links say, what pictures show."""

import re
from collections.abc import Iterator

from kb.content.front_matter import Location
from kb.content.library import Document
from kb.content.messages import in_field
from kb.content.problems import Problem, Severity
from kb.language.prose import Kind, Prose

_SAYS_NOTHING = frozenset(
    "здесь|тут|сюда|ссылка|по ссылке|по этой ссылке|подробнее|далее|читать далее|"
    "here|click here|this link|link|read more|more".split("|")
)


def structure(prose: Prose) -> Iterator[Problem]:
    """Yields what is wrong with a page's headings, links and pictures."""
    yield from _headings(prose)
    for root, location in prose.trees:
        for link in root.iter("a"):
            text = "".join(link.itertext()).strip(" .,«»“”\n")
            if text.lower() in _SAYS_NOTHING:
                told = f"по словам «{text}» не понять, куда ведёт ссылка; назовите страницу"
                yield _problem(prose.document, location, link.get("href", ""), told)
        for image in root.iter("img"):
            if not (image.get("alt") or "").strip():
                told = "у картинки нет описания; напишите его в квадратных скобках: ![что видно](…)"
                yield _problem(prose.document, location, image.get("src", ""), told)


def _headings(prose: Prose) -> Iterator[Problem]:
    document = prose.document
    above = 1
    for passage in prose.body:
        if passage.kind is not Kind.HEADING:
            continue
        level = passage.level
        if level == 1 and getattr(document.entry, "template", None):
            told = ""  # a page with a frame of its own
        elif level == 1:
            told = "заголовок страницы — поле title; разделы начинайте с «##»"
        elif level > above + 1:
            told = f"после заголовка уровня {above} сразу {level}; поставьте «{'#' * (above + 1)}»"
        else:
            told = ""
        if told:
            yield Problem(document.shown_as, passage.line(0), told, Severity.WARNING)
        above = level


def _problem(document: Document, location: Location, address: str, message: str) -> Problem:
    """A problem at the line that has the address."""
    line = document.line(location) if location else document.source.body_line
    if not location and address:
        plain = re.escape(address.partition("#")[0] or address)
        found = (n for n, text in enumerate(document.source.body_lines) if re.search(plain, text))
        line += next(found, 0)
    return Problem(document.shown_as, line, in_field(location, message), Severity.WARNING)
