"""Reads braces as attributes only if they look like attributes; otherwise they are text.

Python-Markdown drops any braces at the end of a heading, cell or paragraph, or after marked words:
«## Шаг 1. {Что делаем}», «**Здравствуйте,** {имя}». Templates have many such places.
"""

import re

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor

_NAME = "attr_list"
_PRIORITY = 8
"""As in Python-Markdown."""

_BARE = r"(?:download|hidden|data-[a-z-]+)(?=[ }])"
"""Attributes of HTML without a value that pages have."""

_ATTRIBUTES = rf"\{{(?::|[ ]*(?=[#.][\w-]|[\w:.-]+=|{_BARE}))[ ]*([^\}}\n ][^\n]*)\}}"
"""They begin with an anchor, a class, a named value, a bare name, or a colon before anything."""


def add_to(md: Markdown) -> None:
    """Replaces the reader of attribute lists, if there is one."""
    processors = md.treeprocessors
    if _NAME in processors and type(processors[_NAME]) is AttrListTreeprocessor:
        processors.register(_Attributes(md), _NAME, _PRIORITY)


class _Attributes(AttrListTreeprocessor):
    """The type stubs declare these as final; Python-Markdown itself does not."""

    BASE_RE = _ATTRIBUTES  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")  # type: ignore[misc]
