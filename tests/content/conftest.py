"""The real docs/, read once."""

import datetime

import pytest

from kb.content.library import Document, Library
from kb.edition import KnowledgeBase
from tests.sites import EPOCH, ROOT


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    today = datetime.datetime.fromtimestamp(int(EPOCH), datetime.UTC).date()
    return KnowledgeBase.load(
        [ROOT / "docs"],
        locales=["ru", "en"],
        themes=[ROOT / "overrides"],
        shown_from=ROOT,
        today=today,
    )


@pytest.fixture(scope="session")
def library(base: KnowledgeBase) -> Library:
    return base.library


@pytest.fixture(scope="session")
def russian(library: Library) -> list[Document]:
    """The pages as they were written; the English ones are their translations."""
    return [one for one in library.documents if one.locale == "ru"]
