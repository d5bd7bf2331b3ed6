"""Removes internal pages from a library, and other pages' references to them."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from kb.content.body.links import links, without_links
from kb.content.fields.kinds import Reference, Visibility
from kb.content.library import Document, Library
from kb.content.model import AnyEntry, Comparison
from kb.content.problems import Problem
from kb.urls import resolved


def public(library: Library) -> tuple[Library, list[Problem]]:
    """Returns the library as the public may see it, and problems where it needs an internal page.

    References to internal pages are removed from lists, columns and items; a link keeps its words.
    Sources that only internal pages cite are removed as well.
    """
    inside = internal(library)
    if not inside:
        return library, []
    outside = [one for one in library.documents if one.entry.visibility is Visibility.PUBLIC]
    keys = frozenset(one.key for one in inside) - {one.key for one in outside}
    hidden = keys | {one.path for one in inside}
    files = frozenset(one.src_uri for one in inside)
    named = {name for one in outside for name in one.entry.sources}
    unnamed = {name for one in inside for name in one.entry.sources} - named
    left = dataclasses.replace(
        library,
        documents=tuple(_public(one, keys, files) for one in outside),
        sources={name: one for name, one in library.sources.items() if name not in unnamed},
        hidden=hidden,
    )
    faults = [fault for one in inside for fault in _indispensable(one)]
    # A company never changes our files: what it hides or corrects is a copy of its own.
    copied = [one for one in outside if library.of_company and library.is_ours(one)]
    for one in outside:
        faults += _incomplete(one, keys, is_to_be_copied=one in copied)
    return left, faults


def internal(library: Library) -> list[Document]:
    return [one for one in library.documents if one.entry.visibility is Visibility.INTERNAL]


def _public(document: Document, keys: frozenset[str], files: frozenset[str]) -> Document:
    fields = document.source.front.text
    targets = {one.target for one in links(fields)}
    led = {one for one in targets if resolved(one.partition("#")[0], document.src_uri) in files}
    named = frozenset(key for key in keys if key in fields) | led
    if not named:
        return document  # itself: a preview remembers by the document what it has computed
    return dataclasses.replace(document, entry=_without(document.entry, named), forgotten=named)


def _without(part: Any, keys: frozenset[str]) -> Any:
    """Returns a part of an entry with every reference to `keys` removed."""
    if isinstance(part, BaseModel):
        own = {name: getattr(part, name) for name in type(part).model_fields}
        changed = {
            name: new
            for name, value in own.items()
            if (new := None if _names(value, keys) else _without(value, keys)) is not value
        }
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, tuple):
        kept = tuple(_without(one, keys) for one in part if not _is_about(one, keys))
        same = len(kept) == len(part) and all(a is b for a, b in zip(kept, part, strict=True))
        return part if same else kept
    if isinstance(part, dict):
        return {name: _without(value, keys) for name, value in part.items()}
    if type(part) is str:
        return without_links(part, keys)
    return part


def _names(value: object, keys: frozenset[str]) -> bool:
    return isinstance(value, Reference) and value in keys


def _is_about(item: object, keys: frozenset[str]) -> bool:
    """Whether a list item is, or must have, a reference to one of `keys`."""
    if not isinstance(item, BaseModel):
        return _names(item, keys)
    return any(
        _names(getattr(item, name), keys)
        for name, field in type(item).model_fields.items()
        if type(None) not in get_args(field.annotation)
    )


def _indispensable(document: Document) -> Iterator[Problem]:
    if document.path == "index.md":
        yield document.error(("visibility",), "главная страница не может быть внутренней")


def _incomplete(
    document: Document, keys: frozenset[str], *, is_to_be_copied: bool
) -> Iterator[Problem]:
    """Yields a problem for each internal page that a public page cannot do without."""
    entry: AnyEntry = document.entry
    if not isinstance(entry, Comparison):
        return
    drawn = any(row.field for row in entry.rows)
    first = "скопируйте сравнение в свою папку, а там " if is_to_be_copied else ""
    for index, column in enumerate(entry.columns):
        if column.ref in keys and (drawn or column.title is None):
            yield document.error(
                ("columns", index, "ref"),
                f"страница «{column.ref}» внутренняя, а столбец берёт из неё слова; {first}"
                "уберите столбец, сделайте таблицу внутренней или напишите «title» и «cells»",
            )
