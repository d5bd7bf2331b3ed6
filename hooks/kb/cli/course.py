"""`kb course`: chosen pages of the built site as a SCORM 1.2 package."""

from pathlib import Path

import click

from kb.cli.options import docs_option, load, locales_option, site_option
from kb.cli.paths import FILE, FOLDER
from kb.cli.usage import Failure
from kb.course.model import Course, read
from kb.course.package import changed_since_the_build, write


@click.command()
@click.argument("plan", type=FILE, metavar="КУРС.yml")
@docs_option
@locales_option
@site_option
@click.option(
    "--out", type=FOLDER, default=Path("build/courses"), help="Куда писать; обычно build/courses."
)
def course(
    plan: Path, docs: tuple[Path, ...], locales: tuple[str, ...], site: Path, out: Path
) -> None:
    """КУРС.yml — план: какие страницы и какая самопроверка. Сайт соберите до этого."""
    kb = load(docs, locales)
    found = read(plan, kb.library, {one.id: one.problems[0] for one in kb.unread()})
    if not isinstance(found, Course):
        raise Failure(*map(str, found))
    for path in write(found, site, out, edition=kb.edition):
        click.echo(path)
    for name in changed_since_the_build(found, site, kb.library):
        told = "изменён после сборки сайта, в курсе прежний текст; сначала: make site"
        click.echo(f"{name}: предупреждение: {told}", err=True)
