"""Warns about Markdown in a title, which is shown as typed."""

import re
from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.content.problems import Problem
from kb.language.text.prose import Prose

_MARKS = re.compile(r"\*\*[^*]+\*\*|`[^`]+`|!?\[[^\[\]]*\]\([^()]*\)|\A#+ ")


def title_marks(prose: Prose) -> Iterator[Problem]:
    """Yields a warning for the first mark in a title: menus, tabs and lists show it as well."""
    found = _MARKS.search(prose.document.entry.title)
    if found:
        shown = one_line(found[0])
        told = f"«{shown}» читатели увидят как набрано: в названии только текст; уберите знаки"
        yield prose.document.warning_in_field(("title",), told, "title-marks")
