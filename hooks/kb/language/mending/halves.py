"""Finds out which of several changes can be made."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Change = TypeVar("Change")


def harmless(
    changes: Sequence[Change], is_harmless: Callable[[Sequence[Change]], bool]
) -> list[Change]:
    """Returns the changes without the few that would do harm, found by bisection.

    To convert a long page once for each change would take minutes.
    """
    if is_harmless(changes):
        return [*changes]
    half = len(changes) // 2
    parts = (changes[:half], changes[half:]) if half else ()
    return [one for part in parts for one in harmless(part, is_harmless)]
