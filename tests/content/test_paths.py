"""The paths of reading promise what the pages they lead to keep."""

import posixpath
import re

import pytest

from kb.content.library import Document
from kb.edition import KnowledgeBase

TIMED = {"G07"}
"""Lessons whose time is that of the work, as their titles say."""

_STEP = re.compile(
    r"^\d+\. [^\n]*?\]\((?P<to>[^)#]+\.md)\)[^\n]*?(?P<minutes>\d+) (?:минут|minute)[^\d\n]*$",
    re.MULTILINE,
)


def _steps(base: KnowledgeBase, locale: str) -> list[tuple[Document, int]]:
    paths = base.library.at(f"{locale}/start/paths.md")
    assert paths is not None
    found = []
    for step in _STEP.finditer(paths.source.body):
        folder = posixpath.dirname(paths.src_uri)
        page = base.library.at(posixpath.normpath(posixpath.join(folder, step["to"])))
        assert page is not None, step["to"]
        found.append((page, int(step["minutes"])))
    return found


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_step_takes_as_long_as_its_page_says(base: KnowledgeBase, locale: str) -> None:
    steps = _steps(base, locale)
    assert len(steps) == 29, "a step without its minutes"
    edition = base.edition(locale)
    wrong = {
        page.path: f"promised {minutes}, shown {edition.minutes(page)}"
        for page, minutes in steps
        if not page.path.endswith("index.md") and page.key not in TIMED
        if minutes != edition.minutes(page)
    }
    assert wrong == {}
