"""Builds one site in several ways, to compare the results."""

import re
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from kb.cache.output import NEW
from tests import forked
from tests.disk import files_in
from tests.sites import Site, command_of, environment

PART = 11
"""Limit of pages per part of the search: a language of the whole small library has two parts."""

_TIME = re.compile(r"(?<=in )\d+\.\d+(?= seconds)")
_PROCESS = re.compile(rf"(?<={re.escape(NEW)})\d+")


def build_fast(config: Path, into: Path, env: Mapping[str, str], *, strict: bool = True) -> Site:
    """Builds a site with its search in parts, as a large one has; no place or time is logged."""
    command = command_of(config, into, strict=strict)
    env = environment(env)
    code, log = forked.run(*command, folder=config.parent, env=env, prepare=_in_parts)
    return Site(into, code, _PROCESS.sub("…", _TIME.sub("…", log.replace(str(into), "SITE"))))


def _in_parts() -> None:
    from kb.search import make

    make.__kwdefaults__ = {**(make.__kwdefaults__ or {}), "pages": PART}


class Rebuilder:
    """Builds the same site again and again in one process, as a running preview does."""

    def __init__(self, config: Path, into: Path, env: Mapping[str, str]) -> None:
        self._into = into
        self._ours, theirs = forked.FORKSERVER.Pipe()
        log = into.with_suffix(".log")
        arguments = (config, into, log, environment(env), theirs)
        self._process = forked.FORKSERVER.Process(target=_rebuild, args=arguments)
        self._process.start()

    def build(self) -> dict[str, bytes]:
        """Returns the built site without its search, which follows when it is ready."""
        self._ours.send(True)
        failure = self._ours.recv()
        assert not failure, failure
        return {name: one for name, one in files_in(self._into).items() if "pagefind/" not in name}

    def end(self) -> None:
        self._ours.send(False)
        self._process.join()


def _rebuild(
    config: Path, into: Path, log: Path, env: Mapping[str, str], orders: "Connection[str, bool]"
) -> None:
    forked.settle(config.parent, log, env)
    _in_parts()
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
