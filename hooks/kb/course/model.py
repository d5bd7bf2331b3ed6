"""Reads a course's plan: its pages in order, the final quiz, the score needed to pass."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, ValidationError

from kb.content.fields.kinds import ByLanguage, Key, Reference, Text
from kb.content.fields.messages import fault, faults, near
from kb.content.library import Library
from kb.content.model import Part, Quiz
from kb.content.problems import Fault, Location, Problem
from kb.content.yaml.yaml_document import read_yaml
from kb.system.refusals import why


class Course(Part):
    """The plan of one course."""

    id: Key
    """Names the files and, in the LMS, the course: a new edition of it keeps the id."""

    title: Annotated[
        dict[str, Annotated[Text, Field(max_length=200)]], Field(min_length=1), ByLanguage
    ]
    """By language; each language named here gets a package."""

    pages: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """The ids of the chapters, in order."""

    quiz: Reference
    """The id of the quiz that ends the course and decides whether it is passed."""

    mastery: Annotated[int, Field(ge=1, le=100)]
    """The percentage of right answers from which it is passed."""


def read(
    path: Path, library: Library, unread: Mapping[str, Problem] = MappingProxyType({})
) -> Course | list[Problem]:
    """Returns the course, or all that is wrong with its plan.

    `unread` are the first problems of the pages that cannot be read, by id.
    """
    try:
        document = read_yaml(path.read_bytes())
    except OSError as error:
        return [Problem(path.as_posix(), 1, f"файл не читается: {why(error)}")]
    if isinstance(document, list):
        return _problems(path, document)
    try:
        course = Course.model_validate(document.data)
    except ValidationError as error:
        return _problems(path, list(faults(error, Course, document)))
    wrong = [fault(document, at, message) for at, message in _wrong(course, library, unread)]
    return _problems(path, wrong) if wrong else course


def _problems(path: Path, found: list[Fault]) -> list[Problem]:
    return [one.in_file(path.as_posix()) for one in found]


def _wrong(
    course: Course, library: Library, unread: Mapping[str, Problem]
) -> list[tuple[Location, str]]:
    """Where the plan and the library disagree, and what to do about it."""
    found: list[tuple[Location, str]] = []
    for locale in course.title:
        if locale not in library.locales:
            told = f"языка «{locale}» на сайте нет; есть {', '.join(library.locales)}"
            found.append((("title", locale), told))
    known = [one.key for one in library.in_locale(library.default_locale)]
    for at, key in [
        *((("pages", i), one) for i, one in enumerate(course.pages)),
        (("quiz",), course.quiz),
    ]:
        if key in unread and key not in known:
            found.append((at, f"страница «{key}» не читается: {unread[key]}"))
        elif key not in known:
            found.append((at, f"нет страницы с id «{key}»{near(key, known)}"))
    quiz = library.find(library.default_locale, course.quiz)
    is_quiz = quiz is not None and isinstance(quiz.entry, Quiz)
    for index, key in enumerate(course.pages):
        if key in course.pages[:index] or (key == course.quiz and is_quiz):
            found.append((("pages", index), f"«{key}» уже есть в курсе; уберите повтор"))
    if quiz and not is_quiz:
        found.append((("quiz",), f"«{course.quiz}» — не самопроверка; нужна страница типа quiz"))
    return found
