"""`kb rollback`: serves the previous release, or a named one, without building anything."""

from pathlib import Path

import click

from kb.cli.paths import PATH
from kb.publish import roll_back


@click.command()
@click.argument("dest", metavar="ПАПКА", type=PATH)
@click.option("--to", "name", help="Имя выпуска из kb releases; обычно тот, что был до нынешнего.")
def rollback(dest: Path, name: str | None) -> None:
    """ПАПКА — та, куда публикует kb publish."""
    click.echo(f"Теперь опубликовано: {roll_back(dest, name).name}.")
