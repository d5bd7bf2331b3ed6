"""Turns our ES modules into classic scripts: browsers load no modules from a disk (file://)."""

import re
from collections.abc import Mapping

from kb.render import resolved

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|(?:const|let) (\w+)\b)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)
_RENAMED = re.compile(r"(\w+) as (\w+)")


def classic(path: str, files: Mapping[str, str]) -> str:
    """Returns the module at `path` as a script that needs no other file.

    What it imports stands in it, in a scope of its own; `import()` stays, and fails on a disk. A
    module may wait (`await`) at its end, and so may the script.
    `files` are all modules by path, written as ours are: named imports and exports, one a line.
    Raises `ValueError` at any other.
    """
    return f"(async () => {{\n{_body(path, files)}}})();\n"


def _body(path: str, files: Mapping[str, str]) -> str:
    def inlined(match: re.Match[str]) -> str:
        target = resolved(match[2], path)
        # `{ a as b }` of an import is `{ a: b }` of an object.
        names = _RENAMED.sub(r"\1: \2", match[1])
        return f"const {names} = {_scope(target, files)};"

    text = _EXPORT.sub("", _IMPORT.sub(inlined, files[path]))
    if (other := _OTHER.search(_IMPORT.sub("", _EXPORT.sub("", files[path])))) is not None:
        raise ValueError(f"{path}: {other[0]}")
    return f'"use strict";\n{text}'


def _scope(path: str, files: Mapping[str, str]) -> str:
    """An expression: what a module exports, as an object."""
    names = [next(filter(None, found)) for found in _EXPORT.findall(files[path])]
    return f"(() => {{\n{_body(path, files)}\nreturn {{ {', '.join(names)} }};\n}})()"
