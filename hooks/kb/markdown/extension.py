"""The one Markdown extension: embeds, glossary links and typography on the parsed tree."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kb.content.body.blocks import Blocks
from kb.content.body.dialect import OtherPrograms
from kb.content.library import Document
from kb.content.model import Term
from kb.edition import Edition, Usage
from kb.glossary import GlossaryLinks, Occurrence, Policy
from kb.markdown.addresses import Addresses
from kb.markdown.blocks import Parser
from kb.markdown.contents import Contents
from kb.markdown.embed import Embedding
from kb.markdown.headings import Headings
from kb.markdown.inline import Inline
from kb.markdown.pictures import Pictures
from kb.markdown.raw_html import RawHtml
from kb.markdown.sanitizer import Sanitizer
from kb.markdown.tables import Tables
from kb.markdown.task_lists import TaskLists
from kb.page import PageContext
from kb.tree.headings import words_of
from kb.typography import Typography, Whole

# After attr_list (8), or a field that ends in `{: onclick=… }` would not stay text; before the
# table of contents (5), so that it sees the fragments' headings; usage after it, for their anchors.
# What an editor typed is sanitized before our own fragments are added.
# Terms become links after smarty (6), which recognizes quotation marks by the text beside them.
# Raw HTML has stand-ins in the tree for as long as anything looks for links and pictures there.
# What must stay on one line is wrapped when headings and terms have been read, and so are tasks.
# The list of addresses is added when the rest is complete and nothing would change its text.
# Data links come after MkDocs (0), which looks for the targets of links among its own files.
SANITIZE, HEADINGS, RAW_HTML, HIDDEN, EMBED = 7.95, 7.947, 7.945, 7.94, 7.9
PICTURES, GLOSSARY, TYPOGRAPHY = 7.6, 5.9, 5.8
USAGE, TABLES, WHOLE, TASKS, ADDRESSES, DATA, RAW_HTML_BACK = 4.9, 4.85, 4.83, 4.82, 4.8, -1, -2
HIDDEN_NAME, HEADINGS_NAME = "kb-hidden", "kb-headings"
LINKS_NAME, USAGE_NAME = "kb-glossary", "kb-usage"


class KnowledgeBaseExtension(Extension):
    """Makes Markdown know the page it is converting.

    Options: `context`, the `PageContext`; without it the extension only parses blocks.
    `link`, how many occurrences of a term are linked: first, section or all.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "context": ["", "The PageContext of the page being converted"],
            "link": ["first", "Occurrences of a term to link: first, section or all"],
        }
        super().__init__(**options)
        if self.getConfig("link") not in get_args(Policy):
            raise ValueError(f"kb.markdown: link: {self.getConfig('link')!r}: first, section, all")

    def extendMarkdown(self, md: Markdown) -> None:
        Blocks().extendMarkdown(md)
        OtherPrograms().extendMarkdown(md)
        Parser.replace(md)
        Inline.replace(md)
        Contents.replace(md)
        page = self.getConfig("context")
        if isinstance(page, PageContext):
            self.turn_to(page, md)

    def turn_to(self, page: PageContext, md: Markdown) -> None:
        """Prepares `md`, which this extends, for the page that it converts next."""
        document, edition = page.document, page.edition
        locale = document.locale if document else edition.locale
        for name in (HIDDEN_NAME, HEADINGS_NAME, LINKS_NAME, USAGE_NAME):  # not every page has them
            md.treeprocessors.deregister(name, strict=False)
        md.treeprocessors.register(Sanitizer(md), "kb-sanitizer", SANITIZE)
        raw_html = RawHtml(md)
        md.treeprocessors.register(raw_html, "kb-raw-html", RAW_HTML)
        md.treeprocessors.register(raw_html.back, "kb-raw-html-back", RAW_HTML_BACK)
        if edition.library.hidden:
            md.treeprocessors.register(_HiddenLinks(page), HIDDEN_NAME, HIDDEN)
        # A page with a template of its own, such as the home page, has its title in its text.
        if document and not getattr(document.entry, "template", None):
            headings = Headings(md, document.entry.title)
            md.treeprocessors.register(headings, HEADINGS_NAME, HEADINGS)
        md.treeprocessors.register(Embedding(md, page), "kb-embed", EMBED)
        if document and document.entry.glossary:
            links = _links(md, page, document, self.getConfig("link"))
            md.treeprocessors.register(links, LINKS_NAME, GLOSSARY)
            md.treeprocessors.register(_Usage(md, links, document, edition), USAGE_NAME, USAGE)
        md.treeprocessors.register(Typography(md, locale=locale), "kb-typography", TYPOGRAPHY)
        md.treeprocessors.register(Pictures(page.picture), "kb-pictures", PICTURES)
        md.treeprocessors.register(Tables(md), "kb-tables", TABLES)
        md.treeprocessors.register(Whole(md), "kb-whole", WHOLE)
        md.treeprocessors.register(TaskLists(md), "kb-task-lists", TASKS)
        words, site = edition.messages["page"]["addresses"], edition.settings.address
        addresses = Addresses(words, site, raw_html.cut)
        md.treeprocessors.register(addresses, "kb-addresses", ADDRESSES)
        md.treeprocessors.register(_DataLinks(page), "kb-data", DATA)


class Converter:
    """A Markdown instance that converts one page after another.

    Making one for each page would take a tenth of the time that converting does, and would leave
    reference cycles that only Python's garbage collector can free.
    """

    FORGETFUL = frozenset(
        "abbr admonition attr_list def_list fenced_code footnotes md_in_html sane_lists smarty"
        " tables toc pymdownx.details pymdownx.highlight pymdownx.superfences pymdownx.tabbed"
        " pymdownx.tasklist kb.markdown".split()
    )
    """Extensions that remember nothing of a page when they convert the next one."""

    @classmethod
    def fits(cls, extensions: Iterable[str], configs: Mapping[str, Any]) -> bool:
        """Whether all these extensions, with these options, are forgetful."""
        numbered = configs.get("footnotes", {}).get("UNIQUE_IDS", False)
        return not numbered and cls.FORGETFUL.issuperset(
            one.removeprefix("markdown.extensions.") for one in extensions
        )

    def __init__(self, extensions: Iterable[str], configs: Mapping[str, Any]) -> None:
        """Takes what `Markdown` takes, with "kb.markdown" among the extensions."""
        options = {k: v for k, v in configs["kb.markdown"].items() if k != "context"}
        self._ours = KnowledgeBaseExtension(**options)
        self._md = Markdown(
            extensions=[self._ours if one == "kb.markdown" else one for one in extensions],
            extension_configs=dict(configs),
        )

    def turned_to(self, page: PageContext) -> Markdown:
        """Returns the instance, ready for a page."""
        self._md.reset()
        self._ours.turn_to(page, self._md)
        return self._md


def _links(md: Markdown, page: PageContext, document: Document, policy: Policy) -> GlossaryLinks:
    def href(term: str) -> str:
        return page.link_to(term) or ""

    own = {document.key} if isinstance(document.entry, Term) else set()
    chosen: Policy = document.entry.link.value if document.entry.link else policy
    return GlossaryLinks(md, page.edition.matcher_of(document.locale), href, link=chosen, own=own)


class _OfPage(Treeprocessor):
    """A processor that needs the page being converted."""

    def __init__(self, page: PageContext) -> None:
        super().__init__()
        self._page = page


class _HiddenLinks(_OfPage):
    """Replaces links to pages left out of this knowledge base with their text."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if self._page.is_hidden(link.get("href", ""), self._page.path):
                link.tag = "span"
                link.attrib.clear()


class _DataLinks(_OfPage):
    """Gives links marked with `data-file` the address of that exported file.

    The file is written after all pages are done, so MkDocs would call the link broken.
    """

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if name := link.attrib.pop("data-file", ""):
                link.set("href", self._page.data(name))


class _Usage(Treeprocessor):
    """Records in the edition which terms the page links and in which sections terms occur.

    The page template prints the linked terms' definitions; `aria-describedby` ties each link to
    its own.
    """

    def __init__(
        self, md: Markdown, links: GlossaryLinks, document: Document, edition: Edition
    ) -> None:
        super().__init__(md)
        self._links = links
        self._document = document
        self._edition = edition

    def run(self, root: Element) -> None:
        linked: dict[str, None] = {}
        for link in root.iter("a"):
            if term := link.get("data-term"):
                link.set("aria-describedby", f"term-{term}")
                linked[term] = None
        self._edition.linked[self._document.path] = list(linked)
        for one in self._links.occurrences:
            places = self._edition.usage.setdefault(one.term_id, {})
            places.setdefault(self._place(one))

    def _place(self, occurrence: Occurrence) -> Usage:
        heading = occurrence.heading
        if heading is None or heading.tag == "h1":
            return Usage(self._document, "", "")
        text = words_of(heading, self.md)
        return Usage(self._document, text, heading.get("id", ""))


def makeExtension(**options: Any) -> KnowledgeBaseExtension:
    return KnowledgeBaseExtension(**options)
