"""Splits a page's text at its fences, into front matter and a body."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.content.problems import Fault
from kb.content.yaml import yaml_document
from kb.content.yaml.remembered import Remembered
from kb.content.yaml.unreadable import STRAY_FENCE
from kb.content.yaml.yaml_document import YamlDocument, parse_yaml

_FENCE = re.compile(r"---[ \t]*\Z")
_LIKE_A_FENCE = re.compile(r"[ \t]*(?:[-–—−]+|[*_=.]{3,})[ \t]*\Z")
"""What an editor, or a program that turns hyphens into dashes, may write for a fence."""

_OF_FIELDS = re.compile(r"[ \t#-]|([A-Za-z_]+):(?:\s|\Z)|\Z")
"""How each line between two fences begins if there are only fields, even faulty ones."""

_CODE = re.compile(r"[ \t>]*(?:```|~~~)")
"""How a block of code begins or ends."""

_FIELD = re.compile(r"[A-Za-z_]+:(?:\s|\Z)")
_BEGINS = "страница начинается со строки «---» и полей: title, type и других"
TWICE = "здесь поля начинаются второй раз; оставьте одни, в начале страницы"
_NOT_CLOSED = "поля страницы не закрыты: после последнего поля нужна строка"


def file_text(front: str, body: str) -> str:
    """Returns the text of a page's file with these fields, as YAML, and this body."""
    return f"---\n{front}---\n{body}"


@dataclass(frozen=True)
class SourceText:
    """A page's file, cut at its fences."""

    front: YamlDocument
    body: str
    body_line: int
    """The line of the file at which the body begins."""

    @property
    def text(self) -> str:
        """The whole file, without spaces after its fences."""
        return file_text(self.front.text, self.body)

    @property
    def body_lines(self) -> list[str]:
        return self.body.split("\n")

    def place(self, at: int) -> tuple[int, int]:
        """Returns the line of the file and the column, both from 1, of a position in the body."""
        line = self.body_line + self.body.count("\n", 0, at)
        return line, at - self.body.rfind("\n", 0, at)


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


def as_if_mended(text: str) -> SourceText | None:
    """Returns a page as if the YAML of its fields were fixed; see `yaml_document.as_if_mended`."""
    cut = _cut(text)
    if isinstance(cut, Fault):
        return None
    front = yaml_document.as_if_mended(cut.front.text, cut.front.first_line)
    return replace(cut, front=front) if front else None


def body_alone(text: str) -> SourceText | None:
    """Returns a page as if it had no fields, whatever is wrong with them; None if they do not end.

    Lines are those of the file.
    """
    cut = _cut(text)
    return None if isinstance(cut, Fault) else replace(cut, front=YamlDocument("", 2))


def without_stray_fences(text: str, names: Collection[str]) -> tuple[str, list[Fault]]:
    """Returns a page's text with an empty line for each stray fence in its fields, and the faults.

    A stray fence, or an empty or second block of fields, turns the fields below it into text. They
    end at a fence too, and at least one has one of `names`. An example of fields for readers, in
    contrast, has prose or a code fence above it. A second block with the same fields becomes empty
    lines as a whole. A page below itself is reported too.
    """
    faults: list[Fault] = []
    if text.count("\n---") < 2:
        return text, faults
    lines = text.split("\n")
    fences = [n for n, line in enumerate(lines) if _FENCE.match(line)]
    stray: list[int] = []
    for fence, following in pairwise(fences[1:] if fences[:1] == [0] else []):
        between = lines[fence + 1 : following]
        stray.append(fence)
        if not any(map(str.strip, between)):
            continue
        begins = [_OF_FIELDS.match(line) for line in between]
        if not all(begins) or not any(one and one[1] in names for one in begins):
            break
        above = (found[1] for line in lines[1:fence] if (found := _OF_FIELDS.match(line)))
        repeated = {*filter(None, above)}.intersection(one[1] for one in begins if one)
        if len(repeated) > 1:  # of two pages, or of two versions of one
            lines[stray[0] + 1 : following + 1] = [""] * (following - stray[0])
            faults.append(Fault(fence + 2, TWICE))
            break
        for number in stray:
            lines[number] = ""
            faults.append(Fault(number + 1, STRAY_FENCE))
        stray = []
    return "\n".join(lines), faults or _pasted_again(lines, fences)


def _pasted_again(lines: Sequence[str], fences: Sequence[int]) -> list[Fault]:
    """Reports the very fields of a page further down, unless they are an example in code."""
    for fence, following in pairwise(fences[2:] if fences[:1] == [0] else []):
        fields = lines[fence + 1 : following]
        is_again = fields == lines[1 : fences[1]] and any(one.startswith("type:") for one in fields)
        if is_again and sum(1 for one in lines[:fence] if _CODE.match(one)) % 2 == 0:
            return [Fault(fence + 2, TWICE)]
    return []


def _cut(text: str) -> SourceText | Fault:
    """Cuts a page's text at its fences, without reading what is between them."""
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
    """Reports that a page does not begin with its fields, and what is there instead."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Fault(1, f"файл пуст; {_BEGINS}")
    if _LIKE_A_FENCE.match(lines[first]) and any(map(_FIELD.match, lines[first + 1 : first + 2])):
        if not _FENCE.match(lines[first]):
            typed = lines[first].rstrip()
            return Fault(first + 1, f"перед полями нужна строка ровно «---», а здесь «{typed}»")
        return Fault(1, "над полями пустая строка; удалите её: страница начинается с «---»")
    further = (n for n in range(first, len(lines) - 1) if _FENCE.match(lines[n]))
    below = next((n for n in further if _FIELD.match(lines[n + 1])), None)
    where = "" if below is None else f"; они ниже, в строке {below + 1}: перенесите их в начало"
    return Fault(1, f"{_BEGINS}{where}")
