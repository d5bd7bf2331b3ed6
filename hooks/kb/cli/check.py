"""`kb check`: every problem that can be found in the pages without building them."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from kb.base import KnowledgeBase
from kb.cli.formats import FORMATS
from kb.cli.options import docs_option, load, locales_option
from kb.content.front_matter import Fault, decode
from kb.content.library import Document
from kb.content.model import Term
from kb.content.problems import Problem, Severity, errors, in_order
from kb.content.visibility import public
from kb.language import mend, vocabularies
from kb.lint import Lint, markup
from kb.translation import problems as translation_problems


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
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
    """PATHS — файлы и папки, о которых сказать; без них — обо всех."""
    here = Path.cwd()
    asked = [one.resolve() for one in paths]
    kb = load(docs, locales)
    rumdl = markup.program(here)
    chosen = [one for one in kb.library.documents if _is_below(here / one.shown_as, asked)]
    if fix and _fix(kb, docs, chosen, rumdl):
        kb = load(docs, locales)
        chosen = [one for one in kb.library.documents if _is_below(here / one.shown_as, asked)]
    problems = problems_of(chosen, kb, docs)
    if rumdl:
        problems += markup.check(rumdl, _pages(paths, docs), shown_from=here)
    else:
        click.echo("Разметку Markdown не смотрел: нет rumdl или .rumdl.toml.", err=True)
    problems = [
        one
        for one in markup.without_repetitions(in_order(problems))
        if _is_below(here / one.path, asked)
    ]
    click.echo(FORMATS[form](problems))
    sys.exit(1 if errors(problems) else 0)


def problems_of(
    chosen: Sequence[Document], kb: KnowledgeBase, docs: Sequence[Path]
) -> list[Problem]:
    """Returns the problems that can be found without a build, in the whole base and in `chosen`.

    `docs` are the folders that the pages come from.
    """
    lint = Lint(kb, docs, shown_from=Path.cwd())
    problems = [*kb.problems, *lint.words_problems, *translation_problems(kb.library)]
    # These stop only a build for the public; here they are warnings.
    problems += (replace(one, severity=Severity.WARNING) for one in public(kb.library)[1])
    for document in chosen:
        problems += lint.page(document)
    if any(isinstance(one.entry, Term) for one in chosen):
        problems += lint.glossary()
    return problems


def _is_below(path: Path, asked: Sequence[Path]) -> bool:
    """Whether a file is, or lies below, one of the paths asked about; without any, always."""
    resolved = path.resolve()
    return not asked or any(one == resolved or one in resolved.parents for one in asked)


def _pages(paths: Sequence[Path], docs: Sequence[Path]) -> list[Path]:
    return [one for one in paths if one.is_dir() or one.suffix == ".md"] if paths else list(docs)


def _fix(
    kb: KnowledgeBase, docs: tuple[Path, ...], chosen: Sequence[Document], rumdl: Path | None
) -> bool:
    """Fixes the pages' files that can be read, prints which, and returns whether there were any."""
    here = Path.cwd()
    words, _ = vocabularies(docs, kb.library, shown_from=here)
    mended = False
    for document in chosen:
        path = here / document.shown_as
        raw = path.read_bytes()
        text = decode(raw)
        if isinstance(text, Fault):
            continue
        better = mend(document, text, words[document.locale]).encode()
        if better != raw:
            path.write_bytes(better)
        told = "исправлено" if better != raw else ""
        if rumdl:
            told = markup.mend(rumdl, path, shown_from=here) or told
        if told:
            click.echo(f"{document.shown_as}: {told}", err=True)
            mended = True
    return mended
