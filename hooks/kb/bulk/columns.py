"""Says which columns a table of entries has: one for every plain field of the model."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from kb.content.fields.structure import fields_of


class Kind(Enum):
    """What a column's cells hold."""

    TEXT = "text"
    LIST = "list"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    CELL = "cell"
    """A cell of a comparison: a text, or the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the way to its values in the front matter."""

    path: tuple[str, ...]
    kind: Kind

    @property
    def name(self) -> str:
        """The heading: match.exact."""
        return ".".join(self.path)


def columns(model: type[BaseModel], without: frozenset[str] = frozenset()) -> Iterator[Column]:
    """Yields a column for each field; a field that holds a part gets one for each inner field."""
    for name, field in fields_of(model).items():
        if name in without:
            continue
        leaves = list(_leaves(field.annotation))
        part = next(
            (one for one in leaves if isinstance(one, type) and issubclass(one, BaseModel)), None
        )
        if part is None:
            yield Column((name,), _kind(leaves))
        else:
            for inner in columns(part):
                yield Column((name, *inner.path), inner.kind)


def _leaves(annotation: Any) -> Iterator[Any]:
    """The types a field may have; what a `tuple` contains is not examined."""
    origin = get_origin(annotation)
    if origin is tuple:
        yield origin
    elif origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif get_args(annotation):
        for inner in get_args(annotation):
            yield from _leaves(inner)
    else:
        yield annotation


def _kind(leaves: list[Any]) -> Kind:
    kinds = {
        tuple: Kind.LIST,
        bool: Kind.FLAG,
        int: Kind.NUMBER,
        datetime.date: Kind.DATE,
    }
    return next((kinds[one] for one in leaves if one in kinds), Kind.TEXT)
