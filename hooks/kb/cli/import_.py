"""`kb import`: takes over what was changed in the tables of `kb export`."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from kb.bulk.apply import apply
from kb.bulk.draft import Drafts, draft
from kb.bulk.files import FileError, read
from kb.bulk.layout import FILE, ID, LAYOUTS, LOCALE
from kb.bulk.plan import Change, plan
from kb.cli.options import can_ask, docs_option, load, locales_option, told
from kb.content.clock import today


@click.command("import")
@click.argument("what", type=click.Choice(sorted(LAYOUTS)))
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@docs_option
@locales_option
@click.option("--yes", is_flag=True, help="Записать, не спрашивая.")
@click.option("--delete", is_flag=True, help="Удалить то, чему в таблице нет строки.")
def import_(
    what: str,
    path: Path,
    docs: tuple[Path, ...],
    locales: tuple[str, ...],
    yes: bool,
    delete: bool,
) -> None:
    layout = LAYOUTS[what]
    library = load(docs, locales).library
    names = [LOCALE, ID, FILE, *(one.name for one in layout.columns)]
    names += [name for part in layout.parts for name in (part.parent, ID)]
    try:
        tables = read(path, layout, names)
    except FileError as error:
        raise told([str(error)]) from error
    if not tables:
        raise told([f"{path}: таблиц здесь нет"])
    drafts = draft(tables, layout, library, delete=delete)
    changes, problems = plan(
        drafts, library, docs, shown_from=Path.cwd(), today=today(), delete=delete
    )
    if problems:
        raise told([*problems, "Ничего не записано."])
    _show(changes, drafts, delete)
    if not changes:
        return
    if not yes:
        if not can_ask():
            click.echo("Ничего не записано: чтобы записать, добавьте --yes.")
            return
        if not click.confirm("Записать?", prompt_suffix=" "):
            click.echo("Ничего не записано.")
            return
    try:
        apply(changes)
    except OSError as error:
        reason = error.strerror or error
        raise told([f"{error.filename}: {reason}", "Ничего не записано."]) from error
    click.echo("Записано.")


def _show(changes: Sequence[Change], drafts: Drafts, delete: bool) -> None:
    for change in changes:
        for line in change.diff():
            click.echo(line)
    counted = Counter(
        "новых" if one.before is None else "удалить" if one.after is None else "изменить"
        for one in changes
    )
    click.echo(
        f"Файлов: изменить {counted['изменить']}, новых {counted['новых']}, "
        f"удалить {counted['удалить']}."
    )
    kept = drafts.kept if delete else [*(one.shown_as for one in drafts.absent), *drafts.kept]
    if kept:
        click.echo("Без строки в таблице остались (удалить их: --delete):")
        for name in kept:
            click.echo(f"  {name}")
