"""`kb releases`: what has been published and can be rolled back to."""

from pathlib import Path

import click

from kb.cli.paths import EXISTING_FOLDER
from kb.publish import Releases


@click.command()
@click.argument("dest", metavar="ПАПКА", type=EXISTING_FOLDER)
def releases(dest: Path) -> None:
    """ПАПКА — та, куда публикует kb publish."""
    found = Releases(dest)
    for release in found.all():
        said = release.record
        source = said.get("from") or f"{said.get('config')} {said.get('commit') or ''}".strip()
        now = " ← сейчас" if release == found.current else ""
        click.echo(f"{release.name}  страниц: {said.get('pages')}  из: {source}{now}")
    if found.current is None:
        click.echo("Здесь ещё ничего не опубликовано.")
