"""Turns our ES modules into classic scripts: browsers load no modules from a disk (file://)."""

import re
from collections.abc import Mapping

from kb.urls import resolved

IMPORT = re.compile(r'^import (\{[^}]*\}) from "(\.[^"]+)";$', re.MULTILINE)
"""What is imported, and from which relative address."""

_EXPORT = re.compile(
    r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|(?:const|let) (\w+)\b)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)
_RENAMED = re.compile(r"(\w+) as (\w+)")


def classic(path: str, files: Mapping[str, str]) -> str:
    """Returns the module at `path` as a script that needs no other file.

    Each imported module is inlined, in a scope of its own; `import()` is kept, and fails on a
    disk. The module may use top-level `await` at its end, as the script is an async function; an
    imported one may not.
    `files` are all modules by path, written like ours: named imports and exports, one per line.
    Raises `ValueError` for any other import or export.
    """
    return f"(async () => {{\n{_body(path, files)}}})();\n"


def _body(path: str, files: Mapping[str, str]) -> str:
    def inlined(match: re.Match[str]) -> str:
        target = resolved(match[2], path)
        # `{ a as b }` in an import is `{ a: b }` in a destructuring assignment.
        names = _RENAMED.sub(r"\1: \2", match[1])
        return f"const {names} = {_scope(target, files)};"

    text = _EXPORT.sub("", IMPORT.sub(inlined, files[path]))
    if (other := _OTHER.search(IMPORT.sub("", _EXPORT.sub("", files[path])))) is not None:
        raise ValueError(f"{path}: {other[0]}")
    return f'"use strict";\n{text}'


def _scope(path: str, files: Mapping[str, str]) -> str:
    """A JavaScript expression: an object of what the module exports."""
    names = [next(filter(None, found)) for found in _EXPORT.findall(files[path])]
    return f"(() => {{\n{_body(path, files)}\nreturn {{ {', '.join(names)} }};\n}})()"
