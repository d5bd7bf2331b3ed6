"""Which keys and letters stand for one another: by that a browser corrects what was typed."""

from collections.abc import Mapping
from typing import Any

LAYOUTS = ("`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>", "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю")
"""The same keys of the layouts ЙЦУКЕН and QWERTY; the last seven with Shift."""

ALPHABETS = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz")
"""Without «ё», which words are compared without."""

SOUNDS = {
    one[0]: one[1:]
    for one in (
        "аa бb вvw гgh дd еe жjg зz иi йyj кckq лl мm нn оo пp рr сsc тt уuw фf хhx цc эae юu"
    ).split()
}
"""The Latin letters that a Russian one is written for in an abbreviation: «нпс» is NPS."""

KEYBOARD: Mapping[str, Any] = {"layouts": LAYOUTS, "alphabets": ALPHABETS, "sounds": SOUNDS}
"""All of it as plain data, for `vocabulary`."""
