"""Fills the blanks of a document template: once with their names, once with the example."""

import re
from collections.abc import Callable

from kb.content.model import Blank, Template

_BLANK = re.compile(r"\{([^{}\s]+)\}")


def fill(template: Template, show: Callable[[Blank], str]) -> str:
    """Returns the document's Markdown with what `show` says in place of each {blank-id}."""
    blanks = {str(blank.id): blank for blank in template.fields}

    def one(match: re.Match[str]) -> str:
        blank = blanks.get(match[1])
        return show(blank) if blank else match[0]

    return _BLANK.sub(one, template.document)
