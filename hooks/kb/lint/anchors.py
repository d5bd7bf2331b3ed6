"""Finds the places on a page that a link may lead to."""

from lxml import html
from markdown import Markdown

from kb.content.body.embeds import EXTENSIONS, OPTIONS
from kb.content.library import Document
from kb.edition import Edition
from kb.markdown.embed import body
from kb.page import PageContext
from kb.slugs import slugify


def anchors(document: Document, edition: Edition) -> frozenset[str]:
    """Returns the anchors of a page in a language: of its headings, its fragments, its raw HTML."""
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
