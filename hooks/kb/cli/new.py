"""`kb new`: a new page with a free id, in the right folder."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import click

from kb.cli.options import (
    COMPANY,
    can_ask,
    docs_option,
    load,
    locales_option,
    of_company,
    own_prefix,
)
from kb.cli.usage import Failure, typed
from kb.content.clock import today
from kb.content.fields.kinds import Audience, Group, Section, Side
from kb.content.reading.glimpse import names_taken
from kb.draft import FOLDERS, Draft, draft
from kb.settings import OVERLAY
from kb.system.new_files import write_new
from kb.system.refusals import why_not_written
from kb.urls import address

_PREVIEW = "http://127.0.0.1:8000"

_CHOICES: Mapping[str, tuple[str, type[StrEnum], str]] = {
    "guide": ("section", Section, "do"),
    "role": ("side", Side, "internal"),
    "term": ("group", Group, "basics"),
}
"""By type, a field whose value is chosen: its name, the values, and the usual one."""


@click.command()
@click.argument("kind", metavar="ТИП", required=False)
@click.argument("title", metavar="НАЗВАНИЕ", required=False)
@click.option("--en", is_flag=True, help="И английская заготовка рядом: она ждёт перевода.")
@click.option("--id", "key", default="", help="Свой номер или, у термина, имя; иначе свободный.")
@click.option("--slug", default="", help="Имя файла; иначе из названия, латиницей.")
@click.option("--section", metavar="|".join(Section), help="Раздел гайда (do).")
@click.option("--side", metavar="|".join(Side), help="Сторона роли (internal).")
@click.option("--group", metavar="|".join(Group), help="Раздел термина (basics).")
@click.option(
    "--audience",
    "readers",
    metavar="|".join(Audience),
    multiple=True,
    help="Кому; можно много раз.",
)
@click.option("--owner", default="", help="Кто отвечает за страницу; иначе редакция базы.")
@docs_option
@locales_option
def new(
    kind: str | None,
    title: str | None,
    en: bool,
    key: str,
    slug: str,
    readers: Sequence[str],
    owner: str,
    docs: tuple[Path, ...],
    locales: tuple[str, ...],
    **chosen: str | None,
) -> None:
    """ТИП: guide, role, checklist, comparison, term, template, quiz или plain — обычная страница.

    Пишет в последнюю из папок --docs. Чего не назвали, спросит; без терминала возьмёт обычное.
    """
    kind = kind or _ask("Тип", list(FOLDERS))
    if kind not in FOLDERS:
        raise Failure(f"нет типа «{kind}»; возможные значения: {', '.join(FOLDERS)}")
    if not title and not can_ask():
        raise Failure(f"не названо, как зовут страницу: {typed('new', 'role', 'Дежурный')}")
    title = title or str(click.prompt("Название"))
    fields: dict[str, object] = {"reviewed": today().isoformat()}
    if kind in _CHOICES:
        name, values, usual = _CHOICES[kind]
        fields[name] = chosen[name] or _ask(f"Поле {name}", [str(one) for one in values], usual)
    if readers:
        fields["audience"] = list(readers)
    if owner:
        fields["owner"] = owner
    if en and len(locales) < 2:
        raise Failure("для --en нужны два языка: --locale ru --locale en")
    wanted = locales if en else locales[:1]
    with _alone(docs[-1]):
        kb = load(docs, locales)
        ids, names = names_taken(docs, FOLDERS[kind])
        made = draft(
            kind,
            title,
            library=kb.library,
            ids=ids,
            names=names,
            locales=wanted,
            fields=fields,
            key=key,
            slug=slug,
            prefix=own_prefix(docs),
        )
        _write(made, docs[-1])
    _tell(made, docs[-1])


def _ask(what: str, values: list[str], usual: str | None = None) -> str:
    allowed = ", ".join(values)
    if not can_ask():
        if usual is None:
            raise Failure(f"не назван тип; возможные значения: {allowed}")
        return usual

    while (answer := str(click.prompt(f"{what} ({allowed})", default=usual))) not in values:
        click.echo(f"«{answer}» не подходит; возможные значения: {allowed}", err=True)
    return answer


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Makes another `kb new` in the same folder wait, or both would find the same id free.

    The system releases the lock when the process ends, however it ends. Windows cannot lock
    folders; nothing waits there.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def _write(made: Draft, root: Path) -> None:
    try:
        write_new({root / locale / made.path: text.encode() for locale, text in made.files.items()})
    except OSError as error:
        reason = (
            "такой файл уже есть" if isinstance(error, FileExistsError) else why_not_written(error)
        )
        raise Failure(f"{error.filename}: {reason}; ничего не записано") from error


def _tell(made: Draft, root: Path) -> None:
    paths = [root / locale / made.path for locale in made.files]
    click.echo(f"{paths[0].as_posix()}: создано{', id ' if made.id else ''}{made.id}")
    for path in paths[1:]:
        click.echo(f"{path.as_posix()}: создано, ждёт перевода")
    left = typed("check", paths[0].as_posix())
    click.echo(f"Замените всё, что стоит в ‹ ›. Что осталось: {left}")
    click.echo(f"Смотрите в {_preview(root)}{address(made.path)}")


def _preview(root: Path) -> str:
    """The command that shows the pages of this folder, and the address to open.

    A company's pages are only in its own site; the engine serves a site at the path of its address.
    """
    own = of_company(OVERLAY)
    if not own or root.resolve() != Path(own).resolve():
        return f"make serve: {_PREVIEW}/"
    path = urlsplit(of_company(("site_url",))).path.strip("/")
    return f"make serve CONFIG={COMPANY}: {_PREVIEW}/{path}{'/' if path else ''}"
