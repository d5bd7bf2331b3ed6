"""Names styles, scripts and fonts after their content, so that a browser may keep them for ever.

`assets/js/quiz.js` is published as `assets/js/quiz.1a2b3c4d.js`: a changed file has another name,
and so has every file that refers to it. Comments and needless spaces are left out on the way.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

import rcssmin
import rjsmin

from kb.render import relative, resolved

FINGERPRINTED = ("assets/css/", "assets/fonts/", "assets/js/")
"""The folders whose files are loaded by pages, and by nobody who knows only their old names."""

_MINIFY = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
"""Both leave out spaces and comments and understand little else: a test compares each style sheet
with what is left of it."""

_REFERENCE = re.compile(r"""(?<=["'(])\.{1,2}/[^"'()\s]+(?=["')])""")
"""A relative address: `import "./word.js"` in a script, `url(../fonts/onest.woff2)` in a style."""

_DIGITS = 8
"""Of the hash, in hexadecimal: 32 bits, as Material names its own files."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is published."""

    path: str
    content: bytes


def publish(files: Mapping[str, bytes]) -> dict[str, Asset]:
    """Returns what is published of each file, by its path; their references are kept true.

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
