"""`kb pdf`: the built site on paper."""

from pathlib import Path

import click

from kb.cli.options import site_option
from kb.cli.paths import EXISTING_FOLDER, FOLDER
from kb.content.clock import today
from kb.content.library import Library
from kb.edition import KnowledgeBase
from kb.handbook.pdf import write


@click.command()
@site_option
@click.option("--out", type=FOLDER, help="Куда писать; обычно папка pdf внутри сайта.")
@click.option(
    "--theme",
    "themes",
    type=EXISTING_FOLDER,
    multiple=True,
    default=("overrides",),
    help="Папка с fragments и i18n; предыдущая заменяет следующую.",
)
def pdf(site: Path, out: Path | None, themes: tuple[Path, ...]) -> None:
    kb = KnowledgeBase(Library((), {}, ()), (), tuple(themes))
    out = out or site / "pdf"
    count = 0
    for path in write(site, out, edition=kb.edition, day=today()):
        click.echo(path)
        count += 1
    click.echo(f"Записано файлов: {count}.")
