"""Runs every check that must pass before a change lands, and lists the failed ones at the end.

    .venv/bin/python tools/checks.py [arguments for pytest]

Goes on after a failure, so that one run shows everything; the exit code is that of the first
check that failed. Needs the environment that `tools/environment.py --tests` makes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from system import tool

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    os.chdir(ROOT)
    os.environ["KB_CHROMIUM"] = tool("chromium.py")
    os.environ["KB_NGINX"] = tool("nginx.py")
    tool("pango.py")
    tool("npm.py", "tests/npm")
    tool("npm.py", "editor")
    tool("java.py")
    checks = [
        ["pip", "check"],  # the pins of pyproject.toml are the ones in the lock
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["lint-imports"],
        ["rumdl", "check", "--quiet", "docs"],
        ["typos", "docs/en"],
        # The tests of a file share what they build, so they share a process. Files go in order of
        # their names: by default those with few tests, which take longest, would come last.
        [
            "pytest",
            *"-n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder".split(),
            *sys.argv[1:],
        ],
    ]
    failed = {" ".join(check): code for check in checks if (code := run(check))}
    if failed:
        print("\nНе прошли:", "; ".join(failed), file=sys.stderr)
        sys.exit(next(iter(failed.values())))


def run(check: list[str]) -> int:
    """Runs a command of this environment, whatever PATH says; returns its exit code."""
    print("──", *check, flush=True)
    program = shutil.which(check[0], path=str(Path(sys.executable).parent))
    if program is None:
        print("нет такой команды; сначала: tools/environment.py --tests", file=sys.stderr)
        return 127
    return subprocess.run([program, *check[1:]], check=False).returncode


if __name__ == "__main__":
    main()
