"""The marks that say which wording a page follows: sets them, and shows what has changed since."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path

import click

from kb.cli.options import docs_option, locales_option
from kb.cli.paths import PATH
from kb.content.fields.kinds import Digest
from kb.content.library import Document
from kb.content.problems import Fault
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import SourceText, parse
from kb.system.refusals import why_not_written
from kb.system.replaced_files import replace_file
from kb.translation import State, digest, wording
from kb.translation.history import changes, find
from kb.translation.mark import marked

Paths = tuple[Path, ...]
Run = Callable[[Paths, Paths, tuple[str, ...], bool], None]
"""A command about marks, given files, folders of pages, languages and `--accept`."""


def about_marks(*, accept: str, every: str) -> Callable[[Run], Callable[..., None]]:
    """Gives a command the options to show and set marks.

    `accept` and `every` are the help of `--accept` and `--all`; only the latter marks all pages.
    """

    def decorate(run: Run) -> Callable[..., None]:
        @click.argument("files", nargs=-1, type=PATH)
        @docs_option
        @locales_option
        @click.option("--accept", is_flag=True, help=accept)
        @click.option("--all", "every", is_flag=True, help=every)
        @wraps(run)
        def command(
            files: Paths, docs: Paths, locales: tuple[str, ...], accept: bool, every: bool
        ) -> None:
            if (accept or every) and (not accept or bool(files) == every):
                raise click.UsageError("--accept: назовите файлы или добавьте --all.")
            run(files, docs, locales, accept)

        return command

    return decorate


def mark_all(pages: Iterable[tuple[Document, Document]], field: str) -> list[str]:
    """Marks each page as following the other's wording, and prints which.

    Returns what is wrong with the files that cannot be written.
    """
    count = 0
    failed: list[str] = []
    for page, original in pages:
        try:
            done = _mark(page, field, digest(original))
        except OSError as error:
            failed.append(f"{page.shown_as}: отметку не записать: {why_not_written(error)}")
            continue
        if done:
            click.echo(f"{page.shown_as}: отмечено")
            count += 1
    click.echo(f"Отмечено: {count}.")
    return failed


def _mark(page: Document, field: str, wanted: Digest) -> bool:
    """Marks a page; returns whether its file can still be read."""
    path = Path.cwd() / page.shown_as
    text = decode(path.read_bytes())
    source = text if isinstance(text, Fault) else parse(text)
    if not isinstance(text, str) or not isinstance(source, SourceText):
        return False
    replace_file(path, marked(text, source, field, wanted).encode())
    return True


def tell(
    pages: Iterable[tuple[State, Iterable[str]]], names: Mapping[State, str], *, lost: int = 0
) -> None:
    """Prints the lines about each page, and how many are in each state; `lost` ones in none."""
    counted: Counter[State] = Counter()
    for state, lines in pages:
        counted[state] += 1
        for line in lines:
            click.echo(line)
    total = [f"{name}: {counted[state]}" for state, name in names.items()]
    total += [f"не читается: {lost}"] if lost else []
    click.echo("; ".join(total) + ".")


def changed(page: Document, original: Document, mark: Digest) -> Iterator[str]:
    """Yields a line that a page is behind, and how its original differs from what is marked."""
    yield f"{page.shown_as}: отстаёт, {original.shown_as} изменился:"
    before = find(original, Path.cwd() / original.shown_as, mark)
    if before is None:
        yield "    прежнего текста в истории git нет; сверьте страницу целиком"
    else:
        yield from (f"    {line}" for line in changes(wording(before), wording(original)))
