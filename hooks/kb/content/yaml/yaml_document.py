"""Reads YAML with the line of every value, and finds what would make written text vanish."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import yaml

from kb.content.problems import Fault, Location
from kb.content.yaml.decoding import UNSEEN, decode, told
from kb.content.yaml.unreadable import (
    BRACKET,
    HARD,
    UNCLOSED_QUOTE,
    indent,
    mistake,
    no_item,
    readable,
    swallows,
)

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_FIELDS = "файл пуст: в нём нет ни одной строки «имя: значение»; верните их или удалите файл"

_SWALLOWED = (
    "пункт под этой строкой сдвинут вправо и стал её продолжением; поставьте его вровень с "
    "соседними, а вместо дефиса в тексте наберите тире"
)

_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "float", "bool", "null")
)

_DEEPEST = 50
"""Levels of nested values; beyond a few thousand libyaml's binding would crash."""

_VALUE = re.compile(r"([ ]*(?:-[ ]+)*(?:[^\s:#'\"-][^:#'\"]*:[ ]+|(?<=-[ ])))(\S.*)")
"""A field or an item, and the text on the same line."""

_CLOSING = re.compile(r"[\]}]+,?[ ]*")
_MOST_SET_ASIDE = 30
"""Values to be emptied; each takes as long as reading the fields once more."""


class _Loader(_BASE):  # type: ignore[misc, valid-type]
    """YAML as an editor reads it: only true and false are booleans, 15:00 and dates are text.

    YAML 1.1 would make `pays: No` a boolean, `when: 15:00` the number 900, and would stop with a
    traceback at a date that does not exist; the model checks dates itself.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z"), list("-+0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}\Z"), list("-+0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""]
)


@dataclass(frozen=True)
class YamlDocument:
    """A readable mapping, and the position of everything in it.

    The text is parsed again on demand: in most documents the nodes serve only to locate faults, and
    they take ten times as much memory as the text.
    """

    text: str
    """The YAML as it is written."""

    first_line: int
    """The line of the file at which the YAML begins."""

    @property
    def node(self) -> yaml.MappingNode:
        node: yaml.MappingNode = _composed(self.text)
        return node

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = _constructed(self.text)
        return data

    def line(self, location: Location) -> int:
        """Returns the line of the value at `location`; of its nearest parent if it is missing."""
        node: yaml.Node = self.node
        line = self.first_line
        for step in location:
            found = child(node, step)
            if found is None:
                break
            mark, node = found
            line = self.first_line + mark
        return line

    def column(self, location: Location) -> int:
        """Returns the column at which the text at `location` begins, counted from 1.

        0 unless the text is on one line and is written character for character as it is read.
        """
        node: yaml.Node = self.node
        for step in location:
            found = child(node, step)
            if found is None:
                return 0
            _, node = found
        if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line:
            return 0
        quoted = bool(node.style)
        width = node.end_mark.column - node.start_mark.column - 2 * quoted
        return node.start_mark.column + 1 + quoted if width == len(node.value) else 0


def child(node: yaml.Node, step: int | str) -> tuple[int, yaml.Node] | None:
    """Returns the line, from 0, and the value of a field or an item; None if there is none."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def parse_yaml(
    text: str, first_line: int = 1, if_empty: str = _NO_FIELDS
) -> YamlDocument | list[Fault]:
    """Reads one YAML mapping; `first_line` is the line of the file it begins at.

    `if_empty` is the fault of a text that holds nothing, or nothing but comments.
    Repeated keys and comments after a value are faults, because they hide what was written; so are
    anchors and tags: editors do not need them, and they let a small file grow without bound.
    """
    try:
        if _is_deep(text):
            return [Fault(first_line, "поля вложены слишком глубоко; упростите запись")]
        node = _composed(text)
        if node is None:
            return [Fault(first_line, if_empty)]
        if not isinstance(node, yaml.MappingNode):
            return [Fault(node.start_mark.line + first_line, "здесь нужны поля «имя: значение»")]
        faults = list(_faults(node, f"{text}\n".split("\n"), set()))
        if not faults:
            _constructed(text)
            return YamlDocument(text, first_line)
    except yaml.YAMLError as error:
        faults = list(_unreadable(error, text))
    return [Fault(first_line + fault.line, fault.message) for fault in faults]


def as_if_mended(text: str, first_line: int) -> YamlDocument | None:
    """Returns a mapping as if its faults were fixed; None if they cannot be.

    Unreadable values become empty texts; `parse_yaml` reports faults on their lines.
    """
    try:
        if _is_deep(text):
            return None
        try:
            _composed(text)
        except yaml.YAMLError as error:
            *_, (_, text) = _mending(error, text)
        node = _composed(text)
        if not isinstance(node, yaml.MappingNode) or not _is_plain(node, set()):
            return None
        _constructed(text)
    except yaml.YAMLError:
        return None
    return YamlDocument(text, first_line)


def _is_plain(node: yaml.Node, seen: set[int]) -> bool:
    """Whether there are only values and names that a page may have: no anchors or tags."""
    if id(node) in seen or node.tag not in _TAGS:
        return False
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        names = (key for key, _ in node.value)
        return all(one.tag.endswith(":str") for one in names) and all(
            _is_plain(value, seen) for _, value in node.value
        )
    return isinstance(node, yaml.ScalarNode) or all(_is_plain(one, seen) for one in node.value)


def read_yaml(raw: bytes) -> YamlDocument | list[Fault]:
    """Reads a file that is one YAML mapping, as `parse_yaml` does."""
    text = decode(raw)
    return [text] if isinstance(text, Fault) else parse_yaml(text)


@lru_cache(maxsize=8)  # a document is usually asked for several values in a row
def _composed(text: str) -> Any:
    return yaml.compose(text, _Loader)


@lru_cache(maxsize=8)
def _constructed(text: str) -> Any:
    return _Loader("").construct_document(_composed(text))


def _unreadable(error: yaml.YAMLError, text: str) -> Iterator[Fault]:
    """Yields the mistake at which YAML stopped, and those below it, with lines from 0."""
    return (fault for fault, _ in _mending(error, text))


def _mending(error: yaml.YAMLError, text: str) -> Iterator[tuple[Fault, str]]:
    """Yields each mistake with the text in which it and those above are fixed, if possible.

    A space is corrected, or else a value emptied, as long as YAML gets further with it.
    """
    lines = f"{text}\n".split("\n")  # YAML may stop below the last line
    line, reason = mistake(error, text)
    for _ in range(_MOST_SET_ASIDE):
        fault = Fault(line, f"ошибка в записи полей: {reason}")
        if (right := readable(lines[line])) != lines[line]:
            lines[line] = right
        else:
            found = _VALUE.fullmatch(lines[line])
            if not found:
                yield fault, text
                return
            lines[line] = f"{found[1]}''"
            if found[2][0] in "[{":
                _set_aside(lines, line + 1, indent(found[1]))
        above, text = line, "\n".join(lines)
        yield fault, text
        try:
            yaml.compose(text, _Loader)
        except yaml.YAMLError as following:
            line, reason = mistake(following, text)
            if line > above:
                continue
        return


def _set_aside(lines: list[str], start: int, column: int) -> None:
    """Empties the further lines of a list in brackets whose field or item is at `column`."""
    for number in range(start, len(lines)):
        text = lines[number].lstrip(" ")
        further = len(lines[number]) - len(text) - column
        if text and (further < 0 or (further == 0 and not _CLOSING.fullmatch(text))):
            return
        lines[number] = ""


def _is_deep(text: str) -> bool:
    """Whether values are nested deeper than anybody needs.

    Only a text with very many brackets, dashes or question marks, or with a very deep indent, is
    examined, because that takes as long as reading it.
    """
    if sum(map(text.count, "[{-?")) < 500 and f"\n{' ' * _DEEPEST}" not in text:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


def _faults(node: yaml.Node, lines: list[str], seen: set[int]) -> Iterator[Fault]:
    """Yields what YAML allows but a page does not, with lines counted from 0."""
    line = node.start_mark.line
    if id(node) in seen:
        yield Fault(
            line, "якоря и ссылки YAML («&», «*») не поддерживаются; напишите значение целиком"
        )
        return
    seen.add(id(node))
    if lines[line][node.start_mark.column :].startswith("&"):
        yield Fault(line, "значение начинается с «&»; возьмите его в кавычки")
    if node.tag not in _TAGS:
        yield Fault(line, "метки YAML («!») не поддерживаются; возьмите текст в кавычки")
    if isinstance(node, yaml.ScalarNode):
        yield from _scalar_faults(node, lines)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults(item, lines, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, value in node.value:
            yield from _name_faults(key, lines, names)
            yield from _faults(value, lines, seen)


def _name_faults(key: yaml.Node, lines: list[str], names: set[str]) -> Iterator[Fault]:
    line = key.start_mark.line
    if not isinstance(key, yaml.ScalarNode):
        is_value = lines[line][: key.start_mark.column].endswith("{")  # {{ site.title }}
        yield Fault(line, BRACKET if is_value else "имя поля должно быть простым словом")
        return
    yield from _scalar_faults(key, lines)
    if key.value[:1].isspace():  # the usual spaces YAML takes for an indent
        yield Fault(line, HARD)
    name = key.value if len(key.value) <= 60 else f"{key.value[:59]}…"
    if not key.tag.endswith(":str"):
        yield Fault(line, f"имя поля «{name}» читается не как слово; возьмите его в кавычки")
    elif key.value in names:
        yield Fault(line, f"поле «{name}» указано дважды: выше уже есть такое; оставьте одно")
    names.add(key.value)


def _scalar_faults(node: yaml.ScalarNode, lines: list[str]) -> Iterator[Fault]:
    if unseen := UNSEEN.search(node.value):
        yield Fault(node.start_mark.line, told(unseen[0]))
    start, end = node.start_mark, node.end_mark
    if node.style in ("'", '"') and swallows(lines, start.line, end.line):
        yield Fault(start.line, f"{UNCLOSED_QUOTE}: поля ниже стали её текстом")
    further = lines[start.line + 1 : end.line + 1] if not node.style else ()
    if any(line.lstrip().startswith("- ") for line in further) and not no_item(node.value):
        yield Fault(start.line, _SWALLOWED)
    if not node.style and lines[end.line][end.column :].lstrip().startswith("#"):
        yield Fault(
            end.line, "текст после « #» пропал бы как примечание; возьмите всё значение в кавычки"
        )
