"""`kb report`: the state of all pages, as a list of what needs work and as a table for Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from kb.cli.options import LOCALES, docs_option, load, locales_option
from kb.cli.paths import FILE
from kb.cli.usage import Failure
from kb.content.clock import MOST_MONTHS, today
from kb.content.reading.unread import Unread
from kb.edition import Edition, SiteSettings
from kb.lint import problems_of
from kb.office.spreadsheet import separated
from kb.report import PageState, Report
from kb.report import report as report_of
from kb.system.refusals import why_not_written
from kb.system.replaced_files import replace_file
from kb.translation import State

_STATES = {
    State.FRESH: "переведена",
    State.BEHIND: "перевод отстаёт",
    State.UNMARKED: "перевод не отмечен",
    State.MISSING: "перевода нет",
}

_HEADINGS = (
    "язык файл id тип название владелец читатели проверена срок просрочена перевод "
    "читаемость слов терминов ссылаются замечаний"
).split()


@click.command()
@docs_option
@locales_option
@click.option("--csv", "out", type=FILE, help="Файл с таблицей.")
@click.option(
    "--months",
    type=click.IntRange(1, MOST_MONTHS),
    default=12,
    help="На сколько месяцев хватает проверки страницы.",
)
@click.option("--owner", default="", help="Кто отвечает за страницы без владельца.")
def report(
    docs: tuple[Path, ...], locales: tuple[str, ...], out: Path | None, months: int, owner: str
) -> None:
    # All languages are loaded: whether a page is translated depends on the other language.
    settings = SiteSettings(owner=owner, review_months=months)
    kb = load(docs, tuple(dict.fromkeys((*LOCALES, *locales))), settings)
    problems = problems_of(kb.library.documents, kb)
    editions: list[Edition] = [kb.edition(locale) for locale in locales]
    lost = kb.unread()
    reports = [_known(report_of(one, problems, today=today()), lost) for one in editions]
    if out:
        rows = [_HEADINGS, *(_row(one, page) for one in reports for page in one.pages)]
        try:
            replace_file(out, separated(rows))
        except OSError as error:
            raise Failure(f"{out}: не записать: {why_not_written(error)}") from error
    for one in reports:
        if not out:
            for page in one.pages:
                if waiting := ", ".join(_waiting(page)):
                    click.echo(f"{page.document.shown_as}: {waiting}")
        for line in _totals(one):
            click.echo(line)
    if lost:
        why_lost = (str(problem) for one in lost for problem in one.problems)
        raise Failure(*why_lost, f"Не прочитано страниц: {len(lost)}; в отчёте их нет.")


def _known(report: Report, lost: Sequence[Unread]) -> Report:
    """The report without the states of translations that cannot be read: they are not missing."""
    uris = {one.src_uri for one in lost}
    pages = (
        replace(
            page,
            translation=tuple(
                (locale, state)
                for locale, state in page.translation
                if f"{locale}/{page.document.path}" not in uris
            ),
        )
        for page in report.pages
    )
    return replace(report, pages=tuple(pages))


def _row(report: Report, page: PageState) -> list[str]:
    entry = page.document.entry
    return [
        report.locale,
        page.document.shown_as,
        str(entry.id or ""),
        entry.type,
        entry.title,
        page.owner,
        " ".join(entry.audience),
        entry.reviewed.isoformat() if entry.reviewed else "",
        page.due.isoformat() if page.due else "",
        "да" if page.overdue else "",
        ", ".join(f"{locale}: {_STATES[state]}" for locale, state in page.translation),
        f"{page.ease:.0f}" if page.ease is not None else "",
        *map(str, (page.words, page.terms, page.inbound, page.problems)),
    ]


def _waiting(page: PageState) -> Iterator[str]:
    """What an editor should do about a page."""
    if page.overdue:
        yield f"срок проверки прошёл {page.due}"
    for locale, state in page.translation:
        if state is not State.FRESH:
            yield f"{locale}: {_STATES[state]}"
    if page.problems:
        yield f"замечаний: {page.problems}"


def _totals(report: Report) -> Iterator[str]:
    totals = report.totals
    ease = f"; читаемость в среднем {totals.ease:.0f}" if totals.ease is not None else ""
    states = ", ".join(
        f"{name} {totals.states[state]}" for state, name in _STATES.items() if totals.states[state]
    )
    states = f"; {states}" if states else ""
    yield f"{report.locale}: страниц {totals.pages}, слов {totals.words}{ease}."
    yield (
        f"{report.locale}: просрочено {totals.overdue}, без даты проверки {totals.unreviewed}, "
        f"никто не ссылается {totals.orphans}, замечаний {totals.problems}{states}."
    )
