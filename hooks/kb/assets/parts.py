"""Joins scripts that are always loaded together: one request instead of several, and fewer bytes.

`search-dialog/words.js` is a part of `search-dialog.js`: a module's parts are in a folder of its
name. They are published within it, in one scope, and export what they export.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kb.assets.classic import IMPORT
from kb.urls import relative, resolved

_NAME = re.compile(r"^(?:export )?(?:(?:async )?function\*?|class|const|let) (\w+)\b", re.MULTILINE)
"""What a module declares outside its functions, written like ours: one name per statement."""

_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
"""A module that is loaded when it is needed."""


def joined(files: Mapping[str, str]) -> dict[str, str]:
    """Returns the modules, each with its parts inside it; the parts themselves are left out.

    `files` are all modules by path. Raises `ValueError` if two parts of a module declare the same
    name, or a part imports something that is not a part.
    """
    whole = {
        path: "".join(_texts(path, path, files, set()))
        for path in files
        if _owner(path) not in files
    }
    for path, text in whole.items():
        if twice := [name for name, times in Counter(_NAME.findall(text)).items() if times > 1]:
            raise ValueError(f"{path}: {', '.join(twice)}")
    return whole


def _owner(path: str) -> str:
    """The module that a file would be a part of."""
    return f"{posixpath.dirname(path)}.js"


def _texts(path: str, owner: str, files: Mapping[str, str], seen: set[str]) -> Iterator[str]:
    """The texts of the parts that a module or part imports, each once, then its own."""
    own = _LATER.sub(
        lambda it: f'import("./{relative(resolved(it[1], path), owner)}")', files[path]
    )
    for match in IMPORT.finditer(files[path]):
        target = resolved(match[2], path)
        if _owner(target) == owner:
            own = own.replace(f"{match[0]}\n", "")
            if target not in seen:
                seen.add(target)
                yield from _texts(target, owner, files, seen)
        elif path != owner:
            raise ValueError(f"{path}: {match[0]}")
    yield own
