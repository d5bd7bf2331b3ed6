"""Reads the file of one page: its entry, or what is wrong with its fields."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kb.content.fields.messages import fault, faults, one_line, unknown_field
from kb.content.fields.structure import fields_of, names_at
from kb.content.library import Document
from kb.content.model import TYPES, AnyEntry, Plain
from kb.content.problems import Fault, Problem
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import (
    TWICE,
    as_if_mended,
    body_alone,
    parse,
    without_stray_fences,
)
from kb.content.yaml.remembered import Remembered
from kb.content.yaml.yaml_document import YamlDocument
from kb.system.refusals import why

_FIELDS = frozenset(name for model in TYPES.values() for name in names_at(model, ()))
"""The names that a field of a page may have, below no other field."""

_MOST = 30
"""Faults reported per file: an editor who sees this many fixes the first ones and checks again."""

_known: dict[tuple[str, str, str], tuple[bytes, Document | list[Fault]]] = {}
"""The last version of each page, and the digest of its bytes."""


def read_file(
    path: Path, locale: str, inner: str, shown: str, remembered: Remembered
) -> Document | list[Fault]:
    """Returns the page in a file, or what is wrong with it; see `Document`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Fault(1, f"файл не читается: {why(error)}")]
    # A preview reads the same files at every save.
    version = hashlib.blake2b(raw).digest()
    if (known := _known.get((locale, inner, shown))) is None or known[0] != version:
        page = _read(raw, locale, inner, shown, remembered)
        known = _known[locale, inner, shown] = version, page
    return known[1]


def read(
    raw: bytes, locale: str, inner: str, shown: str, remembered: Remembered | None = None
) -> Document | list[Problem]:
    """Returns the page that a file's bytes hold, or its problems; see `Document`."""
    page = _read(raw, locale, inner, shown, remembered or Remembered())
    return page if isinstance(page, Document) else in_file(shown, page)


def read_body(path: Path, locale: str, inner: str, shown: str) -> Document | None:
    """Returns a page with faulty fields as if it were a plain one without any."""
    try:
        text = decode(path.read_bytes())
    except OSError:
        return None
    if isinstance(text, Fault):
        return None
    source = body_alone(without_stray_fences(text, _FIELDS)[0])
    nameless = Plain.model_construct(type="plain", title="")
    return Document(locale, inner, shown, nameless, source) if source else None


def in_file(shown_as: str, found: Sequence[Fault]) -> list[Problem]:
    """Returns faults as problems of the file that an editor knows by this name, the first ones."""
    told = [one.in_file(shown_as) for one in found[:_MOST]]
    if more := len(found) - len(told):
        message = f"и ещё ошибок: {more}; исправьте те, что выше, и проверьте снова"
        told.append(Problem(shown_as, found[_MOST].line, message))
    return told


def _read(
    raw: bytes, locale: str, inner: str, shown: str, remembered: Remembered
) -> Document | list[Fault]:
    text = decode(raw)
    if isinstance(text, Fault):
        return [text]
    text, stray = without_stray_fences(text, _FIELDS)
    source = parse(text, remembered)
    if isinstance(source, list):
        return [*stray, *source, *_on_other_lines(source, text)]
    fields = remembered.get(source.front.text)
    if fields is None:
        fields = source.front.data
        remembered.put(source.front.text, fields)
    entry = _entry(fields, source.front)
    if isinstance(entry, list) or stray:
        wrong = entry if isinstance(entry, list) else []
        if any(one.message == TWICE for one in stray):  # what is missing may be in the other fields
            wrong = [one for one in wrong if not one.is_missing]
        return [*stray, *wrong]
    return Document(locale, inner, shown, entry, source)


def _on_other_lines(found: Sequence[Fault], text: str) -> Iterator[Fault]:
    """Yields what is wrong with a page's fields on lines other than those of its YAML faults.

    So one run reports both. Fields that seem to be missing may be in what cannot be read.
    """
    lines = {one.line for one in found}
    source = as_if_mended(text)
    entry = _entry(source.front.data, source.front) if source else None
    for one in entry if isinstance(entry, list) else ():
        if one.line not in lines and not one.is_missing:
            yield one


def _entry(fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    kind = fields.get("type")
    entry = _as_type(kind, fields, front) if isinstance(kind, str) and kind in TYPES else []
    if not isinstance(entry, list):
        return entry
    meant = _type_meant(fields)
    if meant == kind:
        return entry
    wrong = [fault(front, ("type",), _wrong_type(kind, meant))]
    if not meant:  # then only fields that no type has are known to be wrong
        wrong += [
            fault(front, (one,), unknown_field(one, _FIELDS | {"type"}))
            for one in fields
            if one not in _FIELDS
        ]
    entry = _as_type(meant, {**fields, "type": meant}, front) if meant else []
    return wrong + (entry if isinstance(entry, list) else [])


def _as_type(kind: str, fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    try:
        return TYPES[kind].model_validate(fields)
    except ValidationError as error:
        return list(faults(error, TYPES[kind], front))


def _wrong_type(kind: object, meant: str) -> str:
    """Says that a page is not of the type it names, and which it may be."""
    if kind is None:
        told = "обязательное поле не заполнено"
    elif isinstance(kind, str) and kind in TYPES:
        return f"«{kind}» не подходит к остальным полям; напишите «{meant}»"
    else:
        told = f"«{one_line(kind)}» не тип страницы"
    if meant:
        return f"{told}; остальные поля подходят к «{meant}»"
    return f"{told}; возможные значения: {', '.join(TYPES)}"


def _type_meant(fields: Mapping[str, Any]) -> str:
    """Returns the type that a page's other fields suggest, or else the one it names, if it exists.

    A page that only lacks fields is unfinished. But if it has fields of another type, and most
    of its faults would vanish with that type, `type` is wrong.
    """
    kind = fields.get("type")
    known = kind if isinstance(kind, str) and kind in TYPES else ""
    misfits = {one: _misfits(fields, model) for one, model in TYPES.items()}
    unknown, missing = misfits.pop(known or "plain")
    best = min(misfits, key=lambda one: sum(misfits[one]))
    has_fields_of_best = misfits[best][0] < unknown
    return best if has_fields_of_best and unknown + missing > 2 * sum(misfits[best]) else known


def _misfits(fields: Mapping[str, Any], model: type[BaseModel]) -> tuple[int, int]:
    """Returns how many of a page's fields a type does not know, and how many it lacks."""
    known = fields_of(model)
    required = {name for name, one in known.items() if one.is_required()}
    return len(fields.keys() - known.keys()), len(required - fields.keys() - {"type"})
