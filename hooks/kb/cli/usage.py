"""Says in one Russian line what is wrong with a command as typed, and what to type."""

import errno
import os
import re
import shlex
import shutil
import sys
from ast import literal_eval
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path
from subprocess import list2cmdline

import click
from click.core import ParameterSource

from kb.cli.help import in_russian
from kb.content.fields.messages import near
from kb.settings import BASE, PROJECT
from kb.system.refusals import RefusedError, why


class Failure(click.ClickException):
    """Prints its lines as they are, and ends the command with status 1."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


class _Mistyped(Failure):
    exit_code = 2


def typed(*words: str) -> str:
    """Returns a command of `kb` as a user should type it.

    If `kb` is not on the PATH, this Python runs it: its environment may not be activated.
    """
    call = "kb"
    if shutil.which(call) is None:
        python = Path(sys.executable)
        here = Path.cwd()
        call = f"{python.relative_to(here) if python.is_relative_to(here) else python} -m kb"
    return f"{call} {_joined(words)}"


def _joined(words: Sequence[str]) -> str:
    """Words as they are typed: on Windows, in the quotation marks that both of its shells know."""
    return list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def as_typed(text: str) -> str:
    """Returns a text in which a quoted command of `kb`, «kb …», is as a user should type it."""
    return text.replace("«kb ", f"«{typed()}")


def speak_russian() -> None:
    """Writes UTF-8 into files and pipes: the code page that Windows uses there may lack Russian."""
    for one in (sys.stdout, sys.stderr):
        if isinstance(one, TextIOWrapper) and one.encoding != "utf-8" and not one.isatty():
            encoding = None if os.environ.get("PYTHONIOENCODING") else "utf-8"
            one.reconfigure(encoding=encoding, errors="backslashreplace")


@contextmanager
def told_in_russian() -> Iterator[None]:
    """Replaces Click's errors about what was typed, its message after Ctrl+C, and tracebacks of
    what we or the system refuse and no command reports better, such as an unreadable folder.
    """
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:  # that is `--help`
        raise
    except click.UsageError as error:
        raise _Mistyped(_explain(error)) from error
    except RefusedError as error:
        raise Failure(str(error)) from error
    except (click.Abort, KeyboardInterrupt) as error:
        raise Failure("\nПрервано.") from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # `kb check | head`: Click ends in silence
            raise
        where = f"{error.filename}: " if error.filename else ""
        raise Failure(f"{where}{why(error)}") from error


def _explain(error: click.UsageError) -> str:
    name = _command(error.ctx)
    match error:
        case click.NoSuchCommand():
            hint = _near(error.command_name, _commands(error.ctx))
            return f"нет команды «{error.command_name}»{hint} Все команды: kb --help"
        case click.NoSuchOption():
            hint = _near(error.option_name, _options(error.ctx))
            return f"{name}: нет ключа «{error.option_name}»{hint} Все ключи: {name} --help"
        case click.MissingParameter():
            return f"{name}: не хватает: {_named(error)}; набирают так: {_usage(error.ctx)}"
        case click.BadOptionUsage() if "does not take" in error.message:
            return f"{error.option_name}: значения у этого ключа нет; уберите «=» и то, что за ним"
        case click.BadOptionUsage():
            return f"{error.option_name}: за этим ключом нужно значение"
        case click.BadParameter():
            return _bad_value(error)
    if found := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"{name}: {_extra(found[1], error.ctx)}"
    if error.message == "Missing command.":
        return "не названа команда; все команды: kb --help"
    return error.message  # our own


def _command(context: click.Context | None) -> str:
    """The command by its name in our texts, however Python was started."""
    return f"kb {context.info_name}" if context and context.parent else "kb"


def _commands(context: click.Context | None) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if isinstance(group, click.Group) and context else []


def _options(context: click.Context | None) -> list[str]:
    found = context.command.get_params(context) if context else []
    return [name for one in found for name in one.opts if name.startswith("-")]


def _near(name: str, known: Sequence[str]) -> str:
    hint = near(name, known)
    return hint if hint.endswith("?") else f"{hint}."


def _usage(context: click.Context | None) -> str:
    """How the command is typed: its arguments and required options."""
    if context is None:
        return "kb --help"
    found = context.command.get_params(context)
    needed = [
        f"{one.opts[0]} {in_russian(one.make_metavar(context))}"
        for one in found
        if isinstance(one, click.Option) and one.required
    ]
    arguments = [one.make_metavar(context) for one in found if isinstance(one, click.Argument)]
    return " ".join([_command(context), *map(in_russian, arguments), *needed])


def _named(error: click.BadParameter) -> str:
    """The option or the argument in question: «--out» or «ПАПКА»."""
    one = error.param
    if isinstance(one, click.Argument) and error.ctx:
        return in_russian(one.make_metavar(error.ctx))
    return " / ".join(one.opts) if one else "значения"


def _extra(words: str, context: click.Context | None) -> str:
    """The message about unexpected arguments, which are mostly a title without quotes."""
    if dash := _long_dash(words):
        return dash
    before = [
        str(context.params[one.name])
        for one in (context.command.get_params(context) if context else ())
        if isinstance(one, click.Argument) and context and context.params.get(one.name)
    ]
    if not before:
        return f"лишнее: «{words}»; уберите"
    return f'лишние слова: «{words}»; возьмите название в кавычки: "{before[-1]} {words}"'


def _long_dash(words: str) -> str:
    """The message about an option whose two hyphens some program has turned into a dash."""
    if found := re.search(r"(?:^|\s)([—–]+([a-z][a-z-]*))", words):
        return f"«{found[1]}»: вместо тире наберите два дефиса: --{found[2]}"
    return ""


_PATHS = {
    "does not exist": "нет такого файла или папки",
    "is a file": "это файл, а нужна папка",
    "is a directory": "это папка, а нужен файл",
    "is not readable": "нет прав на чтение",
    "is not writable": "нет прав на запись",
}
"""The ends of Click's sentences about a path, and ours."""


def _bad_value(error: click.BadParameter) -> str:
    for end, told in _PATHS.items():
        if found := re.fullmatch(rf"\w+ (['\"].*['\"]) {end}\.", error.message, re.DOTALL):
            path = str(literal_eval(found[1]))
            if end == "does not exist" and _is_usual(error):
                return f"{path}: здесь такого нет; {_go_to_the_project()}"
            is_wanted = _is_wanted(error.param) if end == "does not exist" else None
            hint = _similar(Path(path), is_wanted) if is_wanted else ""
            return _long_dash(path) or f"{path}: {told}{hint}"
    is_option = isinstance(error.param, click.Option)
    return f"{_named(error) if is_option else _command(error.ctx)}: {_wrong_value(error)}"


def _is_usual(error: click.BadParameter) -> bool:
    """Whether a value was not typed but is the default in the project's folder."""
    name = error.param.name if error.param else None
    source = error.ctx.get_parameter_source(name) if error.ctx and name else None
    return source is ParameterSource.DEFAULT


def _go_to_the_project() -> str:
    """What to do if a command was typed in another folder than the project's."""
    inside = next((one for one in Path.cwd().parents if (one / BASE).is_file()), PROJECT)
    where = f"cd {_joined([str(inside)])}" if (inside / BASE).is_file() else "перейдите в неё"
    return f"команды kb набирают в папке проекта, сначала: {where}"


def _is_wanted(param: click.Parameter | None) -> Callable[[Path], bool]:
    """Whether a path is of the kind that an option or an argument takes."""
    kind = param.type if param else None
    if not isinstance(kind, click.Path):
        return Path.exists
    return lambda path: (kind.dir_okay and path.is_dir()) or (kind.file_okay and path.is_file())


def _wrong_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    quoted = re.match(r"(['\"].*['\"]) is ", error.message, re.DOTALL)
    given = literal_eval(quoted[1]) if quoted else error.message.partition(" ")[0]
    if isinstance(kind, click.Choice) and quoted:
        return f"«{given}» не подходит; возможные значения: {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.types.IntParamType) and quoted:
        return f"«{given}» не подходит; нужно целое число"
    if isinstance(kind, click.IntRange) and " range " in error.message:
        wanted = f"число от {kind.min} до {kind.max}" if kind.max else f"не меньше {kind.min}"
        return f"{given} не подходит; нужно {wanted}"
    return error.message  # our own


def _similar(path: Path, is_wanted: Callable[[Path], bool]) -> str:
    """The end of a message about a path that does not exist: a similar one that does, if any."""
    found = Path(path.anchor)
    try:
        for name in path.relative_to(found).parts:
            found /= name if (found / name).exists() else _nearest(name, found)
        is_there = is_wanted(found)
    except OSError:  # a folder that may not be read, a name that is too long
        is_there = False
    if not is_there:
        return "; проверьте, нет ли опечатки"
    if " " in found.name:
        return f'; имя с пробелами возьмите в кавычки: "{found}"'
    return f"; может быть, {found}?"


def _nearest(name: str, folder: Path) -> str:
    """The name in a folder that begins with this one and a space, or is similar; or itself."""
    there = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    cut = [one for one in there if one.startswith(f"{name} ")]
    return (cut or get_close_matches(name, there, n=1) or [name])[0]
