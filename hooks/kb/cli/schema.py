"""`kb schema`: the files that tell other programs what our fields are."""

from pathlib import Path

import click

from kb.schema import files


@click.command()
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Папка проекта.",
)
def schema(into: Path) -> None:
    for name, text in files().items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            click.echo(f"{name}: записано")
