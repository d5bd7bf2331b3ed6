"""Turns a finished page into what is searched: its article's words and headings, and its names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

from lxml import etree
from markupsafe import escape

from kb.content.library import Document, Library
from kb.content.model import Term
from kb.search.inflection import words
from kb.tree.headings import LEVELS

_EXCLUDED = "data-search-exclude"
_PERMALINK = "headerlink"
_OUT = "kb-out"
"""The tag that an element gets if its attributes exclude it."""

_LEFT_OUT = (
    etree.Comment,
    etree.ProcessingInstruction,
    _OUT,
    *"script style template svg nav form button select textarea input img video audio".split(),
    "iframe",
)
_WITH_ATTRIBUTES = etree.XPath("descendant-or-self::*[@*]")
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_INLINE = frozenset("a abbr b code em i kbd mark q s small span strong sub sup time u".split())
_SENTENCES = frozenset("td th dt dd caption summary".split())
_SECTIONS = ("h2", "h3")


@dataclass(frozen=True, slots=True)
class Record:
    """One page as the search knows it."""

    url: str
    """From the root of the page's language, as a link has it: roles/zakazchik/."""

    type: str
    title: str
    names: tuple[str, ...]
    """What else the page is called: a term's abbreviation, aliases, «см.» names and names in other
    languages, and the single words of `search` in front matter."""

    audience: tuple[str, ...]
    summary: str
    """For a term its definition."""

    article: "Article"

    asked: tuple[str, ...] = ()
    """The phrases of `search` in front matter: the needs with which people come to the page."""

    boost: float = 1
    """`search: {boost: 2}` in front matter: how much more than others the page is worth."""

    @property
    def promises(self) -> tuple[str, ...]:
        """What the page answers: its phrases, its summary and its headings."""
        # A term's definition is not a promise: it says what the term is, not how to do it.
        own = () if self.type == "term" else (self.summary,)
        return tuple(filter(None, (*self.asked, *own, *self.article.headings)))

    @property
    def words(self) -> set[str]:
        """All its words, each once."""
        names = (self.title, *self.names, *self.asked, self.summary)
        return {*self.article.words, *(word for name in names for word in words(name))}


class Article(NamedTuple):
    """What is searched of an article; it takes longer to compute than the rest of a record."""

    html: str
    """What is searched, with no attributes but the headings' ids. Empty if there are no words."""

    words: Sequence[str]
    """Each once, in alphabetical order."""

    headings: Sequence[str] = ()
    """Of its sections."""


def foreign_names(document: Document, library: Library) -> tuple[str, ...]:
    """Returns what a term is called in the other languages: people type «stakeholder», too."""
    if not isinstance(document.entry, Term):
        return ()
    others = (library.translated(locale, document.key) for locale in library.locales)
    return tuple(
        name
        for one in others
        if one and one.locale != document.locale and isinstance(one.entry, Term)
        for name in (one.entry.title, *one.entry.other_names)
    )


def record(
    document: Document,
    article: Article,
    *,
    url: str,
    audience: Iterable[str] = (),
    foreign: Iterable[str] = (),
) -> Record | None:
    """Returns what is searched of a page; None if its front matter says `search: {exclude: true}`.

    `url` is the page's address from the root of its language, `audience` whom it is for if its
    entry does not say, `foreign` its `foreign_names`.
    """
    entry = document.entry
    steering = entry.search
    if steering.exclude:
        return None
    own = entry.other_names if isinstance(entry, Term) else ()
    asked = [one for one in steering.words if len(words(one)) > 1]
    single = [one for one in steering.words if one not in asked]
    return Record(
        url=url,
        type=entry.type,
        title=entry.title,
        names=tuple(dict.fromkeys((*own, *single, *foreign))),
        audience=tuple(str(one) for one in entry.audience or audience),
        summary=getattr(entry, "summary", None) or "",
        article=article,
        asked=tuple(asked),
        boost=steering.boost,
    )


def searched(article: str) -> Article:
    """Returns what is searched of a page's finished HTML, which need not be well-formed.

    Controls, drawings and what `data-search-exclude` marks are left out.
    """
    if not article.strip():
        return Article("", ())
    page = etree.fromstring(f"<html><body>{article}</body></html>", etree.HTMLParser())
    root = page.find("body")
    for element in _WITH_ATTRIBUTES(root):
        attributes = dict(element.attrib)
        element.attrib.clear()
        if _EXCLUDED in attributes or _PERMALINK in attributes.get("class", "").split():
            element.tag = _OUT
        elif element.tag in LEVELS and attributes.get("id"):
            element.set("id", attributes["id"])
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    for element in root.iter():
        if element.tag not in _INLINE:  # «<dt>Сокращение</dt><dd>SLA</dd>» are two words
            element.tail = f" {element.tail or ''}"
        if element.tag in _SENTENCES:
            _end(element)
    root.tag = "div"
    texts = _TEXTS(root)
    if not any(text.strip() for text in texts):
        return Article("", ())
    found = sorted({*words("\n".join(texts))})
    headings = (" ".join("".join(_TEXTS(one)).split()) for one in root.iter(*_SECTIONS))
    return Article(
        etree.tostring(root, encoding="unicode", method="html"),
        [*map(intern, found)],  # a word on a thousand pages is kept in memory once
        list(filter(None, headings)),
    )


def _end(cell: etree._Element) -> None:
    """Ends a cell as a sentence, as Pagefind ends other blocks: an excerpt shows where it does."""
    last = cell[-1] if len(cell) else None
    text = "".join(_TEXTS(cell)).rstrip()
    if not text or text[-1] in ".,:;!?…" or (last is not None and last.tag not in _INLINE):
        return
    if last is None:
        cell.text = f"{cell.text.rstrip()}."
    else:
        last.tail = f"{(last.tail or '').rstrip()}."


def page(record: Record, locale: str) -> str:
    """Returns the record as a page for Pagefind, its summary before its article."""
    title = f"<p data-pagefind-ignore data-pagefind-meta=title>{escape(record.title)}</p>"
    summary = f"<p data-pagefind-weight=4>{escape(record.summary)}</p>"
    if record.type == "term":  # its article has the definition already
        attributes = "data-pagefind-ignore data-pagefind-meta=definition"
        summary = f"<p {attributes}>{escape(record.summary)}</p>"
    head = f'<!doctype html><html lang="{escape(locale)}"><meta charset="utf-8">'
    # Pagefind skips a page that has no words.
    article = record.article.html or f"<p>{escape(record.title)}</p>"
    return f"{head}<body data-pagefind-body>{title}{summary}{article}</body></html>"
