"""Finds the places on pages that a link may lead to."""

from difflib import get_close_matches

from lxml import html
from markdown import Markdown

from kb.content.body.dialect import EXTENSIONS, OPTIONS
from kb.content.fields.messages import one_line
from kb.content.library import Document
from kb.content.reading.folders import is_replaced
from kb.edition import Edition, KnowledgeBase
from kb.markdown.embed import body
from kb.page import PageContext
from kb.slugs import slugify


class Anchors:
    """The places on all pages; each page is read once for each language."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._known: dict[tuple[str, Document], frozenset[str]] = {}

    def fault(self, document: Document, target: Document, fragment: str) -> tuple[str, str] | None:
        """Returns the rule that a link from one page to another breaks, and what is wrong."""
        if not fragment or not self._kb.themes:  # without a theme no page can be made
            return None
        known = self._of(document.locale, target)
        if fragment in known or is_replaced(target.src_uri, document.src_uri, self._kb.roots):
            return None
        slug = _same(slugify(fragment), known)  # other programs keep a heading's letters
        near = [slug] if slug else get_close_matches(fragment, known, 1, 0.6)
        hint = f"; может быть, «#{near[0]}»?" if near else "; проверьте заголовки"
        where = "на этой странице" if target is document else f"на странице {target.shown_as}"
        return "anchor", f"{where} нет места «#{one_line(fragment)}»{hint}"

    def meant(self, document: Document, target: Document, fragment: str, words: str) -> str:
        """Returns the anchor of a heading that has `fragment` in other programs; empty if none.

        Google Docs and Word number their anchors, but there the link from the page to the `target`
        has the `words` of the heading.
        """
        if not self.fault(document, target, fragment):
            return ""
        known = self._of(document.locale, target)
        return _same(slugify(fragment), known) or _same(slugify(words), known)

    def _of(self, locale: str, target: Document) -> frozenset[str]:
        key = (locale, target)
        if key not in self._known:
            self._known[key] = _read(target, self._kb.edition(locale))
        return self._known[key]


def _read(document: Document, edition: Edition) -> frozenset[str]:
    """The anchors of a page in a language: of its headings, its fragments, its raw HTML."""
    md = Markdown(
        extensions=[*EXTENSIONS, "toc", "kb.markdown"],
        extension_configs={
            **OPTIONS,
            "toc": {"slugify": slugify},
            "kb.markdown": {"context": PageContext(document.src_uri, edition)},
        },
    )
    page = html.fragment_fromstring(md.convert(body(document)), create_parent="div")
    return frozenset(page.xpath("//@id | //a/@name"))


def _same(slug: str, known: frozenset[str]) -> str:
    """The only anchor that differs at most in signs and in the number before the heading.

    GitHub makes «11-сроки» of «1.1. Сроки», and «сроки-1» of a second «Сроки», our `sroki_1`.
    """
    if slug in known:
        return slug
    for form in (_bare, _unnumbered):
        found = [one for one in known if form(one) == form(slug)] if form(slug) else []
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _bare(anchor: str) -> str:
    return anchor.replace("-", "").replace("_", "")


def _unnumbered(anchor: str) -> str:
    return _bare(anchor).lstrip("0123456789")
