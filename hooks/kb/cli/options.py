"""The options, loading and questions that several commands share."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from kb.cli.paths import EXISTING_FOLDER, FOLDER
from kb.content.clock import today
from kb.content.fields.kinds import Visibility
from kb.content.problems import Location
from kb.content.reading.glimpse import names_taken
from kb.draft import id_prefix
from kb.edition import UNSET, KnowledgeBase, SiteSettings
from kb.settings import ONLY_LOCALE, OVERLAY, PROJECT, Settings

LOCALES = ("ru", "en")
"""The languages of our own pages; the first is the one they are written in."""

COMPANY = Path("company.yml")
"""The settings of a company, beside ours."""


def of_company(location: Location) -> str:
    """A text in the company's settings in the current folder; empty if either is missing."""
    found = _company()
    return next(iter(found.texts(location)), "") if found else ""


def draws_formulas() -> bool:
    """Whether the settings of the company here turn on an extension that draws formulas."""
    found = _company()
    return found is not None and found.draws_formulas


def _company() -> Settings | None:
    return Settings.read(COMPANY, shown_from=Path.cwd()) if COMPANY.is_file() else None


def _usual_docs() -> tuple[str, ...]:
    """Our pages and, on top of them, those of the company with settings in the current folder."""
    own = of_company(OVERLAY)
    return ("docs", own) if own and Path(own).is_dir() else ("docs",)


docs_option = click.option(
    "--docs",
    type=EXISTING_FOLDER,
    multiple=True,
    default=_usual_docs,
    help=(
        "Папка со страницами; следующая дополняет и заменяет предыдущую. "
        f"Обычно docs и та, что названа в {COMPANY}."
    ),
)
locales_option = click.option(
    "--locale",
    "locales",
    multiple=True,
    default=LOCALES,
    help="Язык, основной первым; можно много раз.",
)
site_option = click.option(
    "--site", type=FOLDER, default=Path("site"), help="Папка с собранным сайтом."
)


def load(
    docs: tuple[Path, ...], locales: tuple[str, ...], settings: SiteSettings = UNSET
) -> KnowledgeBase:
    """The knowledge base of these folders, whatever is wrong with them.

    Its problems name files relative to the current folder. Internal pages are included: they are
    checked like all others. A company may publish only one language.
    """
    themes = [one for one in (Path("overrides"), PROJECT / "overrides") if one.is_dir()][:1]
    return KnowledgeBase.load(
        docs,
        locales=locales,
        themes=themes,
        settings=replace(
            settings, visibility=Visibility.INTERNAL, only_locale=of_company(ONLY_LOCALE)
        ),
        shown_from=Path.cwd(),
        today=today(),
        leave_out={*LOCALES} - {*locales},
    )


def own_prefix(docs: Sequence[Path]) -> str:
    """The prefix of new ids in the last of these folders; nothing if it is the only one, ours."""
    *ours, own = docs
    return id_prefix(own.resolve().name, names_taken([own], "")[0]) if ours else ""


_YES = {"да", "д", "yes", "y"}
_NO = {"нет", "н", "no", "n"}


def can_ask() -> bool:
    """Whether there is a person at a terminal."""
    return sys.stdin.isatty()


def confirm(question: str) -> bool:
    """Asks the person at the terminal; no answer means no. Click's own `confirm` shows `[y/N]`."""
    while (answer := str(click.prompt(f"{question} (да, нет)", default="нет")).lower()) not in _NO:
        if answer in _YES:
            return True
        click.echo(f"«{answer}» не подходит; возможные ответы: да, нет", err=True)
    return False
