"""Makes those of several changes that do no harm."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Change = TypeVar("Change")


def made(
    body: str,
    changes: Sequence[Change],
    make: Callable[[Sequence[Change]], str],
    seen: Callable[[str], object],
) -> str:
    """Returns a body with the changes that leave what is `seen` of it as it is."""
    if not changes:
        return body
    wanted = seen(body)
    return make(harmless(changes, lambda some: seen(make(some)) == wanted))


def harmless(
    changes: Sequence[Change], is_harmless: Callable[[Sequence[Change]], bool]
) -> list[Change]:
    """Returns the changes without the few that would do harm, alone or with those before them.

    They are found by bisection: to convert a long page once for each change would take minutes.
    """
    kept: list[Change] = []
    parts = [[*changes]]
    while parts:
        part = parts.pop()
        half = len(part) // 2
        if is_harmless([*kept, *part]):
            kept += part
        elif half:
            parts += [part[half:], part[:half]]
    return kept
