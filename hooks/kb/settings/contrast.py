"""Makes a colour legible: its contrast by WCAG 2, and the nearest shade with enough contrast."""

LEAST = 4.5
"""The contrast that WCAG asks of text (1.4.3, level AA)."""

_STEPS = 100
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours such as `#0b5563`, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, background: str) -> str:
    """Returns the colour, or the nearest shade in which text is legible on the background.

    It is darker on a light background, and lighter on a dark one.
    """
    end = max((_BLACK, _WHITE), key=lambda end: contrast(_hex(end), background))
    shades = (_hex(_mixed(_rgb(colour), end, step / _STEPS)) for step in range(1, _STEPS + 1))
    if contrast(colour, background) >= LEAST:
        return colour
    return next(shade for shade in shades if contrast(shade, background) >= LEAST)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _hex(parts: tuple[int, int, int]) -> str:
    return f"#{bytes(parts).hex()}"


def _mixed(
    colour: tuple[int, int, int], end: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, end, strict=True))
    return red, green, blue
