"""Builds sites fast: each in a process forked from one that has already loaded the engine."""

import multiprocessing
import os
import re
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

from kb.cache.output import NEW
from tests.sites import EPOCH, Site

PART = 11
"""Limit of pages per part of the search: a language of the whole small library has two parts."""

_TIME = re.compile(r"(?<=in )\d+\.\d+(?= seconds)")
_PROCESS = re.compile(rf"(?<={re.escape(NEW)})\d+")
_FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKSERVER.set_forkserver_preload(
    ["mkdocs.__main__", "mkdocs_static_i18n.plugin", "kb.markdown", "kb.exports", "kb.base"]
)


def build_fast(config: Path, into: Path, env: Mapping[str, str], *, strict: bool = True) -> Site:
    """Does what `tests.sites.build` does, without the second it takes to start a new Python."""
    log = into.with_suffix(".log")
    process = _FORKSERVER.Process(target=_build, args=(config, into, log, dict(env), strict))
    process.start()
    process.join()
    told = log.read_text("utf-8").replace(str(into), "SITE")
    told = _PROCESS.sub("…", _TIME.sub("…", told))
    return Site(into, process.exitcode or 0, told)


def _settle(config: Path, log: Path, env: Mapping[str, str]) -> None:
    """Gives this process the output, environment and folder it would have if run from a shell."""
    stream = log.open("w", encoding="utf-8")  # closed when the process ends
    os.dup2(stream.fileno(), 1)
    os.dup2(stream.fileno(), 2)
    sys.stdout = sys.stderr = stream
    os.environ.update({"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **env})
    os.chdir(config.parent)
    sys.path.extend(filter(None, [env.get("KB_TEST_PATH")]))
    from kb.search import make

    # Makes the search in parts, as for a large site.
    make.__kwdefaults__ = {**(make.__kwdefaults__ or {}), "pages": PART}


def _build(config: Path, into: Path, log: Path, env: Mapping[str, str], strict: bool) -> None:
    _settle(config, log, env)
    from mkdocs.__main__ import cli

    arguments = ["build", "--config-file", str(config), "--site-dir", str(into)]
    cli([*arguments, *(["--strict"] if strict else [])])


class Rebuilder:
    """Builds the same site again and again in one process, as a running preview does."""

    def __init__(self, config: Path, into: Path, env: Mapping[str, str]) -> None:
        self._into = into
        self._ours, theirs = _FORKSERVER.Pipe()
        log = into.with_suffix(".log")
        arguments = (config, into, log, dict(env), theirs)
        self._process = _FORKSERVER.Process(target=_rebuild, args=arguments)
        self._process.start()

    def build(self) -> dict[str, bytes]:
        """Returns the built site without its search, which follows when it is ready."""
        self._ours.send(True)
        failure = self._ours.recv()
        assert not failure, failure
        return {name: one for name, one in files(self._into).items() if "pagefind/" not in name}

    def end(self) -> None:
        self._ours.send(False)
        self._process.join()


def _rebuild(
    config: Path, into: Path, log: Path, env: Mapping[str, str], orders: "Connection[str, bool]"
) -> None:
    _settle(config, log, env)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    started = False
    while orders.recv():
        try:
            loaded = load_config(config_file=str(config), site_dir=str(into))
            if not started:
                loaded.plugins.on_startup(command="serve", dirty=False)
                started = True
            loaded.site_url = "http://127.0.0.1:8000/"
            build(loaded, serve_url=loaded.site_url)
        except Exception as error:  # reported to the test
            orders.send(repr(error))
        else:
            orders.send("")


def files(folder: Path) -> dict[str, bytes]:
    """Returns the contents of the files in a folder, by path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
