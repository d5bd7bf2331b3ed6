"""`kb schema`: the files that describe our fields to other programs."""

from pathlib import Path

import click

from kb.cli.paths import EXISTING_FOLDER
from kb.schema import files
from kb.system.replaced_files import replace_file


@click.command()
@click.option("--into", type=EXISTING_FOLDER, default=Path(), help="Папка проекта.")
def schema(into: Path) -> None:
    for name, text in files().items():
        path, content = into / name, text.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            replace_file(path, content)
            click.echo(f"{name}: записано")
