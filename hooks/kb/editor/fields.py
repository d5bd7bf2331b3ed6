"""Turns the fields of a model into fields of Sveltia CMS: a control for each, named in Russian."""

import datetime
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kb.content.fields.descriptions import describe
from kb.content.fields.kinds import Key, Reference, SourceRef
from kb.content.fields.marks import is_per_language
from kb.content.fields.structure import fields_of, names_at

Field = dict[str, Any]
"""A field as it is written in Sveltia's configuration."""

Option = dict[str, str]
"""A value to choose, and its label."""

_LONG = frozenset(
    "better definition document instead mistake note summary takeaway text why".split()
)
"""Texts that need a multi-line control."""

_LEFT_ALONE = frozenset("icon rows search slug status template".split())
"""Fields that no control of Sveltia fits, or that steer the theme: left as they are in a file."""

_BY_MACHINE = frozenset({"replaces", "translated"})
"""Fields that a program sets: kept as they are, and hidden from editors."""

_SAYS_ITSELF = re.compile(r"(?P<label>.+?)(?:\. |: |; )(?P<hint>.+)", re.DOTALL)


def has_a_form(model: type[BaseModel]) -> bool:
    """Whether Sveltia's controls can represent a page of this type.

    They cannot represent a comparison: Sveltia has no table whose columns the page itself names,
    and would put the cells in another order.
    """
    return not any(
        info.is_required() and name in _LEFT_ALONE for name, info in fields_of(model).items()
    )


def fields(
    model: type[BaseModel], names: Sequence[str], choices: Mapping[type, Sequence[Option]]
) -> list[Field]:
    """Returns the controls for a part's fields, in the order of `names`, spelt as in a file.

    `choices` are the existing entries and sources, by the kind of reference that may name them.
    """
    own = fields_of(model)
    return [_field(model, name, own[name], choices) for name in names if name not in _LEFT_ALONE]


def _field(
    model: type[BaseModel], name: str, info: FieldInfo, choices: Mapping[type, Sequence[Option]]
) -> Field:
    field = {"name": name, **_named(model, name), **_i18n(info), **_control(info, name, choices)}
    if field["widget"] == "hidden":
        field.pop("hint", None)
        return field
    # Sveltia treats an empty list as not filled in.
    return {**field, "required": info.is_required() and not _may_be_empty(info)}


def _named(model: type[BaseModel], name: str) -> Field:
    told = describe(model.__name__, name)
    parts = _SAYS_ITSELF.fullmatch(told)
    return {"label": parts["label"], "hint": parts["hint"]} if parts else {"label": told}


def _may_be_empty(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is tuple and not _limit(info, MinLen, "min_length")


def _limit(info: FieldInfo, kind: type, name: str) -> int | None:
    return next((getattr(one, name) for one in info.metadata if isinstance(one, kind)), None)


def _i18n(info: FieldInfo) -> Field:
    """Whether each language has its own value: texts do; what programs read is the same in all."""
    if is_per_language(info):
        return {"i18n": True}
    inner = _plain(info.annotation)
    return {"i18n": True if inner is str or _is_part(inner) else "duplicate"}


def _control(info: FieldInfo, name: str, choices: Mapping[type, Sequence[Option]]) -> Field:
    if name in _BY_MACHINE:
        return {"widget": "hidden"}
    inner = _plain(info.annotation)
    several = get_origin(_without_none(info.annotation)) is tuple
    if inner is int:
        return {"widget": "number", "value_type": "int"}
    if inner is datetime.date:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if (values := _values(info, inner, choices)) is not None:
        if get_origin(inner) is Literal and len(values) == 1:
            return {"widget": "hidden", "default": values[0]}
        return {"widget": "select", "options": values, **({"multiple": True} if several else {})}
    if _is_part(inner):
        within = {"fields": fields(inner, names_at(inner, ()), choices)}
        if not several:
            return {"widget": "object", **within}
        least = _limit(info, MinLen, "min_length") if info.is_required() else None
        return {
            "widget": "list",
            "label_singular": "Пункт",
            "collapsed": "auto",
            **within,
            **({"min": least} if least else {}),
        }
    return {"widget": "list"} if several else _text(info, name, inner)  # one line per item


def _values(
    info: FieldInfo, kind: object, choices: Mapping[type, Sequence[Option]]
) -> list[Any] | None:
    """The values that an editor may choose from for a field of this kind; None if it is typed."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if kind is bool:
        # Sveltia's switch would write the default into every file.
        other = info.default is not True
        return [{"label": "Да" if other else "Выключено", "value": other}]
    if not isinstance(kind, type):
        return None
    if issubclass(kind, StrEnum):
        return [one.value for one in kind]
    return list(choices[kind]) if issubclass(kind, Reference | SourceRef) else None


def _text(info: FieldInfo, name: str, kind: object) -> Field:
    if isinstance(kind, type) and issubclass(kind, Key):
        pattern = kind.pattern
        return {"widget": "string", "pattern": [pattern.regex, f"Здесь {pattern.advice}"]}
    longest = _limit(info, MaxLen, "max_length")
    return {
        "widget": "text" if name in _LONG else "string",
        **({"maxlength": longest} if longest else {}),
    }


def _without_none(annotation: object) -> object:
    if get_origin(annotation) in (Union, UnionType):
        (found,) = [one for one in get_args(annotation) if one is not type(None)]
        return found
    return annotation


def _plain(annotation: object) -> object:
    """The type of a field's value, or of its items, without None, the list or constraints."""
    found = _without_none(annotation)
    if get_origin(found) is tuple:
        found = get_args(found)[0]
    while hasattr(found, "__metadata__"):
        found = get_args(found)[0]
    return _plain(found) if get_origin(found) in (tuple, Union, UnionType) else found


def _is_part(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
