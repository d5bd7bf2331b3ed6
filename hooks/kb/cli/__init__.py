"""The `kb` command for editors and operators: one module per command, imported when called."""

from importlib import import_module
from inspect import getdoc
from keyword import iskeyword
from typing import Any

import click

from kb.cli.help import Context
from kb.cli.usage import speak_russian, told_in_russian

COMMANDS = {
    "check": "Проверить страницы: поля, ссылки, вставки, языки, разметку, слова, редполитику.",
    "new": "Создать страницу: роль, гайд, чек-лист, сравнение, термин, шаблон, самопроверку.",
    "schema": "Обновить схемы полей и заготовки для VS Code после правки модели.",
    "export": "Записать термины, чек-листы или сравнения таблицами для Excel.",
    "import": "Взять правки из таблиц, записанных командой export.",
    "import-docx": "Сделать страницу из документа Word.",
    "course": "Упаковать страницы собранного сайта в курс SCORM 1.2 для системы обучения.",
    "pdf": "Записать собранный сайт в PDF: карточки, чек-листы и всё вместе.",
    "publish": "Собрать сайт в стороне, проверить и одним шагом поставить вместо прежнего.",
    "releases": "Показать, что опубликовано и к чему можно вернуться.",
    "replaced": "Показать, какие наши страницы вы заменили и что в наших с тех пор изменилось.",
    "rollback": "Вернуть прежний выпуск.",
    "report": "Показать состояние страниц: сроки, переводы, читаемость, ссылки, замечания.",
    "translations": "Показать, что не переведено и что изменилось после перевода.",
}
"""What `kb --help` says about each command; `kb check` is `check` in `kb/cli/check.py`."""


class _Lazy(click.Group):
    """Imports a command when it is run: some depend on libraries that are slow to load."""

    context_class = Context

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        speak_russian()
        with told_in_russian():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, context: click.Context) -> Any:
        with told_in_russian():
            return super().invoke(context)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        python_name = name.replace("-", "_") + "_" * iskeyword(name)
        command: click.Command = getattr(import_module(f"kb.cli.{python_name}"), python_name)
        command.short_help = COMMANDS[name]
        # A function's docstring is the help for its users.
        command.help = "\n\n".join(filter(None, [COMMANDS[name], getdoc(command.callback)]))
        command.context_class = Context
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Lazy)
def main() -> None:
    """База знаний «Клиент: внутри и снаружи»."""
