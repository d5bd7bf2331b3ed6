"""The `kb` command for editors and operators."""

import sys
from pathlib import Path

import click

from kb.base import KnowledgeBase
from kb.content.clock import today
from kb.content.front_matter import Fault, decode
from kb.content.library import Library
from kb.content.problems import errors
from kb.handbook.pdf import PdfError, write
from kb.health import glossary_health, unused_terms
from kb.language import check_language, mend, vocabularies


@click.group()
def main() -> None:
    """База знаний «Клиент: внутри и снаружи»."""


@main.command()
@click.option(
    "--docs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    default=("docs",),
    help="Папка со страницами; следующая дополняет и заменяет предыдущую.",
)
@click.option("--locale", "locales", multiple=True, default=("ru", "en"))
@click.option("--fix", is_flag=True, help="Сначала исправить то, над чем думать не нужно.")
def check(docs: tuple[Path, ...], locales: tuple[str, ...], fix: bool) -> None:
    """Проверить страницы: поля, ссылки по id, языки, вставки, правописание, редполитику."""
    kb = _load(docs, locales)
    if fix and _fix(kb, docs):
        kb = _load(docs, locales)
    problems = [*kb.problems, *check_language(kb.library, docs, shown_from=Path.cwd())]
    for edition in map(kb.edition, locales):
        problems += [*glossary_health(edition), *unused_terms(edition)]
    for problem in sorted(problems):
        click.echo(str(problem))
    stopping = errors(problems)
    click.echo(f"Ошибок: {len(stopping)}, предупреждений: {len(problems) - len(stopping)}.")
    sys.exit(1 if stopping else 0)


@main.command()
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    help="Папка с собранным сайтом.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Куда писать; обычно папка pdf внутри сайта.",
)
@click.option(
    "--theme",
    "themes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    default=("overrides",),
    help="Папка с fragments и i18n; предыдущая заменяет следующую.",
)
def pdf(site: Path, out: Path | None, themes: tuple[Path, ...]) -> None:
    """Записать собранный сайт в PDF: карточки, чек-листы и всё вместе."""
    kb = KnowledgeBase(Library((), {}, ()), (), tuple(themes))
    count = 0
    try:
        for path in write(site, out or site / "pdf", edition=kb.edition, day=today()):
            click.echo(path)
            count += 1
    except PdfError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Записано файлов: {count}.")


def _load(docs: tuple[Path, ...], locales: tuple[str, ...]) -> KnowledgeBase:
    themes = [Path("overrides")] if Path("overrides").is_dir() else []
    return KnowledgeBase.load(
        docs, locales=locales, themes=themes, shown_from=Path.cwd(), today=today()
    )


def _fix(kb: KnowledgeBase, docs: tuple[Path, ...]) -> bool:
    """Mends the files of all pages that can be read; tells which; whether there were any."""
    here = Path.cwd()
    words, _ = vocabularies(docs, kb.library, shown_from=here)
    mended = False
    for document in kb.library.documents:
        path = here / document.shown_as
        raw = path.read_bytes()
        text = decode(raw)
        if isinstance(text, Fault):
            continue
        better = mend(document, text, words[document.locale])
        if better.encode() != raw:
            path.write_text(better, "utf-8", newline="\n")
            click.echo(f"{document.shown_as}: исправлено")
            mended = True
    return mended
