"""Splits a page's text into front matter, in which every value knows its line, and a body."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, ClassVar
from unicodedata import normalize

import yaml

from kb.content.problems import Problem
from kb.content.remembered import Remembered
from kb.content.unreadable import STRAY_FENCE, readable, why

Location = tuple[int | str, ...]
"""The path to a value: ("groups", 0, "items", 2, "why")."""

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---[ \t]*\Z")
_LIKE_A_FENCE = re.compile(r"[ \t]*(?:[-–—−]+|[*_=.]{3,})[ \t]*\Z")
"""What an editor, or a program that makes dashes of hyphens, may write for a fence."""

_OF_FIELDS = re.compile(r"[ \t#-]|([A-Za-z_]+):(?:\s|\Z)|\Z")
"""How each line between two fences begins if there are only fields, even faulty ones."""

_FIELD = re.compile(r"[A-Za-z_]+:(?:\s|\Z)")
_BEGINS = "страница начинается со строки «---» и полей: title, type и других"
_NOT_CLOSED = "поля страницы не закрыты: после последнего поля нужна строка"
_NO_FIELDS = "файл пуст: в нём нет ни одной строки «имя: значение»; верните их или удалите файл"

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that nobody types. XML forbids most of them; others break lines invisibly, or show
text in another order than the one it is stored in (CVE-2021-42574)."""

_MOST_UNSEEN = 10

_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "float", "bool", "null")
)

_DEEPEST = 50
"""Levels of nested values; beyond a few thousand libyaml's binding would crash."""

_VALUE = re.compile(r"([ ]*(?:-[ ]+)*(?:[^\s:#'\"-][^:#'\"]*:[ ]+|(?<=-[ ])))(\S.*)")
"""A field or an item, and the text that stands in the same line."""

_MOST_SET_ASIDE = 30
"""Values; each takes as long as reading the fields once more."""

LARGEST = 1_000_000
"""The most bytes in one file: thirty times our longest page, and some seconds of Markdown."""


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


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that keeps a file from being read; unlike a `Problem`, it has no path yet."""

    line: int
    message: str

    def in_file(self, shown_as: str) -> Problem:
        """Returns the fault as a problem of the file that an editor knows by this name."""
        return Problem(shown_as, self.line, self.message)


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

        0 unless the text stands on one line and is written character for character as it is read.
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

    @property
    def body_lines(self) -> list[str]:
        return self.body.split("\n")

    def place(self, at: int) -> tuple[int, int]:
        """Returns the line of the file and the column, both from 1, of a position in the body."""
        line = self.body_line + self.body.count("\n", 0, at)
        return line, at - self.body.rfind("\n", 0, at)


def decode(raw: bytes) -> str | Fault:
    """Returns the file's text in NFC with Unix line ends, or the fault that makes it unreadable."""
    if len(raw) > LARGEST:
        size = f"{len(raw) / 1_000_000:.1f}".replace(".", ",")
        return Fault(1, f"файл слишком большой: {size} МБ, а нужно не больше 1; разбейте его")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(1, "файл в кодировке UTF-16; сохраните его в UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            return Fault(1, "это не текст; картинки и другие файлы называют без «.md» в конце")
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(line, "файл не в кодировке UTF-8 (похоже на cp1251); сохраните его в UTF-8")
    text = text.lstrip("\ufeff")  # two programs may each have put a mark there
    text = normalize("NFC", text)  # macOS writes «й» as two characters, which no rule knows
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unseen := UNSEEN.search(text):
        lines = dict.fromkeys(text.count("\n", 0, one.start()) + 1 for one in _first(text))
        first, *others = lines
        more = f"; такие есть и в строках {', '.join(map(str, others))}" if others else ""
        # With zeros it is no text at all.
        return Fault(first, _told(unseen[0]) + ("" if unseen[0] == "\0" else more))
    return text


def _first(text: str) -> Iterator[re.Match[str]]:
    """Yields as many of the characters that nobody types as a message has room for."""
    return islice(UNSEEN.finditer(text), _MOST_UNSEEN)


def _told(unseen: str) -> str:
    return f"в тексте невидимый служебный символ (U+{ord(unseen):04X}); удалите его"


def parse(text: str, remembered: Remembered | None = None) -> SourceText | list[Fault]:
    """Cuts a page's text at its fences and reads the YAML between them, unless it is remembered.

    Returns every fault found when the front matter cannot be used.
    """
    cut = _cut(text)
    if isinstance(cut, Fault):
        return [cut]
    fields = cut.front.text
    if remembered is not None and remembered.get(fields) is not None:
        return cut
    front = parse_yaml(fields, cut.front.first_line, "полей нет; нужны хотя бы title и type")
    return front if isinstance(front, list) else cut


def body_alone(text: str) -> SourceText | None:
    """Returns a page as if it had no fields, whatever is wrong with them; None if they do not end.

    Lines are those of the file.
    """
    cut = _cut(text)
    return None if isinstance(cut, Fault) else replace(cut, front=YamlDocument("", 2))


def without_stray_fences(text: str, names: Collection[str]) -> tuple[str, list[Fault]]:
    """Returns a page's text with an empty line for each fence among its fields, and the faults.

    Such a fence turns the fields below it, of which at least one has one of `names`, into text.
    They too end at a fence; where a page shows its readers an example of fields, prose or a code
    fence stands above it.
    """
    faults: list[Fault] = []
    if text.count("\n---") < 2:
        return text, faults
    lines = text.split("\n")
    fences = [n for n, line in enumerate(lines) if _FENCE.match(line)]
    for fence, following in pairwise(fences[1:] if fences[:1] == [0] else []):
        begins = [_OF_FIELDS.match(line) for line in lines[fence + 1 : following]]
        if not all(begins) or not any(one and one[1] in names for one in begins):
            break
        lines[fence] = ""
        faults.append(Fault(fence + 1, STRAY_FENCE))
    return "\n".join(lines), faults


def _cut(text: str) -> SourceText | Fault:
    """Cuts a page's text at its fences, without reading what stands between them."""
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return _no_first_fence(lines)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        like = next((n for n, line in enumerate(lines[1:], 1) if _LIKE_A_FENCE.match(line)), None)
        if like is not None:
            return Fault(like + 1, f"{_NOT_CLOSED} ровно «---», а здесь «{lines[like].rstrip()}»")
        return Fault(1, f"{_NOT_CLOSED} «---»")
    fields = "".join(f"{line}\n" for line in lines[1:end])
    return SourceText(YamlDocument(fields, 2), "\n".join(lines[end + 1 :]), end + 2)


def _no_first_fence(lines: list[str]) -> Fault:
    """Says that a page does not begin with its fields, and what stands there."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Fault(1, f"файл пуст; {_BEGINS}")
    if _LIKE_A_FENCE.match(lines[first]) and any(map(_FIELD.match, lines[first + 1 : first + 2])):
        if not _FENCE.match(lines[first]):
            typed = lines[first].rstrip()
            return Fault(first + 1, f"перед полями нужна строка ровно «---», а здесь «{typed}»")
        return Fault(1, "над полями пустая строка; удалите её: страница начинается с «---»")
    return Fault(1, _BEGINS)


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
    """Yields the mistake that YAML has stopped at, and those below it, with lines from 0.

    A space is put right, or else a value set aside, as long as this lets YAML come further.
    """
    lines = text.split("\n")
    line, reason = why(error, text)
    for _ in range(_MOST_SET_ASIDE):
        yield Fault(line, f"ошибка в записи полей: {reason}")
        if (right := readable(lines[line])) != lines[line]:
            lines[line] = right
        else:
            found = _VALUE.fullmatch(lines[line])
            if not found or (found[2][0] in "[{" and not re.search(r"[\]}]", found[2])):
                return
            lines[line] = f"{found[1]}''"
        above, shorter = line, "\n".join(lines)
        try:
            yaml.compose(shorter, _Loader)
        except yaml.YAMLError as following:
            line, reason = why(following, shorter)
            if line > above:
                continue
        return


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
        told = "скобка в начале значения; возьмите всё значение в кавычки"
        yield Fault(line, told if is_value else "имя поля должно быть простым словом")
        return
    yield from _scalar_faults(key, lines)
    name = _brief(key.value)
    if not key.tag.endswith(":str"):
        yield Fault(line, f"имя поля «{name}» читается не как слово; возьмите его в кавычки")
    elif key.value in names:
        yield Fault(line, f"поле «{name}» указано дважды: выше уже есть такое; оставьте одно")
    names.add(key.value)


def _brief(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:59]}…"


def _scalar_faults(node: yaml.ScalarNode, lines: list[str]) -> Iterator[Fault]:
    if unseen := UNSEEN.search(node.value):
        yield Fault(node.start_mark.line, _told(unseen[0]))
    end = node.end_mark
    if not node.style and lines[end.line][end.column :].lstrip().startswith("#"):
        yield Fault(
            end.line, "текст после « #» пропал бы как примечание; возьмите всё значение в кавычки"
        )
