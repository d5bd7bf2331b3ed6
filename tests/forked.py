"""Runs commands fast: each in a fork of a process that has already loaded what they need."""

import multiprocessing
import os
import runpy
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path

FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(["tests.engine"])


def run(
    *arguments: str,
    folder: Path,
    env: Mapping[str, str],
    prepare: Callable[[], None] | None = None,
) -> tuple[int, str]:
    """Does what `python -m …` does, without the second it takes to start it.

    `env` is the whole environment; `prepare` is called in the new process, before the command.
    Returns the exit code and what was printed.
    """
    with tempfile.NamedTemporaryFile() as log:
        order = (arguments, folder, Path(log.name), dict(env), prepare)
        process = FORKSERVER.Process(target=_run, args=order)
        process.start()
        process.join()
        return process.exitcode or 0, log.read().decode()


def _run(
    arguments: Sequence[str],
    folder: Path,
    log: Path,
    env: Mapping[str, str],
    prepare: Callable[[], None] | None,
) -> None:
    settle(folder, log, env)
    if prepare:
        prepare()
    sys.argv = [*arguments]
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def settle(folder: Path, log: Path, env: Mapping[str, str]) -> None:
    """Gives this process the output, environment and folder that it would have in a shell."""
    stream = log.open("w", encoding="utf-8")  # closed when the process ends
    os.dup2(stream.fileno(), 1)
    os.dup2(stream.fileno(), 2)
    sys.stdout = sys.stderr = stream
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.path.extend(filter(None, [env.get("KB_TEST_PATH")]))
