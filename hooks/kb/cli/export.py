"""`kb export`: terms, checklists or comparisons as tables for Excel."""

from pathlib import Path

import click

from kb.bulk.files import FileError, write
from kb.bulk.layout import LAYOUTS, sheets
from kb.cli.options import docs_option, load, locales_option, told
from kb.content.clock import today


@click.command()
@click.argument("what", type=click.Choice(sorted(LAYOUTS)))
@docs_option
@locales_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Файл .xlsx или .csv; имя без точки — папка с .csv.",
)
def export(what: str, docs: tuple[Path, ...], locales: tuple[str, ...], out: Path) -> None:
    layout = LAYOUTS[what]
    library = load(docs, locales).library
    try:
        files = write(list(sheets(layout, library, locales)), out, title=layout.table, day=today())
    except FileError as error:
        raise told([str(error)]) from error
    for path in files:
        click.echo(path)
