"""Marks the fields of the model, and answers what other code asks about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from kb.content.problems import Location


def per_language(default: Any = ()) -> Any:
    """A field whose values, and their number, may differ between the languages of one entry."""
    return Field(default=default, json_schema_extra={"x-per-language": True})


def is_per_language(field: FieldInfo) -> bool:
    """Whether a field is one that `per_language` has made."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("x-per-language"))


@dataclass(frozen=True)
class Steers:
    """Marks a field that tells a reader nothing: it steers how the site treats its page."""

    theme: bool = False
    """Whether the theme, too, looks at it."""


SITE, THEME = Steers(), Steers(theme=True)


@cache
def steering(model: type[BaseModel]) -> frozenset[str]:
    """Returns the names of a part's fields that are marked by `Steers`."""
    return frozenset(_steering(model))


@cache
def steering_the_theme(model: type[BaseModel]) -> frozenset[str]:
    """Returns the names of those of the steering fields that the theme looks at."""
    return frozenset(name for name, mark in _steering(model).items() if mark.theme)


def _steering(model: type[BaseModel]) -> dict[str, Steers]:
    return {
        name: mark
        for name, field in fields_of(model).items()
        for mark in field.metadata
        if isinstance(mark, Steers)
    }


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Returns the fields of a part by the names that a file has for them: `for`, not `for_`."""
    return {field.alias or own: field for own, field in model.model_fields.items()}


def values(part: object, at: Location = ()) -> Iterator[tuple[Location, object]]:
    """Yields every plain value of an entry with its location in the front matter."""
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if value is not None:  # most fields of most pages are None
                yield from values(value, (*at, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from values(value, (*at, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from values(value, (*at, index))
    elif part is not None:
        yield at, part


def field_of(part: object, path: str) -> object:
    """Returns what an entry holds at a dotted path such as `answers.for`, or None."""
    found: object = part
    for name in path.split("."):
        if not isinstance(found, BaseModel):
            return None
        found = next(
            (
                getattr(found, own)
                for own, field in type(found).model_fields.items()
                if name == (field.alias or own)
            ),
            None,
        )
    return found


def names_at(model: type[BaseModel], location: Location) -> list[str]:
    """Returns the names of the fields allowed in the part that `location` leads to."""
    for step in location:
        field = fields_of(model).get(str(step))
        if field is not None:
            model = next(parts_of(field.annotation), model)
    return list(fields_of(model))


def parts_of(annotation: object) -> Iterator[type[BaseModel]]:
    """Yields the models that a field's annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)
