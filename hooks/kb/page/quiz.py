"""Turns a quiz's question into the choices a reader is offered."""

from dataclasses import dataclass

from kb.content.model import Question


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, and its place among those of the question as written, counted from 1.

    For a question of type `order` that is its correct place.
    """

    place: int
    text: str


def choices(question: Question) -> tuple[Choice, ...]:
    """Returns the options in the order they are shown: as written, or mixed for type `order`.

    Mixed options are never in the right order. The same question gives the same order in every
    build.
    """
    written = tuple(Choice(place, one.text) for place, one in enumerate(question.options, start=1))
    if question.type != "order":
        return written
    mixed = tuple(sorted(written, key=lambda choice: choice.text))
    return mixed if mixed != written else (*mixed[1:], mixed[0])
