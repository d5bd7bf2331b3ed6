"""Reads the files of a configuration: one, and those that it inherits from."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kb.content.fields.messages import in_field
from kb.content.problems import Fault, Location, Problem
from kb.content.yaml.decoding import decode
from kb.content.yaml.unreadable import BRACKET, mistake
from kb.content.yaml.yaml_document import child
from kb.system.refusals import why

BASE = "mkdocs.yml"
"""Our own file, which all others inherit from."""

PARENT = "INHERIT"
"""The setting that names the file to inherit from."""

_LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
"""The first has plainer errors. The second, the engine's, also refuses some of what the first
reads: a tab after a colon, a «?» in brackets."""

YAML = "tag:yaml.org,2002:"
"""The prefix of the tags of plain values."""

TEXT = f"{YAML}str"

_IS_HEIR = re.compile(rf"^{PARENT}[ \t]*:", re.MULTILINE)


Found = tuple[yaml.Node, Location, str]
"""Where a file is wrong, the path to that value, and what is wrong with it."""


class File(NamedTuple):
    """A file of the configuration.

    Its nodes are not turned into values, as the engine has tags of its own.
    """

    shown_as: str
    text: str
    root: yaml.MappingNode
    folder: Path

    @property
    def fields(self) -> dict[str, yaml.Node]:
        return fields(self.root)

    def problem(self, node: yaml.Node, location: Location, message: str) -> Problem:
        return Problem(self.shown_as, node.start_mark.line + 1, in_field(location, message))


def files_in(folder: Path) -> list[Path]:
    """Returns the configuration files in a folder: ours, a company's and all that inherit."""
    if not (folder / BASE).is_file():
        return []
    names = {BASE, "company.yml"}
    return [one for one in sorted(folder.glob("*.yml")) if one.name in names or _is_heir(one)]


def misnamed(folder: Path) -> Iterator[Problem]:
    """Yields a problem for each configuration of a company that `files_in` would overlook."""
    for path in sorted(folder.glob("*.yaml")):
        if _is_heir(path):
            name = path.with_suffix(".yml").name
            told = f"команды kb читают {name}, а не этот файл; переименуйте его"
            yield Problem(path.name, 1, told)


def _is_heir(path: Path) -> bool:
    return path.is_file() and bool(_IS_HEIR.search(path.read_text("utf-8", "replace")))


def read(path: Path, shown_as: str) -> File | Problem:
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        return Problem(shown_as, 1, f"файл не читается: {why(error)}")
    if isinstance(text, Fault):
        return text.in_file(shown_as)
    try:
        root = [yaml.compose(text, loader) for loader in _LOADERS][-1]
    except yaml.YAMLError as error:
        line, reason = mistake(error, text)
        return Problem(shown_as, line + 1, f"ошибка в записи полей: {reason}")
    if root is None:
        return Problem(shown_as, 1, f"файл пуст; напишите в нём «{PARENT}: {BASE}»")
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + 1
        return Problem(shown_as, line, "здесь нужны поля «имя: значение»")
    mappings = (one for one in nodes_in(root) if isinstance(one, yaml.MappingNode))
    for key in (key for one in mappings for key, _ in one.value):
        if not isinstance(key, yaml.ScalarNode):  # {{ site }}
            return Problem(shown_as, key.start_mark.line + 1, f"ошибка в записи полей: {BRACKET}")
    return File(shown_as, text, root, path.parent)


def parent(file: File, path: Path, read: Collection[Path]) -> Path | Problem | None:
    """Returns the file that another at `path` inherits from; None if it is our own."""
    node = file.fields.get(PARENT)
    if node is None:
        told = f"нет строки «{PARENT}: {BASE}», а без неё и наших настроек; начните с неё"
        return None if "hooks" in file.fields else Problem(file.shown_as, 1, told)
    if not isinstance(node, yaml.ScalarNode):
        return file.problem(node, (PARENT,), f"нужно имя одного файла; обычно это {BASE}")
    parent = (path.parent / str(node.value)).resolve()
    if parent in read:
        told = f"файлы берут настройки друг у друга по кругу; обычно здесь {BASE}"
    elif not parent.is_file():
        told = f"нет файла «{node.value}»; обычно здесь {BASE}"
    else:
        return parent
    return file.problem(node, (PARENT,), told)


def fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    named = node.value if isinstance(node, yaml.MappingNode) else ()
    return {key.value: value for key, value in named}


def items(node: yaml.Node | None) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def text(node: yaml.Node | None) -> str:
    """Returns a text; empty if there is none, or something else, such as an `!ENV`."""
    return str(node.value) if node and node.tag == TEXT else ""


def at(node: yaml.Node | None, location: Location) -> yaml.Node | None:
    for step in location:
        found = child(node, step) if node else None
        node = found[1] if found else None
    return node


def has_own_tag(node: yaml.Node) -> bool:
    """Whether a value has a tag of the engine's own, such as `!ENV`: it may become anything."""
    return not node.tag.startswith(YAML) or node.tag.startswith(f"{YAML}python/")


def plain(node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> Any:
    """Returns a value without what has a tag of the engine's own, or contains the value itself.

    `above` are the nodes around it: `*name` may be inside what it names.
    """
    inside = (*above, node)

    def is_known(one: yaml.Node) -> bool:
        return not has_own_tag(one) and not any(one is outer for outer in inside)

    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(one, inside) for key, one in node.value if is_known(one)}
    if isinstance(node, yaml.SequenceNode):
        return [plain(one, inside) for one in node.value if is_known(one)]
    return yaml.SafeLoader("").construct_object(node)


def nodes_in(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yields a value and all in it, each once: `*name` may even be inside what it names."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def joined(inherited: Any, own: Any) -> Any:
    """Returns what two files make of one setting: an heir's fields are added, or replace."""
    if not isinstance(inherited, dict) or not isinstance(own, dict):
        return own
    return inherited | {name: joined(inherited.get(name), one) for name, one in own.items()}


def name_in(node: yaml.MappingNode, name: str) -> yaml.Node:
    """Returns the name of one of the fields, not its value: a long text begins on the next line."""
    found: yaml.Node = next(key for key, _ in node.value if key.value == name)
    return found


def deepest(node: yaml.Node, location: Location) -> tuple[int, int]:
    """Returns how many steps of a location a file has, and the line of the last of them."""
    line = node.start_mark.line
    for depth, step in enumerate(location):
        found = child(node, step)
        if found is None:
            return depth, line
        line, node = found
    return len(location), line
