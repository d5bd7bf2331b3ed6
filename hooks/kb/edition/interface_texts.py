"""Reads the texts of the interface: `i18n/<language>.yml` in every theme."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb.content.problems import Fault, Problem, as_shown
from kb.content.yaml.yaml_document import read_yaml


def read(themes: Sequence[Path], locale: str) -> Mapping[str, Any]:
    """Returns a language's texts; an earlier theme's replace those of a later one.

    A faulty file has none: its faults are problems, and must not end a preview.
    """
    texts: Mapping[str, Any] = {}
    for path in _files(themes, [locale]):
        found = _read(path.read_bytes())
        if isinstance(found, Mapping):
            texts = _merged(texts, found)
    return texts


def problems(
    themes: Sequence[Path], locales: Sequence[str], *, shown_from: Path
) -> Iterator[Problem]:
    """Yields what is wrong with the files of these languages."""
    for path in _files(themes, locales):
        found = _read(path.read_bytes())
        if isinstance(found, list):
            shown = as_shown(path, shown_from)
            yield from (one.in_file(shown) for one in found)


def _files(themes: Sequence[Path], locales: Sequence[str]) -> Iterator[Path]:
    """Yields the existing files; later ones override earlier ones."""
    for theme in reversed(themes):
        for locale in locales:
            path = theme / "i18n" / f"{locale}.yml"
            if path.is_file():
                yield path


@lru_cache(maxsize=8)  # a preview reads the same files at every save
def _read(raw: bytes) -> Mapping[str, Any] | list[Fault]:
    document = read_yaml(raw)
    return document if isinstance(document, list) else document.data


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {**below, **above}
    for name in below.keys() & above.keys():
        if isinstance(below[name], dict) and isinstance(above[name], dict):
            both[name] = _merged(below[name], above[name])
    return both
