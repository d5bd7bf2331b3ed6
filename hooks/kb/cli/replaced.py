"""`kb replaced`: shows which of our pages a company has replaced and what has changed in them."""

from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.marks import about_marks, changed, mark_all, tell
from kb.cli.options import load
from kb.cli.usage import Failure
from kb.replacements import FIELD, Replacement, replacements
from kb.translation import State

_NAMES = {
    State.FRESH: "сверено",
    State.BEHIND: "отстаёт",
    State.UNMARKED: "не отмечено",
    State.MISSING: "нашей больше нет",
}


@click.command()
@about_marks(accept="Отметить: эти страницы сверены с нашими.", every="С --accept: отметить все.")
def replaced(
    files: tuple[Path, ...], docs: tuple[Path, ...], locales: tuple[str, ...], accept: bool
) -> None:
    """ФАЙЛ — ваша страница, о которой сказать; без имён — обо всех."""
    kb = load(docs, locales)
    here = Path.cwd()
    found = {
        (here / one.document.shown_as).resolve(): one
        for one in replacements(kb.library, kb.roots, shown_from=kb.shown_from)
    }
    if unknown := [file for file in files if file.resolve() not in found]:
        raise Failure(*(f"{file}: не заменяет нашу страницу или не читается" for file in unknown))
    chosen = [found[file.resolve()] for file in files] or list(found.values())
    if not accept:
        tell(((one.state, _state(one)) for one in chosen), _NAMES)
        return
    pages = [
        (one.document, one.original)
        for one in chosen
        if one.original and one.state in (State.BEHIND, State.UNMARKED)
    ]
    if failed := mark_all(pages, FIELD):
        raise Failure(*failed)


def _state(one: Replacement) -> Iterator[str]:
    mark, shown = one.document.entry.replaces, one.document.shown_as
    if one.state is State.BEHIND and one.original and mark:
        yield from changed(one.document, one.original, mark)
    elif one.state is State.UNMARKED and one.original:
        yield f"{shown}: не отмечено, с каким текстом {one.original.shown_as} сверена"
    elif one.state is State.MISSING:
        where = f"; теперь она {one.original.shown_as}" if one.original else ""
        yield f"{shown}: нашей страницы по этому пути больше нет{where}"
