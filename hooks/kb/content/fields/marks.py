"""Marks for the fields of the model, and the fields that have them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from kb.content.fields.structure import fields_of


def per_language(default: Any = ()) -> Any:
    """A field whose values, and their number, may differ between the languages of one entry."""
    return Field(default=default, json_schema_extra={"x-per-language": True})


def is_per_language(field: FieldInfo) -> bool:
    """Whether a field was made by `per_language`."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("x-per-language"))


@dataclass(frozen=True)
class Steers:
    """Marks a field that says nothing to readers but steers how the site treats its page."""

    theme: bool = False
    """Whether the theme reads it, too."""


SITE, THEME = Steers(), Steers(theme=True)


@cache
def steering(model: type[BaseModel]) -> frozenset[str]:
    """Returns the names of a part's fields that are marked by `Steers`."""
    return frozenset(_steering(model))


@cache
def steering_the_theme(model: type[BaseModel]) -> frozenset[str]:
    """Returns the names of the steering fields that the theme reads."""
    return frozenset(name for name, mark in _steering(model).items() if mark.theme)


def _steering(model: type[BaseModel]) -> dict[str, Steers]:
    return {
        name: mark
        for name, field in fields_of(model).items()
        for mark in field.metadata
        if isinstance(mark, Steers)
    }
