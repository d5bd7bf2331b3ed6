"""Finds links that lead nowhere, as the engine will resolve them."""

import os
import posixpath
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kb.base import KnowledgeBase
from kb.content.library import Document
from kb.content.messages import in_field, one_line
from kb.content.problems import Problem
from kb.language import Prose
from kb.language.addresses import Address, addresses
from kb.lint.anchors import anchors
from kb.render import relative, resolved


class Links:
    """The files and anchors there are, to look links up in."""

    def __init__(self, kb: KnowledgeBase, roots: Sequence[Path]) -> None:
        self._kb = kb
        self._roots = roots
        self._anchors: dict[tuple[str, Document], frozenset[str]] = {}

    def check(self, page: Prose) -> Iterator[Problem]:
        """Yields a problem for every link and picture of a page that leads nowhere."""
        for one in addresses(page):
            fault = self._fault(page.document, one)
            if fault:
                rule, told = fault
                message = in_field(one.location, told)
                yield Problem(
                    page.document.shown_as, one.line, message, column=one.column, rule=rule
                )

    def _fault(self, document: Document, at: Address) -> tuple[str, str] | None:
        """The rule that a link breaks and what is wrong; None if it leads somewhere."""
        library = self._kb.library
        shown = one_line(at.written)
        try:
            parts = urlsplit(at.written)
        except ValueError:
            return "link", f"«{shown}» не адрес; проверьте его"
        if parts.scheme or parts.netloc:
            return None
        if at.location and library.find(document.locale, at.written):
            return None
        if parts.path.startswith("/"):
            return "link", f"адрес «{shown}» от корня сайта; напишите путь к файлу от этой страницы"
        fragment = unquote(parts.fragment)
        if not parts.path:
            return self._anchor_fault(document, document, fragment)
        target = resolved(unquote(parts.path), document.src_uri)
        original = library.original(target)
        is_file = target in self._files or original in self._files
        if at.is_image:
            return None if is_file else ("image", self._missing(document, shown, target))
        found = library.at(target) or library.at(original)
        if found:
            return self._anchor_fault(document, found, fragment)
        if is_file:
            return None  # a download, or a page that cannot be read: that is told elsewhere
        if not at.location and (entry := library.find(document.locale, parts.path)):
            path = relative(entry.path, document.path)
            return "link", f"в тексте ссылаются на файл, а не на id; напишите «{path}»"
        return "link", self._missing(document, shown, target)

    def _anchor_fault(
        self, document: Document, target: Document, fragment: str
    ) -> tuple[str, str] | None:
        if not fragment:
            return None
        known = self._anchors_of(document.locale, target)
        if fragment in known:
            return None
        near = get_close_matches(fragment, known, 1, 0.6)
        hint = f"; может быть, «#{near[0]}»?" if near else "; проверьте заголовки"
        where = "на этой странице" if target is document else f"на странице {target.shown_as}"
        return "anchor", f"{where} нет места «#{one_line(fragment)}»{hint}"

    def _anchors_of(self, locale: str, target: Document) -> frozenset[str]:
        key = (locale, target)
        if key not in self._anchors:
            self._anchors[key] = anchors(target, self._kb.edition(locale))
        return self._anchors[key]

    def _missing(self, document: Document, shown: str, target: str) -> str:
        name = posixpath.basename(target)
        near = [
            one
            for one in sorted(self._files)
            if posixpath.basename(one) == name
            and one.partition("/")[0] not in set(self._kb.library.locales) - {document.locale}
        ] or [one for one in get_close_matches(target, self._files, 1, 0.8) if _is_like(one, name)]
        if not near:
            return f"файла «{shown}» нет; проверьте путь от этой страницы"
        path = relative(near[0], document.src_uri)
        return f"файла «{shown}» нет; может быть, «{path}»?"

    @cached_property
    def _files(self) -> frozenset[str]:
        """All that the site is made of, by its path below docs/ or below a theme's folder."""
        own = (path for root in self._roots for path in _below(root))
        theirs = (path for theme in self._kb.themes for path in _below(theme, hidden=False))
        return frozenset([*own, *theirs])


def _is_like(path: str, name: str) -> bool:
    """Whether a file's own name is like another one: two of one long folder are alike anyway."""
    stems = [posixpath.splitext(posixpath.basename(one))[0] for one in (path, name)]
    return bool(get_close_matches(stems[0], stems[1:], 1, 0.6))


def _below(folder: Path, *, hidden: bool = True) -> Iterator[str]:
    """The files below a folder. A theme hides ten thousand icons, which no page can link to."""
    for place, folders, names in os.walk(folder):
        if not hidden:
            folders[:] = [name for name in folders if not name.startswith(".")]
        inner = Path(place).relative_to(folder)
        yield from ((inner / name).as_posix() for name in names if Path(place, name).is_file())
