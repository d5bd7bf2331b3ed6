"""Turns the text of a page into front matter whose every value knows its line, and a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

Location = tuple[int | str, ...]
"""The way to a value: ("groups", 0, "items", 2, "why")."""

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---[ \t]*\Z")


class _Loader(_BASE):  # type: ignore[misc, valid-type]
    """YAML as an editor reads it: only true and false are booleans, 15:00 and dates are text.

    YAML 1.1 would make `pays: No` a boolean, `when: 15:00` the number 900, and would stop with a
    traceback at a date that does not exist; the model checks dates itself.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


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


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that keeps it from being read, before it has a path."""

    line: int
    message: str


@dataclass(frozen=True)
class YamlDocument:
    """A parsed mapping and the place of everything in it."""

    data: dict[str, Any]
    node: yaml.MappingNode
    first_line: int
    """The line of the file at which the YAML begins."""

    def line(self, location: Location) -> int:
        """Returns the line of the value at `location`; of its nearest parent if it is missing."""
        node: yaml.Node = self.node
        line = self.first_line
        for step in location:
            found = _child(node, step)
            if found is None:
                break
            mark, node = found
            line = self.first_line + mark
        return line


def _child(node: yaml.Node, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


@dataclass(frozen=True)
class SourceText:
    """A page's file, cut at its fences."""

    front: YamlDocument
    body: str
    body_line: int
    """The line of the file at which the body begins."""

    @cached_property
    def body_lines(self) -> list[str]:
        return self.body.split("\n")


def decode(raw: bytes) -> str | Fault:
    """Returns the file's text with plain line ends, or why it is not readable text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(1, "файл в кодировке UTF-16; сохраните его в UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(line, "файл не в кодировке UTF-8 (похоже на cp1251); сохраните его в UTF-8")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Fault(
            line, "в тексте есть нулевой символ (NUL); удалите его или сохраните файл заново"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> SourceText | list[Fault]:
    """Cuts a page's text at its fences and reads the YAML between them.

    Returns every fault found when the front matter cannot be used.
    """
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return [
            Fault(1, "страница должна начинаться со строки «---» и полей: title, type и других")
        ]
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return [Fault(1, "поля страницы не закрыты: после последнего поля нужна строка «---»")]
    front = parse_yaml("\n".join(lines[1:end]), first_line=2)
    if isinstance(front, list):
        return front
    return SourceText(front, "\n".join(lines[end + 1 :]), end + 2)


def parse_yaml(text: str, first_line: int = 1) -> YamlDocument | list[Fault]:
    """Reads one YAML mapping; `first_line` is the line of the file it begins at.

    Repeated keys, anchors and tags are faults: the first hide a value, the others are not for
    editors and let a small file grow without bound.
    """
    try:
        loader = _Loader(text)
    except yaml.YAMLError as error:
        return [_fault(error, text, first_line)]
    try:
        node = loader.get_single_node()
        if node is None:
            return [Fault(first_line, "полей нет: нужны хотя бы title и type")]
        if not isinstance(node, yaml.MappingNode):
            return [Fault(first_line, "здесь нужны поля вида «имя: значение»")]
        faults = [Fault(first_line + fault.line, fault.message) for fault in _faults(node, set())]
        if faults:
            return faults
        data = loader.construct_document(node)
    except (yaml.YAMLError, RecursionError) as error:
        return [_fault(error, text, first_line)]
    finally:
        loader.dispose()
    return YamlDocument(data, node, first_line)


def _faults(node: yaml.Node, seen: set[int]) -> Iterator[Fault]:
    """What YAML allows and a page does not; lines counted from 0."""
    line = node.start_mark.line
    if id(node) in seen:
        yield Fault(
            line, "якоря и ссылки YAML («&», «*») не поддерживаются; напишите значение целиком"
        )
        return
    seen.add(id(node))
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.endswith(
        (":binary", ":set", ":omap")
    ):
        yield Fault(line, f"метки YAML («{node.tag}») не поддерживаются; возьмите текст в кавычки")
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults(item, seen)
    elif isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark.line
            if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
                yield Fault(at, "имя поля должно быть простым словом")
                continue
            if key.value in lines:
                first = lines[key.value] - line
                where = "выше" if first >= 0 else "раньше"
                yield Fault(
                    at,
                    f"поле «{key.value}»: указано дважды; оставьте одно ({where} уже есть такое)",
                )
            lines.setdefault(key.value, at)
            yield from _faults(value, seen)


_REASONS = (
    (
        "mapping values are not allowed",
        "лишнее двоеточие; значение с двоеточием возьмите в кавычки: «title: 'Роль: вторая'»",
    ),
    (
        "could not find expected ':'",
        "не хватает двоеточия после имени поля или отступа у продолжения текста",
    ),
    ("found character '\\t'", "отступ сделан табуляцией; замените её пробелами"),
    ("found a tab character", "отступ сделан табуляцией; замените её пробелами"),
    ("cannot start any token", "значение начинается со служебного знака; возьмите его в кавычки"),
    ("while scanning a quoted scalar", "кавычка открыта и не закрыта"),
    ("found unexpected end of stream", "кавычка или скобка открыта и не закрыта"),
    (
        "expected ',' or",
        "не хватает запятой или закрывающей скобки; пишите списки столбиком, через «- »",
    ),
    ("expected <block end>", "отступы не совпадают с соседними строками или в строке лишний знак"),
    (
        "did not find expected key",
        "отступы не совпадают с соседними строками или в строке лишний знак",
    ),
    (
        "did not find expected '-' indicator",
        "пункт списка должен начинаться с «- » и с того же отступа",
    ),
    (
        "did not find expected ',' or",
        "не хватает запятой или закрывающей скобки; пишите списки столбиком, через «- »",
    ),
    ("found undefined alias", "ссылка YAML «*»; возьмите текст со звёздочкой в кавычки"),
    ("while scanning an alias", "значение начинается со «*»; возьмите его в кавычки"),
    ("while scanning an anchor", "значение начинается с «&»; возьмите его в кавычки"),
    (
        "while scanning a block scalar",
        "после «|» или «>» текст начинается с новой строки с отступом",
    ),
    (
        "unknown escape character",
        "в двойных кавычках обратная косая черта; возьмите значение в одинарные кавычки",
    ),
    ("special characters are not allowed", "в тексте есть управляющий символ; удалите его"),
    ("control characters are not allowed", "в тексте есть управляющий символ; удалите его"),
    ("expected a single document", "лишняя строка «---» внутри полей"),
    ("found duplicate anchor", "якоря YAML («&») не поддерживаются; возьмите текст в кавычки"),
)


def _fault(error: Exception, text: str, first_line: int) -> Fault:
    """Says in Russian what the YAML parser says in English."""
    if isinstance(error, RecursionError):
        return Fault(first_line, "поля вложены слишком глубоко; упростите запись")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        line = mark.line
    else:
        line = text.count("\n", 0, getattr(error, "position", 0))
    told = str(error)
    reason = next((say for piece, say in _REASONS if piece in told), None)
    if reason is None:
        reason = "строка не читается как «имя: значение»; проверьте отступы, кавычки и двоеточия"
    return Fault(first_line + line, f"ошибка в записи полей: {reason}")
