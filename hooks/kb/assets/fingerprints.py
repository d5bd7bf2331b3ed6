"""Names styles, scripts and fonts after their content, so that a browser may keep them for ever.

`assets/js/quiz.js` is published as `assets/js/quiz.1a2b3c4d.js`: a changed file gets another name,
and so does every file that refers to it. Comments and needless spaces are removed on the way.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

import rcssmin
import rjsmin

from kb.urls import relative, resolved

FINGERPRINTED = ("assets/css/", "assets/fonts/", "assets/js/")
"""Folders whose files only pages load: nothing outside knows them by their original names."""

_MINIFY = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
"""Both remove spaces and comments but understand little else: a test compares each style sheet with
its minified form."""

_REFERENCE = re.compile(r"""(?<=["'(])\.{1,2}/[^"'()\s]+(?=["')])""")
"""A relative address: `import "./word.js"` in a script, `url(../fonts/onest.woff2)` in a style."""

_DIGITS = 8
"""Hexadecimal digits of the hash: 32 bits, as in the names of Material's own files."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is published."""

    path: str
    content: bytes


def publish(files: Mapping[str, bytes]) -> dict[str, Asset]:
    """Returns each file as it is published, by its original path; references to others are updated.

    Raises `ValueError` if files refer to each other in a circle: they could not be named.
    """
    return _Publication(files).all()


class _Publication:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._done: dict[str, Asset] = {}
        self._open: list[str] = []

    def all(self) -> dict[str, Asset]:
        return {path: self._publish(path) for path in sorted(self._files)}

    def _publish(self, path: str) -> Asset:
        if path not in self._done:
            if path in self._open:
                raise ValueError(" → ".join([*self._open, path]))
            self._open.append(path)
            self._done[path] = self._make(path)
            self._open.pop()
        return self._done[path]

    def _make(self, path: str) -> Asset:
        name, suffix = posixpath.splitext(path)
        content = self._files[path]
        if suffix in _MINIFY:
            text = content.decode()
            if path.startswith(FINGERPRINTED):
                text = _MINIFY[suffix](text)

            def renamed(reference: re.Match[str]) -> str:
                target = resolved(reference[0], path)
                if target not in self._files:
                    return reference[0]
                found = relative(self._publish(target).path, path)
                return found if found.startswith(".") else f"./{found}"

            content = _REFERENCE.sub(renamed, text).encode()
        if not path.startswith(FINGERPRINTED):
            return Asset(path, content)
        digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
        return Asset(f"{name}.{digest}{suffix}", content)
