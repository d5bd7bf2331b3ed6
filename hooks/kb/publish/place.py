"""Checks that a site can be published into a folder without harming what is there."""

import os
from collections.abc import Iterable
from pathlib import Path

from kb.publish.failure import PublishError


def stop_if_taken(dest: Path) -> None:
    """Raises `PublishError` if `dest`, or its `current`, cannot be what it has to be."""
    current = dest / "current"
    if dest.is_symlink() and not dest.exists():
        why = f"{dest}: ссылка ведёт туда, где ничего нет: {dest.readlink()}"
        raise PublishError(f"{why}. Создайте эту папку или уберите ссылку")
    if current.exists() and not current.is_symlink():
        what = "папка" if current.is_dir() else "файл"
        why = f"{current}: здесь {what}, а нужно место для ссылки на выпуск"
        raise PublishError(f"{why}. Переименуйте или назовите другую папку для сайта")


def keep_apart(dest: Path, others: Iterable[tuple[Path, str]]) -> None:
    """Raises `PublishError` if `dest` overlaps one of the other folders; see `overlap`.

    A build would empty them, or take published files for pages.
    """
    if found := overlap(dest, others):
        raise PublishError(
            f"{dest}: публиковать сюда нельзя: {found}. "
            "Назовите отдельную папку, например /srv/klient"
        )


def overlap(folder: Path, others: Iterable[tuple[Path, str]]) -> str:
    """Says which of the others is the folder, is in it or contains it; empty if none does.

    `others` are folders with their purposes, in Russian, as an end of «папка, …».
    """
    where, here = Path(os.path.realpath(folder)), Path.cwd()
    for other, what in others:
        there = Path(os.path.realpath(other))
        if where.is_relative_to(there) or there.is_relative_to(where):
            shown = there.relative_to(here) if there.is_relative_to(here) else there
            return f"это место пересекается с папкой {shown}, {what}"
    return ""
