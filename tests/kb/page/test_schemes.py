"""The colour schemes of a site, whichever way a palette is written."""

from typing import Any

import pytest

from kb.page.schemes import Scheme, schemes

NAMES = {"light": "Светлая", "dark": "Тёмная", "system": "Как в системе"}


def _colors(scheme: str, media: str = "", color: str = "custom") -> dict[str, str]:
    return {"media": media, "scheme": scheme, "primary": color, "accent": color}


def test_each_scheme_has_its_own_name_and_leads_to_the_next() -> None:
    system, light, dark = schemes(
        [
            {"media": "(prefers-color-scheme)", "toggle": {"icon": "a"}},
            {"media": "(prefers-color-scheme: light)", "toggle": {"icon": "b"}},
            {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": {"icon": "c"}},
        ],
        NAMES,
    )
    assert (system.name, light.name, dark.name) == ("Как в системе", "Светлая", "Тёмная")
    assert (system.following, light.following) == ("Светлая", "Тёмная")
    assert dark == Scheme(
        _colors("slate", "(prefers-color-scheme: dark)"), "Тёмная", "c", "Как в системе"
    )


def test_a_name_in_the_palette_is_the_next_scheme_s() -> None:
    light, dark = schemes([{"toggle": {"name": "Ночь"}}, {"toggle": {"name": "День"}}], NAMES)
    assert (light.name, light.following, dark.name) == ("День", "Ночь", "Ночь")


@pytest.mark.parametrize(
    ("palette", "colors"),
    [
        ({"scheme": "slate"}, _colors("slate")),
        ([{"primary": "teal", "accent": "teal"}], _colors("default", color="teal")),
        (None, _colors("default")),
        ([], _colors("default")),
        ([None], _colors("default")),
    ],
)
def test_a_palette_may_be_one_scheme_or_none(palette: Any, colors: dict[str, str]) -> None:
    (found,) = schemes(palette, NAMES)
    assert (found.colors, found.icon) == (colors, "")
