"""`kb course`: chosen pages of the built site as a SCORM 1.2 package."""

import sys
from pathlib import Path

import click

from kb.cli.options import docs_option, load, locales_option
from kb.course.model import Course, read
from kb.course.package import CourseError, write


@click.command()
@click.argument("plan", type=click.Path(dir_okay=False, path_type=Path), metavar="КУРС.yml")
@docs_option
@locales_option
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    help="Папка с собранным сайтом.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/courses"),
    help="Куда писать; обычно build/courses.",
)
def course(
    plan: Path, docs: tuple[Path, ...], locales: tuple[str, ...], site: Path, out: Path
) -> None:
    kb = load(docs, locales)
    found = read(plan, kb.library)
    if not isinstance(found, Course):
        for problem in found:
            click.echo(str(problem), err=True)
        sys.exit(1)
    try:
        for path in write(found, site, out, edition=kb.edition):
            click.echo(path)
    except CourseError as error:
        raise click.ClickException(str(error)) from error
