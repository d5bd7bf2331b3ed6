"""The files of a site, and which of them was meant by a link that leads nowhere."""

import posixpath
import re
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePosixPath

from kb.content.library import Document
from kb.edition import KnowledgeBase
from kb.render import theme_files
from kb.urls import relative

_SIZE = re.compile(r"\s=([0-9]*)x([0-9]*)\Z")
"""The size of a picture, as Diplodoc and Joplin write it."""

_SITE = re.compile(
    r"(?:https?:?/{1,2})?((?:[\w-]+\.)+(?:com|info|io|net|org|ru|su|рф)(?:[/?#:].*)?)\Z"
)
"""The address of a site without `https://`, or with half of it."""

_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,64}\.)+[^\W\d_]{2,}\Z")
"""An e-mail address without `mailto:`."""


class SiteFiles:
    """All files of the site, as paths below docs/ or below a theme's folder."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb

    def __contains__(self, path: str) -> bool:
        return path in self._all

    def from_the_root(self, document: Document, shown: str, path: str) -> str:
        """Returns what is wrong with an address that was copied from a browser without its host."""
        told = f"адрес «{shown}» от корня сайта; напишите путь к файлу от этой страницы"
        page = path.strip("/")
        for start in ("", f"{document.locale}/"):
            for end in ("", ".md", "/index.md"):
                if (file := f"{start}{page}{end}") in self._all:
                    return f"{told}: «{relative(file, document.src_uri)}»"
        return told

    def in_another_language(
        self, document: Document, shown: str, folder: str, original: str
    ) -> str:
        """Returns what is wrong with the path of a file that only other languages have."""
        told = f"«{shown}» — файл языка «{folder}»; сайт на другом языке его не найдёт"
        own = f"{document.locale}/{original.partition('/')[2]}"
        found = next((one for one in (own, original) if one in self._all), "")
        return f"{told}; напишите «{relative(own, document.src_uri)}»" if found else told

    def missing(self, document: Document, shown: str, target: str) -> str:
        """Returns the message that a link's target does not exist, and which file was meant."""
        if size := _SIZE.search(shown):
            told = f"«={size[1]}x{size[2]}» здесь часть адреса"
            side = f"width={size[1]}" if size[1] else f"height={size[2]}"
            return f"{told}; размер картинки пишут после скобки: ![…](…){{{side}}}"
        name = posixpath.basename(target)
        near = [
            one
            for one in sorted(self._all)
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
        """The file most similar to a path, if its name is too: all paths in a long folder are.

        Windows and browsers accept backslashes, capitals and a folder instead of its main page.
        """
        meant = posixpath.normpath(target.replace("\\", "/")).lower()
        same = [one for one in sorted(self._all) if one.lower() in (meant, f"{meant}/index.md")]
        if same:
            return same[:1]
        stem = PurePosixPath(target).stem
        found = get_close_matches(target, self._all, 1, 0.8)
        return [one for one in found if get_close_matches(PurePosixPath(one).stem, [stem], 1, 0.6)]

    @cached_property
    def _all(self) -> frozenset[str]:
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
