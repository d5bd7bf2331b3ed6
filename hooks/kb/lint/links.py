"""Finds links that lead nowhere, resolved as the engine will resolve them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from kb.content.body.links import is_id
from kb.content.fields.messages import in_field, one_line
from kb.content.library import Document
from kb.content.problems import Problem
from kb.edition import KnowledgeBase
from kb.language import Prose
from kb.language.text.addresses import Address, addresses
from kb.lint.anchors import Anchors
from kb.lint.site_files import SiteFiles
from kb.pictures import why_unseen
from kb.urls import relative, resolved, safe

_TITLE = "{#T}"
"""What Diplodoc replaces with the title of the page that is linked."""

_MARKS = re.compile(r"[\[\]*_`<\\]")

_NO_WORDS = re.compile(r"(?<![!\\\]])\[\s*\]\(<?\Z")
"""What precedes the address of a link without words."""


class Links:
    """The files and places that exist, to check links against."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._files = SiteFiles(kb)
        self._anchors = Anchors(kb)

    def check(self, page: Prose) -> Iterator[Problem]:
        """Yields a problem for every link and picture of a page that leads nowhere."""
        for one in addresses(page):
            if _has_no_words(page.document, one):
                told = "у ссылки нет слов, и её не видно; напишите их в скобках: [слова](адрес)"
                yield page.document.warning(one.line, told, one.column, "link")
            fault = self._fault(page.document, one)
            if one.is_image and not fault and (told := self._unseen(page.document, one)):
                message = in_field(one.location, told)
                yield page.document.warning(one.line, message, one.column, "image")
            if fault:
                rule, told = fault
                message = in_field(one.location, told)
                yield Problem(
                    page.document.shown_as, one.line, message, column=one.column, rule=rule
                )

    def mended(self, page: Prose) -> str:
        """Returns the body of a page with our anchors in place of those of other programs.

        Those keep a heading's letters: «#что-дальше» is our `#chto-dalshe`.
        """
        source = page.source
        lines = list(source.body_lines)
        found = [one for one in addresses(page) if not one.location]
        for one in sorted(found, key=lambda one: one.column, reverse=True):
            at, start = one.line - source.body_line, one.column - 1
            end = start + len(one.written)
            if start < 0 or lines[at][start:end] != one.written:
                continue
            before, after = lines[at][:start], lines[at][end:]
            path, sign, fragment = one.written.partition("#")
            target = self._target(page.document, path)
            if target is None:
                continue
            title = target.entry.title
            if sign:
                words = "".join(one.element.itertext())
                anchor = self._anchors.meant(page.document, target, unquote(fragment), words)
                lines[at] = f"{before}{path}#{anchor or fragment}{after}"
            elif before.endswith(f"[{_TITLE}](") and not _MARKS.search(title):
                lines[at] = f"{before.removesuffix(f'{_TITLE}](')}{title}]({one.written}{after}"
        return "\n".join(lines)

    def _target(self, document: Document, path: str) -> Document | None:
        """The page that a path leads to from another; an empty path leads to that other itself."""
        if not path:
            return document
        return self._kb.library.shown_at(resolved(unquote(path), document.src_uri))

    def _fault(self, document: Document, at: Address) -> tuple[str, str] | None:
        """The rule that a link breaks and what is wrong; None if it leads somewhere."""
        library = self._kb.library
        shown = one_line(at.written)
        try:
            parts = urlsplit(at.written)
        except ValueError:
            return "link", f"«{shown}» не адрес; проверьте его"
        if parts.scheme in ("http", "https") and not parts.netloc:
            return "link", f"«{shown}» не адрес сайта; нужен вид https://example.com/"
        if parts.scheme or parts.netloc or not safe(at.written):
            return None
        if at.location and is_id(at.written):
            return None  # `kb.content.check.references` reports it if no page has that id
        if parts.path.startswith("/"):
            return "link", self._files.from_the_root(document, shown, unquote(parts.path))
        fragment = unquote(parts.fragment)
        if not parts.path:
            return self._anchors.fault(document, document, fragment)
        target = resolved(unquote(parts.path), document.src_uri)
        original = library.original(target)
        folder = target.partition("/")[0]
        if folder in {*library.locales[1:]} - {document.locale}:
            return "link", self._files.in_another_language(document, shown, folder, original)
        is_file = target in self._files or original in self._files
        if at.is_image:
            return None if is_file else ("image", self._files.missing(document, shown, target))
        found = library.shown_at(target)
        if found:
            return self._anchors.fault(document, found, fragment)
        if is_file:
            return None  # a download, or a page that cannot be read, which is reported elsewhere
        if not at.location and (entry := library.find(document.locale, parts.path)):
            path = relative(entry.path, document.path)
            return "link", f"в тексте ссылаются на файл, а не на id; напишите «{path}»"
        return "link", self._files.missing(document, shown, target)

    def _unseen(self, document: Document, at: Address) -> str:
        """Why a browser would not show a picture of ours; empty if it would."""
        parts = urlsplit(at.written)
        if parts.scheme or parts.netloc:
            return ""
        target = resolved(unquote(parts.path), document.src_uri)
        names = (target, self._kb.library.original(target))
        paths = (root / one for one in names for root in reversed(self._kb.roots))
        path = next((one for one in paths if one.is_file()), None)
        return why_unseen(one_line(at.written), path.read_bytes()) if path else ""


def _has_no_words(document: Document, at: Address) -> bool:
    """Whether a link of the text lacks the words to be clicked."""
    if at.location or at.is_image or not at.column:
        return False
    line = document.source.body_lines[at.line - document.source.body_line]
    return bool(_NO_WORDS.search(line[: at.column - 1]))
