"""Measures what is written on a page."""

from dataclasses import dataclass
from functools import lru_cache

from kb.content.library import Document
from kb.language import measure, prose
from kb.language.text.sentences import words


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says, in figures."""

    ease: float | None
    """Flesch's reading ease of a Russian page; None if there is too little running text."""

    words: int
    """Those that readers see: in the text and in the fields, without code and markup."""

    texts: tuple[str, ...]
    """The texts of its passages."""

    links: tuple[str, ...]
    """The targets of its links, as they are written."""


@lru_cache(maxsize=4096)  # a preview has the same documents as long as they do not change
def content(document: Document) -> Content:
    """Returns the figures of a page."""
    page = prose(document)
    texts = tuple(one.text for one in page.passages)
    measured = measure(page) if document.locale == "ru" else None
    roots = (*(root for root, _ in page.trees), page.stand_ins)
    links = [link.get("href", "") for root in roots for link in root.iter("a")]
    return Content(
        ease=measured.ease if measured and measured.is_meaningful else None,
        words=sum(len(words(text)) for text in texts),
        texts=texts,
        links=tuple(filter(None, links)),
    )
