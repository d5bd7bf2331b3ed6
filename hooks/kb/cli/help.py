"""`--help` in Russian, including Click's own words, which are English.

Click translates them by gettext, but that needs a compiled catalogue and a language set in the
environment, which `mkdocs` and git, when we start them, would inherit.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager

import click

_WORDS = {
    "[OPTIONS]": "[КЛЮЧИ]",
    "COMMAND": "КОМАНДА",
    "[ARGS]...": "…",
    "PATH": "ПУТЬ",
    "[PATHS]...": "[ПУТЬ]…",
    "[FILES]...": "[ФАЙЛ]…",
    "FILE": "ФАЙЛ",
    "DIRECTORY": "ПАПКА",
    "TEXT": "ТЕКСТ",
    "INTEGER": "ЧИСЛО",
    "INTEGER RANGE": "ЧИСЛО",
    "Options": "Ключи",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку.",
}
_NOTES = {
    "[required]": "[обязателен]",
    "[default: ": "[обычно ",
    "x>=": "не меньше ",
    "<=x<=": "–",
}


def in_russian(word: str) -> str:
    """One of Click's own words or sentences; any other stays as it is."""
    return _WORDS.get(word, word)


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, " ".join(map(in_russian, args.split(" "))), "Набирают так: ")

    def section(self, name: str) -> AbstractContextManager[None]:  # type: ignore[override]
        return super().section(in_russian(name))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(_name(name), _help(told)) for name, told in rows], col_max, col_spacing)


def _name(option: str) -> str:
    """An option and the kind of its value: «--out ФАЙЛ»."""
    name, space, kind = option.partition(" ")
    return name + space + in_russian(kind)


def _help(told: str) -> str:
    for english, russian in _NOTES.items():
        told = told.replace(english, russian)
    return in_russian(told)


class Context(click.Context):
    """Commands with this context explain themselves in Russian."""

    formatter_class = _Formatter
