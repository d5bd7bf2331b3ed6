"""Builds sites fast, one process a build, forked from one that has already loaded the engine."""

import multiprocessing
import os
import re
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from pathlib import Path

from tests.sites import EPOCH, Site

_TIME = re.compile(r"in \d+\.\d+ seconds")
_FORKSERVER: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKSERVER.set_forkserver_preload(
    ["mkdocs.__main__", "mkdocs_static_i18n.plugin", "kb.markdown", "kb.exports", "kb.base"]
)


def build_fast(config: Path, into: Path, env: Mapping[str, str], *, strict: bool = True) -> Site:
    """Does what `tests.sites.build` does, without the second that a new Python takes."""
    log = into.with_suffix(".log")
    process = _FORKSERVER.Process(target=_build, args=(config, into, log, dict(env), strict))
    process.start()
    process.join()
    told = _TIME.sub("in … seconds", log.read_text("utf-8").replace(str(into), "SITE"))
    return Site(into, process.exitcode or 0, told)


def _build(config: Path, into: Path, log: Path, env: Mapping[str, str], strict: bool) -> None:
    stream = log.open("w", encoding="utf-8")  # the process's end closes it
    os.dup2(stream.fileno(), 1)
    os.dup2(stream.fileno(), 2)
    sys.stdout = sys.stderr = stream
    os.environ.update({"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **env})
    os.chdir(config.parent)
    sys.path.extend(filter(None, [env.get("KB_TEST_PATH")]))
    from mkdocs.__main__ import cli

    arguments = ["build", "--config-file", str(config), "--site-dir", str(into)]
    cli([*arguments, *(["--strict"] if strict else [])])


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, by path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
