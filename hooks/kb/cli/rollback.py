"""`kb rollback`: serves the previous release, or a named one, without building anything."""

from pathlib import Path

import click

from kb.cli.usage import Failure
from kb.publish import PublishError, roll_back


@click.command()
@click.argument("dest", metavar="ПАПКА", type=click.Path(path_type=Path))
@click.option("--to", "name", help="Имя выпуска из kb releases; обычно тот, что был до нынешнего.")
def rollback(dest: Path, name: str | None) -> None:
    """ПАПКА — та, куда публикует kb publish."""
    try:
        release = roll_back(dest, name)
    except PublishError as error:
        raise Failure(str(error)) from error
    click.echo(f"Теперь опубликовано: {release.name}.")
