"""Rules about a page's tree: order of headings, what links say, what pictures show."""

from collections.abc import Iterator

from kb.content.messages import in_field
from kb.content.problems import Problem, Severity
from kb.language.addresses import Address, addresses
from kb.language.prose import Kind, Prose

_SAYS_NOTHING = frozenset(
    "здесь|тут|сюда|ссылка|по ссылке|по этой ссылке|подробнее|далее|читать далее|"
    "here|click here|this link|link|read more|more".split("|")
)


def structure(prose: Prose) -> Iterator[Problem]:
    """Yields what is wrong with a page's headings, links and pictures."""
    yield from _headings(prose)
    for one in addresses(prose):
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
            line, column = passage.line(0), passage.column(0)
            yield Problem(document.shown_as, line, told, Severity.WARNING, column, "headings")
        above = level


def _problem(prose: Prose, at: Address, message: str, rule: str) -> Problem:
    told = in_field(at.location, message)
    return Problem(prose.document.shown_as, at.line, told, Severity.WARNING, at.column, rule)
