"""Finds in the files of the configuration what YAML and the engine pass over in silence."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from kb.content.problems import Problem, as_shown

_OURS = "extra"
_PARENT = "INHERIT"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_LOST = re.compile(r":[ \t]+(#\S+)")
_DEEPEST = 20
"""Files that inherit from one another; more are a circle."""


def problems(path: Path, *, shown_from: Path) -> list[Problem]:
    """Returns what is wrong with a configuration file and those it inherits from.

    Fields that stand twice, of which YAML takes the last one; a value that is lost because `#`
    begins a comment; a misspelt setting of ours. A file that is no YAML has none: the engine says
    so. Our settings are those that the last file of the chain has below `extra`.
    """
    files = list(_chain(path))
    known = _fields(_fields(files[-1].root).get(_OURS)) if files else {}
    found: list[Problem] = []
    for one in files:
        shown = as_shown(one.path, shown_from)
        told = [
            *_silent(one.root, one.text.split("\n")),
            *_unknown(_fields(one.root).get(_OURS), known),
        ]
        found += [Problem(shown, line + 1, message) for line, message in told]
    return sorted(set(found))


class _File(NamedTuple):
    """A file of the configuration.

    Its nodes are not made into values, for which the engine has its own tags.
    """

    path: Path
    text: str
    root: yaml.Node


def _chain(path: Path) -> Iterator[_File]:
    """Yields a file and those that it inherits from, as far as they are YAML with fields."""
    for _ in range(_DEEPEST):
        try:
            text = path.read_text("utf-8-sig")
            root = yaml.compose(text, yaml.SafeLoader)
        except (OSError, ValueError, yaml.YAMLError):
            return
        fields = _fields(root)
        if root is None or not fields:
            return
        yield _File(path, text, root)
        parent = fields.get(_PARENT)
        if not isinstance(parent, yaml.ScalarNode):
            return
        path = (path.parent / str(parent.value)).resolve()


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _silent(node: yaml.Node | None, lines: list[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _silent(item, lines)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            first = seen[key.value] + 1
            yield (
                line,
                (
                    f"поле «{key.value}» указано второй раз, и то, что в строке {first}, пропадёт; "
                    "соедините их под одним именем"
                ),
            )
        if isinstance(key, yaml.ScalarNode):
            seen.setdefault(key.value, line)
        lost = _LOST.match(lines[key.end_mark.line], key.end_mark.column)
        if lost and value.tag == _NULL:
            yield (
                line,
                (
                    f"поле «{key.value}»: {lost[1]} пропадёт как примечание; возьмите в кавычки: "
                    f'"{lost[1]}"'
                ),
            )
        yield from _silent(value, lines)


def _unknown(node: yaml.Node | None, known: Mapping[str, yaml.Node]) -> Iterator[tuple[int, str]]:
    """Yields what is wrong with settings of ours; others may be for a company's own templates."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        line, name = key.start_mark.line, str(key.value)
        if name in known:
            if known[name].tag == _BOOL != value.tag and not value.tag.startswith("!"):
                yield line, f"поле «extra.{name}»: нужно true или false, без кавычек"
        elif alike := get_close_matches(name, known, 1, 0.82):
            yield line, f"поле «extra.{name}»: такого нет, может быть, «{alike[0]}»? исправьте имя"
