"""Writes front matter in one normal form, so that two editors' changes differ only in words.

Block lists, indents of two spaces, list items indented below the list's name, quotes only where
YAML needs them, multi-line texts after `|`, the fields in a fixed order, and no empty optional
fields. This is what the editor in the browser saves (tests/browser/test_editor.py).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from kb.content.fields.structure import fields_of, names_at, parts_of
from kb.content.model import TYPES, Entry
from kb.content.yaml.yaml_document import YamlDocument, parse_yaml

_FIRST = "id type title slug summary minutes".split()

_BEFORE_COMMON = {
    "guide": "section",
    "role": "side pair",
    "checklist": "when",
    "comparison": "question takeaway mistake",
    "template": "when",
    "term": "group abbr definition aliases see_from match related sources note avoid",
}
"""Fields of a type that are written before those common to all types."""

_PLAIN = re.compile(
    r"""
    (?: [^\s\-?:,\[\]{}#&*!|>'"%@`] | - (?= \w ) )
    (?: [^:#\n] | : (?= \S ) | (?<= \S ) \# )*
    (?<! \s ) \Z
    """,
    re.VERBOSE,
)
_MEANS_SOMETHING_ELSE = re.compile(
    r"~ | [-+]?[0-9]+ (\.[0-9]+)? | (?i: null | true | false | yes | no | on | off | y | n )",
    re.VERBOSE,
)
"""Texts that we, or a YAML 1.1 parser such as most editors' plugins, would not read as text."""


def field_order(kind: str) -> list[str]:
    """Returns the names of all fields of a page type in the order they are written in."""
    own = names_at(TYPES[kind], ())
    common = [name for name in Entry.model_fields if name not in _FIRST]
    start = [*_FIRST, *_BEFORE_COMMON.get(kind, "").split()]
    return list(dict.fromkeys(name for name in [*start, *common, *own] if name in own))


def tidied(data: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Returns a part's fields in the model's order, without empty optional ones.

    Texts have no trailing line ends, and the parts of the part are tidied, too. To the model this
    makes no difference.
    """
    own = fields_of(model)
    ranks = {name: rank for rank, name in enumerate(own)}
    kept = {}
    for name, value in sorted(data.items(), key=lambda one: ranks.get(one[0], len(ranks))):
        field = own.get(name)
        if field and not field.is_required() and value in ([], {}, None):
            continue
        part = next(parts_of(field.annotation), None) if field else None
        kept[name] = _inner(value, part)
    return kept


def _inner(value: Any, part: type[BaseModel] | None) -> Any:
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list):
        return [_inner(one, part) for one in value]
    return tidied(value, part) if isinstance(value, dict) and part else value


def has_comments(document: YamlDocument) -> bool:
    """Whether a comment would be lost if the fields were written anew."""
    inside = {
        line
        for node in _scalars(document.node)
        for line in range(node.start_mark.line + 1, node.end_mark.line + 1)
    }
    return any(
        line.lstrip().startswith("#") and number not in inside
        for number, line in enumerate(document.text.split("\n"))
    )


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node.value, str):
        yield node
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            yield from _scalars(one)


def write(data: Mapping[str, Any], names: Sequence[str] = ()) -> str:
    """Returns `data`, as `parse_yaml` gives it, as YAML; the fields `names` first, in this order.

    Raises `ValueError` if the YAML would not be read back as `data`.
    """
    ranks = {name: rank for rank, name in enumerate(names)}
    ordered = dict(sorted(data.items(), key=lambda item: ranks.get(item[0], len(ranks))))
    text = "\n".join(_mapping(ordered, "")) + "\n"
    again = parse_yaml(text)
    if isinstance(again, list) or again.data != data:
        raise ValueError(f"cannot be written as YAML: {data!r:.200}")
    return text


def write_front(data: Mapping[str, Any]) -> str:
    """Returns the front matter of a page as YAML, in the order of its type; see `write`."""
    return write(data, field_order(str(data["type"])))


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _value(f"{indent}{_scalar(key)}:", value, indent)


def _value(start: str, value: Any, indent: str) -> Iterator[str]:
    """Yields the lines of a field; `start` is its name, `indent` the indent of the name."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        yield start
        yield from _mapping(value, deeper)
    elif isinstance(value, list) and value:
        yield start
        for item in value:
            yield from _item(item, deeper)
    elif isinstance(value, str) and "\n" in value and _fits_a_block(value):
        yield from _block(start, value, deeper)
    else:
        yield f"{start} {_scalar(value)}".rstrip()


def _item(value: Any, indent: str) -> Iterator[str]:
    deeper = indent + "  "
    if isinstance(value, dict | list) and value:
        lines = (
            _mapping(value, deeper)
            if isinstance(value, dict)
            else (line for one in value for line in _item(one, deeper))
        )
        first, *rest = lines
        yield f"{indent}- {first[len(deeper) :]}"
        yield from rest
    else:
        yield from _value(f"{indent}-", value, indent)


def _block(start: str, text: str, indent: str) -> Iterator[str]:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    yield f"{start} |{'' if ends == 1 else '-' if ends == 0 else '+'}"
    for line in body.split("\n") + [""] * (ends - 1):
        yield indent + line if line else ""


def _fits_a_block(text: str) -> bool:
    """Whether a text may follow `|` without an indentation indicator."""
    return bool(text.strip()) and not text.startswith((" ", "\n", "\t"))


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    text = str(value)
    if _PLAIN.match(text) and not _MEANS_SOMETHING_ELSE.fullmatch(text):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'
