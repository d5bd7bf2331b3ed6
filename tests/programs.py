"""Finds the programs that some tests need and that tools/ find or install for `make test`."""

import os
import subprocess
import sys
from functools import cache

import pytest

from tests.sites import ROOT


@cache
def path_of(tool: str, *, needed: bool = True) -> str:
    """Returns the path that `make test` has found or, without it, that of an installed program.

    `tool` names the script that finds it: nginx for tools/nginx.py and $KB_NGINX. Skips the test if
    there is no such program; in CI, fails the test if the program is `needed`.
    """
    chosen = os.environ.get(f"KB_{tool.upper()}")
    if chosen is None:
        # In a separate process: Playwright, when asked for its browser, cannot be nested.
        chosen = subprocess.check_output(
            [sys.executable, "-c", f"import {tool}; print({tool}.find() or '')"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "tools")},
            encoding="utf-8",
        ).strip()
    if not chosen:
        told = f"нет {tool}; что делать, скажет python tools/{tool}.py"
        if os.environ.get("CI") and needed:
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    return chosen
