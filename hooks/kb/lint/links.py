"""Finds links that lead nowhere, resolved as the engine will resolve them."""

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kb.content.body.links import is_id
from kb.content.fields.messages import in_field, one_line
from kb.content.library import Document
from kb.content.problems import Problem
from kb.content.reading.folders import is_replaced
from kb.edition import KnowledgeBase
from kb.language import Prose
from kb.language.text.addresses import Address, addresses
from kb.lint.anchors import anchors
from kb.pictures import why_unseen
from kb.render import theme_files
from kb.slugs import slugify
from kb.urls import relative, resolved, safe

_SIZE = re.compile(r"\s=([0-9]*)x([0-9]*)\Z")
"""The size of a picture, as Diplodoc and Joplin write it."""

_SITE = re.compile(
    r"(?:https?:?/{1,2})?((?:[\w-]+\.)+(?:com|info|io|net|org|ru|su|рф)(?:[/?#:].*)?)\Z"
)
"""An address of a site without `https://`, or with half of it."""

_NO_WORDS = re.compile(r"(?<![!\\\]])\[\s*\]\(<?\Z")
"""What stands before the address of a link without words."""

_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,64}\.)+[^\W\d_]{2,}\Z")
"""An address of e-mail without `mailto:`."""


class Links:
    """The files and anchors that exist, to check links against."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._anchors: dict[tuple[str, Document], frozenset[str]] = {}

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

        They leave a heading's letters as they are: «#что-дальше» is our `#chto-dalshe`.
        """
        source = page.document.source
        lines = list(source.body_lines)
        found = [one for one in addresses(page) if "#" in one.written and not one.location]
        for one in sorted(found, key=lambda one: one.column, reverse=True):
            at, start = one.line - source.body_line, one.column - 1
            end = start + len(one.written)
            if start >= 0 and lines[at][start:end] == one.written:
                path, _, fragment = one.written.partition("#")
                words = "".join(one.element.itertext())
                anchor = self._anchor_meant(page.document, path, unquote(fragment), words)
                lines[at] = f"{lines[at][:start]}{path}#{anchor or fragment}{lines[at][end:]}"
        return "\n".join(lines)

    def _anchor_meant(self, document: Document, path: str, fragment: str, words: str) -> str:
        """The anchor of a heading that has `fragment` in other programs; empty if there is none.

        Google Docs and Word number their anchors: there the link has the `words` of the heading.
        """
        target = document
        if path:
            uri = resolved(unquote(path), document.src_uri)
            library = self._kb.library
            found = library.at(uri) or library.at(library.original(uri))
            if found is None:
                return ""
            target = found
        if not self._anchor_fault(document, target, fragment):
            return ""
        known = self._anchors_of(document.locale, target)
        return _same(slugify(fragment), known) or _same(slugify(words), known)

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
            return None  # `kb.content.check.references` has told it, if no page has that id
        if parts.path.startswith("/"):
            return "link", self._from_the_root(document, shown, unquote(parts.path))
        fragment = unquote(parts.fragment)
        if not parts.path:
            return self._anchor_fault(document, document, fragment)
        target = resolved(unquote(parts.path), document.src_uri)
        original = library.original(target)
        folder = target.partition("/")[0]
        if folder in {*library.locales[1:]} - {document.locale}:
            return "link", self._in_another_language(document, shown, folder, original)
        is_file = target in self._files or original in self._files
        if at.is_image:
            return None if is_file else ("image", self._missing(document, shown, target))
        found = library.at(target) or library.at(original)
        if found:
            return self._anchor_fault(document, found, fragment)
        if is_file:
            return None  # a download, or a page that cannot be read, which is reported elsewhere
        if not at.location and (entry := library.find(document.locale, parts.path)):
            path = relative(entry.path, document.path)
            return "link", f"в тексте ссылаются на файл, а не на id; напишите «{path}»"
        return "link", self._missing(document, shown, target)

    def _in_another_language(
        self, document: Document, shown: str, folder: str, original: str
    ) -> str:
        """What is wrong with the path of a file that the site in this language does not have."""
        told = f"«{shown}» — файл языка «{folder}»; сайт на другом языке его не найдёт"
        own = f"{document.locale}/{original.partition('/')[2]}"
        found = next((one for one in (own, original) if one in self._files), "")
        return f"{told}; напишите «{relative(own, document.src_uri)}»" if found else told

    def _unseen(self, document: Document, at: Address) -> str:
        """Why a browser would show nothing for a picture of ours; empty if it would."""
        parts = urlsplit(at.written)
        if parts.scheme or parts.netloc:
            return ""
        target = resolved(unquote(parts.path), document.src_uri)
        names = (target, self._kb.library.original(target))
        paths = (root / one for one in names for root in reversed(self._kb.roots))
        path = next((one for one in paths if one.is_file()), None)
        return why_unseen(one_line(at.written), path.read_bytes()) if path else ""

    def _from_the_root(self, document: Document, shown: str, path: str) -> str:
        """What is wrong with an address that was copied from a browser without its host."""
        told = f"адрес «{shown}» от корня сайта; напишите путь к файлу от этой страницы"
        page = path.strip("/")
        for start in ("", f"{document.locale}/"):
            for end in ("", ".md", "/index.md"):
                if (file := f"{start}{page}{end}") in self._files:
                    return f"{told}: «{relative(file, document.src_uri)}»"
        return told

    def _anchor_fault(
        self, document: Document, target: Document, fragment: str
    ) -> tuple[str, str] | None:
        if not fragment or not self._kb.themes:  # without a theme no page can be made
            return None
        known = self._anchors_of(document.locale, target)
        if fragment in known or is_replaced(target.src_uri, document.src_uri, self._kb.roots):
            return None
        slug = _same(slugify(fragment), known)  # others leave a heading's letters as they are
        near = [slug] if slug else get_close_matches(fragment, known, 1, 0.6)
        hint = f"; может быть, «#{near[0]}»?" if near else "; проверьте заголовки"
        where = "на этой странице" if target is document else f"на странице {target.shown_as}"
        return "anchor", f"{where} нет места «#{one_line(fragment)}»{hint}"

    def _anchors_of(self, locale: str, target: Document) -> frozenset[str]:
        key = (locale, target)
        if key not in self._anchors:
            self._anchors[key] = anchors(target, self._kb.edition(locale))
        return self._anchors[key]

    def _missing(self, document: Document, shown: str, target: str) -> str:
        if size := _SIZE.search(shown):
            told = f"«={size[1]}x{size[2]}» здесь часть адреса"
            side = f"width={size[1]}" if size[1] else f"height={size[2]}"
            return f"{told}; размер картинки пишут после скобки: ![…](…){{{side}}}"
        name = posixpath.basename(target)
        near = [
            one
            for one in sorted(self._files)
            if posixpath.basename(one) == name
            and one.partition("/")[0] not in set(self._kb.library.locales) - {document.locale}
        ] or self._alike(target)
        if not near and _MAIL.match(shown):
            return f"файла «{shown}» нет; адрес почты пишут так: «mailto:{shown}»"
        if not near and (site := _SITE.match(shown)):
            return f"файла «{shown}» нет; адрес сайта пишут целиком: «https://{site[1]}»"
        if not near:
            return f"файла «{shown}» нет; проверьте путь от этой страницы"
        path = relative(near[0], document.src_uri)
        return f"файла «{shown}» нет; может быть, «{path}»?"

    def _alike(self, target: str) -> list[str]:
        """The file most like a path, if its name is too: in one long folder all paths are alike.

        Backslashes, capitals and a folder instead of its main page are what Windows and browsers
        let pass.
        """
        meant = posixpath.normpath(target.replace("\\", "/")).lower()
        same = [one for one in sorted(self._files) if one.lower() in (meant, f"{meant}/index.md")]
        if same:
            return same[:1]
        stem = PurePosixPath(target).stem
        found = get_close_matches(target, self._files, 1, 0.8)
        return [one for one in found if get_close_matches(PurePosixPath(one).stem, [stem], 1, 0.6)]

    @cached_property
    def _files(self) -> frozenset[str]:
        """All files of the site, as paths below docs/ or below a theme's folder."""
        own = (
            path.relative_to(root).as_posix()
            for root in self._kb.roots
            for path in root.rglob("*")
            if path.is_file()
        )
        # Without a theme's hidden folders: no page can link into them.
        theirs = (
            path
            for theme in self._kb.themes
            for path in theme_files(theme)
            if (theme / path).is_file()
        )
        return frozenset([*own, *theirs])


def _same(slug: str, known: frozenset[str]) -> str:
    """The one anchor that differs at most in signs and in the number before the heading.

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


def _has_no_words(document: Document, at: Address) -> bool:
    """Whether a link of the text has been written without what a reader would click."""
    if at.location or at.is_image or not at.column:
        return False
    line = document.source.body_lines[at.line - document.source.body_line]
    return bool(_NO_WORDS.search(line[: at.column - 1]))
