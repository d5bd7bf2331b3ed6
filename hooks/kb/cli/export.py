"""`kb export`: terms, checklists or comparisons as tables for Excel."""

from pathlib import Path

import click

from kb.bulk.files import write
from kb.bulk.layout import LAYOUTS, sheets
from kb.cli.options import docs_option, load, locales_option
from kb.cli.paths import PATH
from kb.cli.usage import Failure
from kb.content.clock import today

_REFUSED = (
    "Ничего не записано: эти страницы не читаются, в таблице их не было бы, и загрузка с --delete "
    "их удалила бы. Исправьте их и повторите."
)


@click.command()
@click.argument("what", type=click.Choice(sorted(LAYOUTS)))
@docs_option
@locales_option
@click.option(
    "--out", type=PATH, required=True, help="Файл .xlsx или .csv; имя без точки — папка с .csv."
)
def export(what: str, docs: tuple[Path, ...], locales: tuple[str, ...], out: Path) -> None:
    layout = LAYOUTS[what]
    kb = load(docs, locales)
    if lost := [one for one in kb.unread() if one.may_be(layout.type)]:
        raise Failure(*(str(problem) for one in lost for problem in one.problems), _REFUSED)
    tables = list(sheets(layout, kb.library, locales))
    for path in write(tables, out, title=layout.table, day=today()):
        click.echo(path)
