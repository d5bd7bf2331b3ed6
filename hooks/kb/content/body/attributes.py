"""Takes words in braces for text, and for attributes only what has the form of attributes.

Python-Markdown drops any braces at the end of a heading, a cell or a paragraph and after marked
words: «## Шаг 1. {Что делаем}», «**Здравствуйте,** {имя}». Templates are full of such places.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor

_NAME = "attr_list"
_PRIORITY = 8
"""That of Python-Markdown."""

_ATTRIBUTES = r"\{(?::|[ ]*(?=[#.][\w-]|[\w:.-]+=))[ ]*([^\}\n ][^\n]*)\}"
"""An anchor, a class or a named value begins them, or a colon, after which anything is one."""


class Attributes(Extension):
    """Reads attribute lists, if they are read at all."""

    def extendMarkdown(self, md: Markdown) -> None:
        processors = md.treeprocessors
        if _NAME in processors and type(processors[_NAME]) is AttrListTreeprocessor:
            processors.register(_Attributes(md), _NAME, _PRIORITY)


class _Attributes(AttrListTreeprocessor):
    """The stubs call these final; Python-Markdown itself does not."""

    BASE_RE = _ATTRIBUTES  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")  # type: ignore[misc]


def makeExtension() -> Attributes:
    """Returns the extension, which Markdown finds by the name of this module."""
    return Attributes()
