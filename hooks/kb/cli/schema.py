"""`kb schema`: the files that describe our fields to other programs."""

from pathlib import Path

import click

from kb.cli.usage import Failure
from kb.schema import files
from kb.system.refusals import why_not_written
from kb.system.replaced_files import replace_file


@click.command()
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Папка проекта.",
)
def schema(into: Path) -> None:
    for name, text in files().items():
        path, content = into / name, text.encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.read_bytes() == content:
                continue
            replace_file(path, content)
        except OSError as error:
            raise Failure(f"{error.filename or path}: {why_not_written(error)}") from error
        click.echo(f"{name}: записано")
