"""Prepares a page's text for paper: whatever can open is open, and nothing needs a click."""

from lxml.etree import SubElement
from lxml.html import HtmlElement
from lxml.html.builder import DIV, SPAN, P

_OF_THE_SCREEN = " | ".join(
    (
        ".//*[@hidden]",
        ".//*[@data-search-exclude][not(self::svg)]",
        ".//*[@data-glossary]",  # its terms follow, each with its definition
        ".//form",
        ".//button",
        ".//progress",
        ".//script",
        ".//textarea",
        ".//a[@class='headerlink' or @class='footnote-backref']",
        ".//p[@class='kb-kind']",
        ".//*[contains(@class, 'kb-byline') or contains(@class, 'md-button')]",
    )
)
_DEEPEST = 6


def prepare(text: HtmlElement, level: int, drawings: str) -> HtmlElement:
    """Changes a page's text in place; its second-level headings become headings of `level`.

    `drawings` is the style sheet of the diagrams: WeasyPrint applies no page styles inside them.
    """
    for one in text.xpath(_OF_THE_SCREEN):
        if one.getparent() is not None:  # not already dropped with its ancestor
            one.drop_tree()
    _answers(text)
    _open(text)
    _tabs(text)
    _drawings(text, drawings)
    for box in text.xpath(".//input[@type='checkbox']"):
        _replace(box, SPAN({"class": "box box--done" if "checked" in box.attrib else "box"}))
    for other in text.xpath(".//input | .//label"):
        other.drop_tag()
    for heading in list(text.iter("h2", "h3", "h4", "h5", "h6")):
        heading.tag = f"h{min(int(heading.tag[1]) - 2 + level, _DEEPEST)}"
    return text


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)


def _answers(text: HtmlElement) -> None:
    """Moves the answers of a quiz below all its questions, so that nobody reads them first."""
    for quiz in text.xpath(".//*[@data-quiz]"):
        answers = DIV({"class": "answers"})
        for question in quiz.xpath(".//*[@data-question]"):
            for details in question.xpath("./details"):
                summary = details.find("summary")
                if not len(answers):
                    answers.append(P(summary.text_content(), {"class": "answers__title"}))
                name = question.xpath("string((./h2|./h3|./h4|./h5|./h6)[1])")
                answers.append(P(name, {"class": "answer"}))
                summary.drop_tree()
                details.tag = "div"
                details.tail = None
                answers.append(details)
        quiz.append(answers)


def _open(text: HtmlElement) -> None:
    for details in text.xpath(".//details"):
        details.tag = "div"
        for summary in details.findall("summary"):
            summary.tag = "p"
            summary.set("class", "admonition-title")


def _tabs(text: HtmlElement) -> None:
    """Turns tabs into blocks below one another, each under its name."""
    for tabs in text.xpath(".//*[contains(concat(' ', @class, ' '), ' tabbed-set ')]"):
        names = tabs.xpath("./*[@class='tabbed-labels']/label")
        for name, block in zip(names, tabs.xpath(".//*[@class='tabbed-block']"), strict=False):
            block.insert(0, P(name.text_content(), {"class": "admonition-title"}))
        for gone in tabs.xpath("./input | ./*[@class='tabbed-labels']"):
            gone.drop_tree()


def _drawings(text: HtmlElement, style: str) -> None:
    """Keeps the wide one of a diagram's two drawings, with its colours."""
    for drawing in text.xpath(".//*[contains(@class, 'kb-diagram__tall')]"):
        drawing.drop_tree()
    for drawing in text.xpath(".//svg"):
        SubElement(drawing, "style").text = style
