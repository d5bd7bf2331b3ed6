"""Which keys and letters correspond, for the browser to correct what was typed."""

from collections.abc import Mapping
from typing import Any

LAYOUTS = ("`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>", "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю")
"""The same keys in the layouts QWERTY and ЙЦУКЕН; the last seven with Shift."""

ALPHABETS = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz")
"""Without «ё»: words are compared with «е» in its place."""

SOUNDS = {
    one[0]: one[1:]
    for one in (
        "аa бb вvw гgh дd еe жjg зz иi йyj кckq лl мm нn оo пp рr сsc тt уuw фf хhx цc эae юu"
    ).split()
}
"""The Latin letters that a Russian one may stand for in an abbreviation: «нпс» is NPS."""

KEYBOARD: Mapping[str, Any] = {"layouts": LAYOUTS, "alphabets": ALPHABETS, "sounds": SOUNDS}
"""All of it as plain data, for `vocabulary`."""
