"""`kb import`: applies what was changed in the tables of `kb export`."""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import gettempdir

import click

from kb.bulk.apply import HalfDoneError, apply
from kb.bulk.drafts import Drafts
from kb.bulk.files import read
from kb.bulk.layout import LAYOUTS
from kb.bulk.plan import Change, not_to_touch, plan
from kb.bulk.taking import take_over
from kb.cli.options import can_ask, confirm, docs_option, load, locales_option
from kb.cli.paths import EXISTING
from kb.cli.usage import Failure
from kb.content.clock import today
from kb.system.refusals import why_not_written

_NOTHING = "Ничего не записано."


@click.command("import")
@click.argument("what", type=click.Choice(sorted(LAYOUTS)))
@click.argument("path", type=EXISTING)
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
    """ПУТЬ — таблица .xlsx, .csv или папка с .csv. Сначала покажет изменения и спросит."""
    layout = LAYOUTS[what]
    kb = load(docs, locales)
    tables = read(path, layout)
    if not tables:
        raise Failure(f"{path}: таблиц здесь нет")
    drafts = take_over(tables, layout, kb.library, delete=delete)
    try:
        changes, problems = plan(drafts, kb, today=today())
    except OSError as error:
        raise Failure(
            f"{error.filename or gettempdir()}: {why_not_written(error)}", _NOTHING
        ) from error
    if problems:
        # A cell may have several lines, and a message quotes it.
        raise Failure(*(" ".join(one.split()) for one in problems), _NOTHING)
    ours = {one.shown_as for one in not_to_touch(kb)}
    _show(changes, drafts, ours)
    if not changes:
        return
    if not yes:
        if not can_ask():
            click.echo("Ничего не записано: чтобы записать, добавьте --yes.")
            return
        if not confirm("Записать?"):
            click.echo(_NOTHING)
            return
    _write(changes)
    click.echo("Записано.")


def _write(changes: Sequence[Change]) -> None:
    try:
        apply(changes)
    except OSError as error:
        raise Failure(f"{error.filename}: {why_not_written(error)}", _NOTHING) from error
    except HalfDoneError as error:
        lines = [f"{error.cause.filename}: {why_not_written(error.cause)}"]
        lines += [
            f"{one.filename}: остался изменённым: {why_not_written(one)}" for one in error.left
        ]
        lines.append("Записано не всё: верните прежний текст названных файлов.")
        raise Failure(*lines) from error


def _show(changes: Sequence[Change], drafts: Drafts, ours: Collection[str]) -> None:
    for change in changes:
        for line in change.diff(Path.cwd()):
            click.echo(line)
    counted = Counter(
        "новых" if one.before is None else "удалить" if one.after is None else "изменить"
        for one in changes
    )
    click.echo(
        f"Файлов: изменить {counted['изменить']}, новых {counted['новых']}, "
        f"удалить {counted['удалить']}."
    )
    absent = [one.shown_as for one in drafts.absent]
    kept = [*(one for one in absent if not drafts.delete and one not in ours), *drafts.kept]
    if kept:
        click.echo("Без строки в таблице остались (удалить их: --delete):")
        for name in kept:
            click.echo(f"  {name}")
    if left := [one for one in absent if one in ours]:
        click.echo(f"Наших страниц без строки: {len(left)}; они останутся как есть.")
