"""Builds sites fast: each in a process forked from one that has already loaded the engine."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from pathlib import Path

FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(["tests.engine"])


def build(
    config: Path, into: Path, env: Mapping[str, str], *, strict: bool, part: int | None = None
) -> tuple[int, str]:
    """Does what `mkdocs build` does, without the second it takes to start it.

    `env` is the whole environment, `part` a limit of pages per part of the search. Returns the exit
    code and what was printed.
    """
    with tempfile.NamedTemporaryFile() as log:
        arguments = (config, into, Path(log.name), dict(env), strict, part)
        process = FORKSERVER.Process(target=_build, args=arguments)
        process.start()
        process.join()
        return process.exitcode or 0, log.read().decode()


def _build(
    config: Path, into: Path, log: Path, env: Mapping[str, str], strict: bool, part: int | None
) -> None:
    settle(config, log, env, part)
    from mkdocs.__main__ import cli

    arguments = ["build", "--config-file", str(config), "--site-dir", str(into)]
    cli([*arguments, *(["--strict"] if strict else [])])


def settle(config: Path, log: Path, env: Mapping[str, str], part: int | None) -> None:
    """Gives this process the output, environment and folder it would have if run from a shell."""
    stream = log.open("w", encoding="utf-8")  # closed when the process ends
    os.dup2(stream.fileno(), 1)
    os.dup2(stream.fileno(), 2)
    sys.stdout = sys.stderr = stream
    os.environ.clear()
    os.environ.update(env)
    os.chdir(config.parent)
    sys.path.extend(filter(None, [env.get("KB_TEST_PATH")]))
    if part:
        from kb.search import make

        make.__kwdefaults__ = {**(make.__kwdefaults__ or {}), "pages": part}
