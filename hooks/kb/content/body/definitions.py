"""Takes no words for the address of a link: «[Иван]: Привет» in a talk is a text.

As a definition of a link, the line would vanish from the page.
"""

import re

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor

ADDRESS = r"""
    (?= [<#/] | \.{1,2}/ | [A-Za-z][A-Za-z0-9+.-]*:
      | \S* (?: @ | / (?!\S) | \.[A-Za-z0-9]{2,10} (?: [/#?>] | (?!\S) ) ) )
    \S+
"""
"""What may be an address, as a verbose expression."""


def add_to(md: Markdown) -> None:
    """Makes Markdown want an address in the definition of a link, «[1]: https://…»."""
    processors = md.parser.blockprocessors
    if type(processors["reference"]) is ReferenceProcessor:
        processors.register(Definitions(md.parser), "reference", 15)  # as Python-Markdown has it


class Definitions(ReferenceProcessor):
    """Reads «[name]: address "title"»: a path, a file, a place on the page, a site or a mail."""

    RE = re.compile(
        rf"""
        ^[ ]{{0,3}} \[([^\[\]]*)\]: [ ]*(?:\n[ ]*)? ({ADDRESS})
        [ ]*(?:\n[ ]*)? ( (["'])(.*)\4[ ]* | \((.*)\)[ ]* )? $
        """,
        re.MULTILINE | re.VERBOSE,
    )
