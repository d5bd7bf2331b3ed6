"""Reads the files of a configuration: one, and those that it inherits from."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import yaml

from kb.content.decoding import decode
from kb.content.messages import in_field
from kb.content.problems import Fault, Location, Problem
from kb.content.unreadable import why
from kb.content.yaml_document import child
from kb.system.refusals import why as why_refused

BASE = "mkdocs.yml"
"""Our own file, from which all others inherit."""

PARENT = "INHERIT"
"""The setting that names the file to inherit from."""

_LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
"""The second is the engine's, which also refuses what the first, whose errors are plainer, reads:
a tab after a colon, a «?» in brackets."""

_IS_HEIR = re.compile(rf"^{PARENT}[ \t]*:", re.MULTILINE)


class File(NamedTuple):
    """A file of the configuration.

    Its nodes are not made into values, for which the engine has its own tags.
    """

    shown_as: str
    text: str
    root: yaml.MappingNode
    folder: Path

    @property
    def fields(self) -> dict[str, yaml.Node]:
        return fields(self.root)


def files_in(folder: Path) -> list[Path]:
    """Returns the configuration files in a folder: ours, a company's and all that inherit."""
    if not (folder / BASE).is_file():
        return []
    names = {BASE, "company.yml"}
    return [one for one in sorted(folder.glob("*.yml")) if one.name in names or _is_heir(one)]


def _is_heir(path: Path) -> bool:
    return path.is_file() and bool(_IS_HEIR.search(path.read_text("utf-8", "replace")))


def read(path: Path, shown_as: str) -> File | Problem:
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        return Problem(shown_as, 1, f"файл не читается: {why_refused(error)}")
    if isinstance(text, Fault):
        return text.in_file(shown_as)
    try:
        root = [yaml.compose(text, loader) for loader in _LOADERS][-1]
    except yaml.YAMLError as error:
        line, reason = why(error, text)
        return Problem(shown_as, line + 1, f"ошибка в записи полей: {reason}")
    if root is None:
        return Problem(shown_as, 1, f"файл пуст; напишите в нём «{PARENT}: {BASE}»")
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + 1
        return Problem(shown_as, line, "здесь нужны поля «имя: значение»")
    return File(shown_as, text, root, path.parent)


def parent(file: File, path: Path, read: Collection[Path]) -> Path | Problem | None:
    """Returns the file that another at `path` inherits from; None if it is our own."""
    node = file.fields.get(PARENT)
    if node is None:
        told = f"нет строки «{PARENT}: {BASE}», а без неё и наших настроек; начните с неё"
        return None if "hooks" in file.fields else Problem(file.shown_as, 1, told)
    if not isinstance(node, yaml.ScalarNode):
        told = in_field((PARENT,), f"нужно имя одного файла; обычно это {BASE}")
        return Problem(file.shown_as, node.start_mark.line + 1, told)
    parent = (path.parent / str(node.value)).resolve()
    if parent in read:
        told = f"файлы берут настройки друг у друга по кругу; обычно здесь {BASE}"
    elif not parent.is_file():
        told = f"нет файла «{node.value}»; обычно здесь {BASE}"
    else:
        return parent
    return Problem(file.shown_as, node.start_mark.line + 1, in_field((PARENT,), told))


def fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def at(node: yaml.Node | None, location: Location) -> yaml.Node | None:
    for step in location:
        found = child(node, step) if node else None
        node = found[1] if found else None
    return node


def line(node: yaml.Node, name: str) -> int:
    """Returns the line of a field's name, which a text on several lines begins after."""
    line, _ = child(node, name) or (0, node)
    return line


def deepest(node: yaml.Node, location: Location) -> tuple[int, int]:
    """Returns how many steps of a location a file has, and the line of the last of them."""
    line = node.start_mark.line
    for depth, step in enumerate(location):
        found = child(node, step)
        if found is None:
            return depth, line
        line, node = found
    return len(location), line
