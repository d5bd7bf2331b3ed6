"""The real docs/, read once."""

import pytest

from kb.content.library import Document, Library
from kb.edition import KnowledgeBase
from tests import bases
from tests.sites import ROOT


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return bases.base(ROOT / "docs", themes=[bases.THEME], shown_from=ROOT)


@pytest.fixture(scope="session")
def library(base: KnowledgeBase) -> Library:
    return base.library


@pytest.fixture(scope="session")
def russian(library: Library) -> list[Document]:
    """The pages as they were written; the English ones are their translations."""
    return [one for one in library.documents if one.locale == "ru"]
