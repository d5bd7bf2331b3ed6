"""The `kb` command for editors and operators."""

import sys
from pathlib import Path

import click

from kb.base import KnowledgeBase
from kb.content.clock import today
from kb.content.problems import errors
from kb.health import glossary_health, unused_terms


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
def check(docs: tuple[Path, ...], locales: tuple[str, ...]) -> None:
    """Проверить страницы: поля, ссылки по id, языки, вставки."""
    kb = KnowledgeBase.load(
        docs, locales=locales, themes=[], shown_from=Path.cwd(), today=today()
    )
    problems = list(kb.problems)
    for edition in map(kb.edition, locales):
        problems += [*glossary_health(edition), *unused_terms(edition)]
    for problem in sorted(problems):
        click.echo(str(problem))
    stopping = errors(problems)
    click.echo(f"Ошибок: {len(stopping)}, предупреждений: {len(problems) - len(stopping)}.")
    sys.exit(1 if stopping else 0)
