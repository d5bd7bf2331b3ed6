"""`kb translations`: shows missing translations and changed originals; marks translations done."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from kb.cli.marks import about_marks, changed, mark_all, tell
from kb.cli.options import load
from kb.cli.usage import Failure
from kb.content.library import Document, Library
from kb.content.reading.unread import Unread
from kb.translation import FIELD, State, Translation, not_theirs
from kb.translation import translations as all_translations

_NAMES = {
    State.FRESH: "переведено",
    State.BEHIND: "отстаёт",
    State.UNMARKED: "не отмечено",
    State.MISSING: "нет перевода",
}


@click.command()
@about_marks(
    accept="Отметить: перевод этих файлов следует оригиналу.",
    every="С --accept: отметить все переводы.",
)
def translations(
    files: tuple[Path, ...], docs: tuple[Path, ...], locales: tuple[str, ...], accept: bool
) -> None:
    """ФАЙЛ — страница, о переводе которой сказать; без имён — обо всех."""
    kb = load(docs, locales)
    lost = kb.unread()
    chosen, lost = _chosen(kb.library, lost, files)
    failed = [str(problem) for page in lost for problem in page.problems]
    if accept:
        failed += _accept(chosen, kb.library)
    else:
        tell(((one.state, _state(one)) for one in chosen), _NAMES, lost=len(lost))
    if failed:
        raise Failure(*failed)


def _chosen(
    library: Library, lost: Sequence[Unread], files: Iterable[Path]
) -> tuple[list[Translation], list[Unread]]:
    """The translations that the files name: by their own path or by that of the original.

    Translations and originals that cannot be read are returned apart; they are not missing.
    """
    here = Path.cwd()
    known: list[Document | Unread] = [*library.documents, *lost]
    pages = {(here / one.shown_as).resolve(): (one.locale, one.path) for one in known}
    if unknown := [file for file in files if file.resolve() not in pages]:
        raise Failure(*(f"{file}: нет такой страницы" for file in unknown))
    asked = {pages[file.resolve()] for file in files} or set(pages.values())
    paths = {path for _, path in asked}
    default = library.default_locale

    def is_asked(locale: str, path: str) -> bool:
        return (locale, path) in asked or (default, path) in asked

    uris = {one.src_uri for one in lost}
    return (
        [
            one
            for one in all_translations(library)
            if is_asked(one.locale, one.original.path)
            and f"{one.locale}/{one.original.path}" not in uris
        ],
        [
            one
            for one in lost
            if is_asked(one.locale, one.path) or (one.locale == default and one.path in paths)
        ],
    )


def _state(one: Translation) -> Iterator[str]:
    if one.document is None:
        yield f"{one.original.shown_as}: нет перевода: {one.locale}/{one.original.path}"
    elif one.state is State.UNMARKED:
        yield f"{one.document.shown_as}: не отмечено, какой текст переведён"
    elif one.state is State.BEHIND and one.document.entry.translated:
        yield from changed(one.document, one.original, one.document.entry.translated)


def _accept(chosen: Iterable[Translation], library: Library) -> list[str]:
    """Marks the translations, and returns what is wrong with the files that cannot be written."""
    pages: list[tuple[Document, Document]] = []
    failed: list[str] = []
    for one in chosen:
        if one.document is None or one.state is State.FRESH:
            continue
        if told := not_theirs(one, library):
            failed.append(f"{one.document.shown_as}: {told}")
        else:
            pages.append((one.document, one.original))
    return [*failed, *mark_all(pages, FIELD)]
