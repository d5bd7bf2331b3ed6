"""Finds fields, their values and the parts they hold, without knowing the model."""

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kb.content.problems import Location


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Returns the fields of a part by their names in a file: `for`, not `for_`."""
    return {field.alias or own: field for own, field in model.model_fields.items()}


def values(part: object) -> list[tuple[Location, object]]:
    """Returns every plain value of an entry with its location in the front matter."""
    found: list[tuple[Location, object]] = []
    _collect(part, (), found)
    return found


def _collect(part: object, at: Location, found: list[tuple[Location, object]]) -> None:
    """Adds the values of a part: a list of them is made in a third of the time that yields take."""
    if isinstance(part, str):  # as most are
        found.append((at, part))
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if value is not None:  # most fields of most pages are None
                _collect(value, (*at, field.alias or name), found)
    elif isinstance(part, dict):
        for key, value in part.items():
            _collect(value, (*at, key), found)
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            _collect(value, (*at, index), found)
    elif part is not None:
        found.append((at, part))


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
