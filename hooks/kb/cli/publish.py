"""`kb publish`: builds the site in a separate folder, checks it and replaces the old one."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.paths import EXISTING_FILE, EXISTING_FOLDER, PATH
from kb.cli.usage import Failure, typed
from kb.content.problems import Location
from kb.publish import PublishError, copy, keep_apart, unchanged
from kb.publish import publish as put
from kb.settings import OVERLAY, Settings

_NO_PROBLEM = re.compile(r"^(?:DEBUG|INFO) +-  .*\n(?:[ \t].*\n)*", re.MULTILINE)
"""Log messages of MkDocs, with the lines that belong to them, that need no action."""

_FOLDERS: dict[Location, str] = {
    ("site_dir",): "куда собирают сайт",
    ("docs_dir",): "где лежат страницы",
    OVERLAY: "где лежат страницы",
}
"""The settings that name folders where nothing may be published, and their purposes."""


@click.command()
@click.argument("dest", metavar="ПАПКА", type=PATH)
@click.option(
    "--config",
    type=EXISTING_FILE,
    default=Path("mkdocs.yml"),
    help="Настройки сайта, например company.yml.",
)
@click.option(
    "--from",
    "built",
    type=EXISTING_FOLDER,
    help="Не собирать, а взять уже собранный сайт из этой папки.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Сколько последних выпусков хранить.",
)
def publish(dest: Path, config: Path, built: Path | None, keep: int) -> None:
    """ПАПКА — место выпусков. Веб-сервер отдаёт из неё ссылку current."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the build ends with us
    known = {"from": str(built)} if built else {"config": str(config), "commit": _commit()}
    settings = Settings.read(config, shown_from=Path.cwd())

    def build(site: Path) -> None:
        if built:
            copy(built, site)
        else:
            _build(config, settings, site, dest)

    others = [(built, "откуда взят сайт")] if built else []
    try:
        keep_apart(dest, [*others, *_folders(config, settings)])
        release = put(dest, build, keep=keep, record=known)
    except KeyboardInterrupt:
        raise Failure(f"Публикация прервана. {unchanged(dest)}") from None
    pages = release.record["pages"]
    click.echo(f"Опубликовано: {release.name}, страниц: {pages}.")
    if release.record["previous"]:
        click.echo(f"Вернуть прежний: {typed('rollback', str(dest))}")


def _folders(config: Path, settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yields the folders of the built site and of pages, each with its purpose, in Russian.

    Folders named only in an inherited file are included: they are used when that file is built.
    """
    for location, what in _FOLDERS.items():
        for name in filter(None, settings.texts(location)):
            yield config.resolve().parent / name, what


def _build(config: Path, settings: Settings, site: Path, dest: Path) -> None:
    click.echo("Собираю сайт…", err=True)
    if found := settings.problems():  # the engine's are English
        raise PublishError("\n".join([*map(str, found), f"Сборка не удалась. {unchanged(dest)}"]))
    # Without `--quiet`, under which MkDocs counts no warnings and `--strict` would never stop.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(config), "--site-dir", str(site.absolute())]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        why = _NO_PROBLEM.sub("", done.stdout).strip()
        if "Traceback (most recent call last)" in why:  # the last line says why: a full disk
            why = why.splitlines()[-1]
        raise PublishError(f"{why}\nСборка не удалась. {unchanged(dest)}")


def _commit() -> str | None:
    """The commit that is built, with «+» if files were changed since; None without git."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    except OSError:
        return None
    return done.stdout.strip() or None
