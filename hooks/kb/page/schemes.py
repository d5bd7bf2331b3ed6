"""The colour schemes of a site, from the theme's `palette`: one, or several to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SYSTEM = "(prefers-color-scheme)"
_OURS = {"media": "", "scheme": "default", "primary": "custom", "accent": "custom"}
"""The default where a palette says nothing: our colours, or a company's."""


@dataclass(frozen=True)
class Scheme:
    """One scheme, and the button that is shown while it is chosen."""

    colors: Mapping[str, str]
    """The theme's attributes: media, scheme, primary, accent."""

    name: str
    icon: str = ""
    """Of the button that leads to the next scheme; empty if there is none."""

    following: str = ""
    """The name of the next scheme."""


def schemes(palette: Any, names: Mapping[str, str]) -> list[Scheme]:
    """Returns the schemes of a palette: a list, a single mapping, or nothing; at least one.

    `names` are those of `light`, `dark` and `system`. As in the theme, the name of a toggle is the
    next scheme's.
    """
    several = palette if isinstance(palette, list) and palette else [palette]
    found: list[Mapping[str, Any]] = [one or {} for one in several]
    colors = [{name: one.get(name) or ours for name, ours in _OURS.items()} for one in found]
    toggles: list[Mapping[str, str]] = [one.get("toggle") or {} for one in found]
    called = [
        toggles[number - 1].get("name") or names[_kind(one)] for number, one in enumerate(colors)
    ]
    return [
        Scheme(color, name, toggle.get("icon") or "", after)
        for color, name, toggle, after in zip(
            colors, called, toggles, [*called[1:], called[0]], strict=True
        )
    ]


def _kind(colors: Mapping[str, str]) -> str:
    if colors["media"] == _SYSTEM:
        return "system"
    return "dark" if colors["scheme"] == "slate" else "light"
