"""`kb check`: every problem that can be found in the pages without a build."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from kb.cli.formats import FORMATS
from kb.cli.options import docs_option, draws_formulas, load, locales_option
from kb.cli.paths import EXISTING
from kb.cli.usage import as_typed
from kb.cli.values import problems_of_values
from kb.content.library import Document, Library
from kb.content.problems import Problem, Severity, errors, in_order
from kb.edition import SiteSettings
from kb.language.dictionary.words import FILE as WORDS
from kb.lint import problems_of
from kb.lint.mending import Mender
from kb.lint.rumdl import CONFIG as RULES
from kb.lint.rumdl import Rumdl, without_repetitions
from kb.settings import Settings, misnamed
from kb.settings import files_in as settings_in
from kb.system.refusals import why_not_written


@click.command()
@click.argument("paths", nargs=-1, type=EXISTING)
@docs_option
@locales_option
@click.option("--fix", is_flag=True, help="Сначала исправить то, над чем думать не нужно.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="Для людей, для программ, для GitHub Actions или отчёт Code Quality для GitLab.",
)
def check(
    paths: tuple[Path, ...],
    docs: tuple[Path, ...],
    locales: tuple[str, ...],
    fix: bool,
    form: str,
) -> None:
    """ПУТЬ — файл или папка, о которых сказать; без них — обо всех."""
    here = Path.cwd()
    asked = [one.resolve() for one in paths]
    site = SiteSettings(draws_formulas=draws_formulas())
    kb = load(docs, locales, site)
    rumdl = Rumdl.found(here)
    failed: list[Problem] = []
    if fix:
        failed += _fix(_chosen(kb.library.documents, asked), Mender(kb, rumdl))
        kb = load(docs, locales, site)
    settings = settings_in(here)
    strangers = [one for one in paths if not _is_ours(one, docs) and one.resolve() not in settings]
    # Pages with wrong fields are not entries, but their texts can be checked.
    problems = problems_of(_chosen([*kb.library.documents, *kb.library.bodies], asked), kb)
    problems += [*failed, *_not_checked(strangers, docs)]
    problems += misnamed(here)
    for one in settings:
        problems += _of_settings(Settings.read(one, shown_from=here), locales)
    if rumdl:
        ours = [one for one in _pages(paths, docs) if one not in strangers]
        problems += _of_markup(rumdl.check(ours), kb.library)
    else:
        click.echo("Разметку Markdown не смотрел: нет rumdl или .rumdl.toml.", err=True)
    problems = [
        one
        for one in without_repetitions(in_order(problems))
        if _is_below(here / one.path, asked) or Path(one.path).name == WORDS  # it is about all
    ]
    told = FORMATS[form](problems)
    click.echo(as_typed(told) if form == "text" else told)
    sys.exit(1 if errors(problems) else 0)


def _of_settings(settings: Settings, locales: Sequence[str]) -> Iterable[Problem]:
    """What is wrong with a configuration: also with its values, if nothing else is."""
    return settings.problems() or problems_of_values(settings, locales)


def _of_markup(found: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """What rumdl has found, but only errors in faulty fields: it takes them for text."""
    read = {RULES: 1} | {one.shown_as: 1 for one in library.documents}
    read |= {one.shown_as: one.source.body_line for one in library.bodies}
    real: dict[str, str] = {}
    for one in found:
        if one.path not in read and not real:  # it resolves «..» and links in a file's path
            real = {os.path.realpath(name): name for name in read}
        shown = replace(one, path=real.get(one.path, one.path))
        if one.line >= read.get(shown.path, sys.maxsize) or one.severity is Severity.ERROR:
            yield shown


def _chosen(documents: Iterable[Document], asked: Sequence[Path]) -> list[Document]:
    """The pages that are asked about."""
    return [one for one in documents if _is_below(Path.cwd() / one.shown_as, asked)]


def _is_below(path: Path, asked: Sequence[Path]) -> bool:
    """Whether a file is, or is below, one of the paths asked about; without any, always."""
    real = Path(os.path.realpath(path))  # unlike `resolve`, bears a link to itself
    return not asked or any(one == real or one in real.parents for one in asked)


def _pages(paths: Sequence[Path], docs: Sequence[Path]) -> list[Path]:
    return [one for one in paths if one.is_dir() or one.suffix == ".md"] if paths else list(docs)


def _is_ours(path: Path, docs: Sequence[Path]) -> bool:
    """Whether a path is in one of the folders with pages, or contains one."""
    asked, roots = path.resolve(), [one.resolve() for one in docs]
    return any(one.is_relative_to(asked) or asked.is_relative_to(one) for one in roots)


def _not_checked(paths: Sequence[Path], docs: Sequence[Path]) -> Iterator[Problem]:
    names = ", ".join(one.as_posix() for one in docs)
    told = f"не проверено: это не из папок со страницами ({names}); добавьте папку ключом --docs"
    return (Problem(one.as_posix(), 1, told, rule="outside") for one in paths)


def _fix(chosen: Iterable[Document], mender: Mender) -> Iterator[Problem]:
    """Corrects the pages' files that can be read, and prints which.

    Yields a problem for each file that cannot be written; it stays whole.
    """
    for document in chosen:
        try:
            told = mender.mend(document)
        except OSError as error:
            message = f"исправления не записать: {why_not_written(error)}"
            yield Problem(document.shown_as, 1, message, rule="write")
        else:
            if told:
                click.echo(f"{document.shown_as}: {told}", err=True)
