"""Finds the page that was meant by a title or a file name in place of an id."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import PurePosixPath

from kb.content.fields.kinds import Reference
from kb.content.library import Library
from kb.content.names import names_of, normal
from kb.content.problems import Fault

_BETWEEN = re.compile(r"[\s,;]+")

_ALIKE = 0.85
"""How similar a title must be: another case ending or a typo is allowed."""


def meant(written: str, library: Library, types: Collection[str] = ()) -> str:
    """Returns the end of a message about an unknown id: the page meant; empty if there is none.

    The page is of one of the `types`, if there are any.
    """
    ids = {one.key for one in library.documents}
    several = _BETWEEN.split(written.strip())
    if len(several) > 1 and ids.issuperset(several):
        return "; это несколько id, а место здесь одному; следующий пишут ниже, так же"
    named = [
        one for one in library.documents if one.entry.id and (not types or one.entry.type in types)
    ]
    files = (one.key for one in named if PurePosixPath(one.path).stem == _stem(written))
    if found := next(files, None):
        return f"; у страницы с таким именем файла id «{found}»"
    titles = {normal(name): one.key for one in named for _, name in names_of(one.entry)}
    name = normal(written)
    if name in titles:
        return f"; у страницы с таким названием id «{titles[name]}»"
    alike = get_close_matches(name, titles, n=1, cutoff=_ALIKE)
    return f"; у страницы с похожим названием id «{titles[alike[0]]}»" if alike else ""


def with_ids_meant(faults: Iterable[Fault], library: Library) -> Iterator[Fault]:
    """Yields the faults of a page, found without knowing others, with the ids that were meant."""
    advice = f"; {Reference.pattern.advice}"
    for one in faults:
        if one.no_id and (told := meant(one.no_id, library)):
            one = replace(one, message=one.message.removesuffix(advice) + told)
        yield one


def _stem(written: str) -> str:
    """Returns the name of a file without its suffix, if that is what is written."""
    return PurePosixPath(written).stem if written.endswith(".md") else written
