"""The folders that a configuration names, for commands that run without the engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_DEEPEST = 20
"""Files that inherit from one another; more are a circle."""


class _Loader(yaml.SafeLoader):
    """Takes a value that has a tag of the engine's, such as `!ENV`, for none."""


_Loader.add_constructor(None, lambda _loader, _node: None)


def folders(config: Path) -> list[tuple[Path, str]]:
    """Returns the folders of the built site and of pages, each with what it is for, in Russian.

    A folder that only an inherited file names is there too: it is used when that file is built.
    """
    home = config.resolve().parent
    found = []
    for fields in _files(config):
        ours = fields.get("extra")
        overlay = ours.get("overlay") if isinstance(ours, dict) else None
        for name, what in (
            (fields.get("site_dir"), "куда собирают сайт"),
            (fields.get("docs_dir"), "где лежат страницы"),
            (overlay, "где лежат страницы"),
        ):
            if name and isinstance(name, str):
                found.append((home / name, what))
    return found


def _files(config: Path) -> Iterator[dict[str, Any]]:
    """Yields the fields of a configuration and of those it inherits from, as far as it is YAML."""
    for _ in range(_DEEPEST):
        try:
            fields = yaml.load(config.read_text("utf-8-sig"), _Loader)  # noqa: S506 (a safe one)
        except (OSError, ValueError, yaml.YAMLError):  # the build says what is wrong
            return
        if not isinstance(fields, dict):
            return
        yield fields
        parent = fields.get("INHERIT")
        if not isinstance(parent, str):
            return
        config = config.parent / parent
