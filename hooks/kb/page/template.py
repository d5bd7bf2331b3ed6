"""Puts words into the blanks of a document template: in its Markdown, and in its HTML."""

import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

from kb.content.body.blanks import BLANK
from kb.content.model import Blank, Template
from kb.render import element

Show = Callable[[Blank], str]

_TABLE_ROW = re.compile(r"\s*\|")


def fill(template: Template, show: Show) -> str:
    """Returns the document's Markdown with what `show` returns in place of each {blank-id}.

    In a table row this text is kept inside its cell: joined into one line, its pipes escaped.
    """
    blanks = _by_id(template)

    def line(written: str) -> str:
        in_cell = _TABLE_ROW.match(written) is not None

        def one(match: re.Match[str]) -> str:
            blank = blanks.get(match[1])
            if blank is None:
                return match[0]
            shown = show(blank)
            return " ".join(shown.split()).replace("|", "\\|") if in_cell else shown

        return BLANK.sub(one, written)

    return "\n".join(map(line, template.document.split("\n")))


def fill_html(template: Template, html: str, show: Show) -> Markup:
    """Returns the document's HTML with a `span[data-blank]` for each {blank-id}.

    `html` is the document converted from its Markdown, with blanks still written {blank-id};
    `show` returns the HTML to put in a blank. Both must be well-formed.
    """
    blanks = _by_id(template)
    root = element(f"<div>{html}</div>")
    for node in list(root.iter()):
        node.text, spans = _spans(node.text, blanks, show)
        children = list(node)
        for child in children:
            child.tail, after = _spans(child.tail, blanks, show)
            spans += [child, *after]
        node[:] = spans
    inner = ElementTree.tostring(root, encoding="unicode")
    inner = inner.removeprefix("<div>").removesuffix("</div>")
    return Markup(inner)  # noqa: S704 (made by Markdown and `show`, raw HTML switched off)


def _by_id(template: Template) -> dict[str, Blank]:
    return {str(blank.id): blank for blank in template.fields}


def _spans(text: str | None, blanks: dict[str, Blank], show: Show) -> tuple[str, list[Element]]:
    """Cuts a text at its blanks: the words before the first, and a span for each blank."""
    words, spans = "", list[Element]()
    for index, part in enumerate(BLANK.split(text or "")):
        named = index % 2 == 1
        if named and part in blanks:
            shown = show(blanks[part])
            spans.append(element(f'<span class="kb-blank" data-blank="{part}">{shown}</span>'))
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + (f"{{{part}}}" if named else part)
        else:
            words += f"{{{part}}}" if named else part
    return words, spans
