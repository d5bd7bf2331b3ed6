"""Lets MkDocs build into another folder, which replaces the last site only if nothing failed.

Pages are written long before MkDocs is done: only at the end does it find links to anchors that do
not exist, and with `--strict` it stops even then.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from kb.cache.output import Deferred, Output
from kb.system.refusals import FULL, why

their_write_file = utils.write_file
their_copy_file = utils.copy_file

log = get_plugin_logger("kb")
begun: list[Output] = []
"""The running build's output. Not in the configuration, which `on_build_error` does not get."""


@event_priority(-250)  # when it is known what takes part in the build
def on_config(config: MkDocsConfig) -> None:
    if "output" in config:  # i18n builds every language on this one config
        return
    config["output"] = output = Output(Path(config.site_dir))
    begun.append(output)
    with _in_words():
        output.begin()
    config.site_dir = str(output.new)  # where every plugin writes, through us or not
    if config["kb_build"].alone:  # an unknown plugin may read or change written files
        return

    def write_file(content: bytes | Deferred, output_path: str) -> None:
        with _in_words():
            output.write(output_path, content)

    def copy_file(source_path: str, output_path: str) -> None:
        try:
            content = Path(source_path).read_bytes()
        except OSError as error:  # the file may be gone by now
            told = f"{source_path}: файл не читается: {why(error)}"
            if not config["serving"]:
                raise PluginError(told) from error
            log.error(told)
        else:
            write_file(content, output_path)

    # MkDocs has no other seam: it writes and copies through the functions of these names.
    utils.write_file, utils.copy_file = write_file, copy_file


@event_priority(-250)  # when everything has been written
def on_post_build(config: MkDocsConfig) -> None:
    if not config["kb_build"].is_over:
        return
    if config.strict and _has_warned():  # MkDocs stops after this event
        return
    output = config["output"]
    with _in_words("Сайт сменился не весь, соберите его ещё раз"):
        output.end()
    config.site_dir = str(output.folder)  # later steps, such as `gh-deploy`, look there
    _end()


@contextmanager
def _in_words(then: str = "Сайт не изменён") -> Iterator[None]:
    """Reports an `OSError` as a `PluginError`: the path, the reason, and the state of the site."""
    try:
        yield
    except OSError as error:
        where = error.filename or "папка сайта"
        raise PluginError(f"{where}: {why(error)}. {then}") from error


def _has_warned() -> bool:
    """Whether something was logged that fails a strict build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(one.get_counts() for one in handlers if isinstance(one, utils.CountHandler))


@event_priority(-100)  # after all others have ended what they do: it may raise
def on_build_error(error: Exception) -> None:
    if begun and isinstance(error, Abort):  # the warnings, which name no line, are English
        told = "Сайт не изменён: сначала исправьте то, о чём предупреждает сборка"
        log.error(f"{told}; строки страниц назовёт «kb check»")
    _end()
    if isinstance(error, OSError) and (error.filename or error.errno in FULL):
        with _in_words():
            raise error


def on_shutdown() -> None:
    """Cleans up when Ctrl+C has ended a build: `on_build_error` is not called then."""
    _end()


def _end() -> None:
    while begun:
        begun.pop().discard()
    utils.write_file, utils.copy_file = their_write_file, their_copy_file
