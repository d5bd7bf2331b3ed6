"""Finds icons that a configuration names and the theme does not have."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from kb.content.problems import Location, Problem
from kb.settings.files import at, fields, items, text
from kb.settings.settings import Settings

_PALETTE, _ICONS = ("theme", "palette"), ("theme", "icon")


def missing_icons(settings: Settings, themes: Sequence[Path]) -> Iterator[Problem]:
    """Yields each icon that is in none of the folders `themes`.

    The engine would stop at it with a traceback.
    """
    for file in settings.files:
        found = _palette(at(file.root, _PALETTE)), _named(at(file.root, _ICONS), _ICONS)
        for location, node in (one for several in found for one in several):
            path = f".icons/{node.value}.svg"
            if not any((theme / path).is_file() for theme in themes):
                told = f"значка «{node.value}» в теме нет; возьмите имя вроде material/lightbulb"
                yield file.problem(node, location, told)


def _palette(node: yaml.Node | None) -> Iterator[tuple[Location, yaml.Node]]:
    for number, one in enumerate(items(node)):
        location = ("toggle", "icon")
        yield from _named(at(one, location), (*_PALETTE, number, *location))


def _named(node: yaml.Node | None, location: Location) -> Iterator[tuple[Location, yaml.Node]]:
    if node and text(node):
        yield location, node
    for name, value in fields(node).items():
        yield from _named(value, (*location, str(name)))
