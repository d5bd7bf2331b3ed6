"""Runs every check that must pass before a change lands, and lists the failed ones at the end.

    .venv/bin/python tools/checks.py [arguments for pytest]

Goes on after a failure, so that one run shows everything; the exit code is that of the first
check that failed. Needs the environment that `tools/environment.py --tests` makes.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, STDOUT, CompletedProcess

from system import tool

ROOT = Path(__file__).resolve().parent.parent

CHECKS = [
    ["pip", "check"],  # the pins of pyproject.toml are the ones in the lock
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["mypy"],
    ["lint-imports", "--no-cache"],  # its cache remembers a module that was moved away
    ["rumdl", "check", "--quiet", "docs"],
    ["typos", "docs/en"],
]

# The tests of a file share what they build, so they share a process. Files go in the order in
# which they are collected: by default those with few tests, which take longest, would come last.
TESTS = ["pytest", *"-n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder".split()]


def main() -> None:
    os.chdir(ROOT)
    # One at a time, but beside the search for tools: that mostly waits for the network.
    with ThreadPoolExecutor(max_workers=1) as pool:
        checked = [pool.submit(run, check, keep_output=True) for check in CHECKS]
        find_tools()
    for done in checked:
        tell(done.result().args)
        sys.stdout.buffer.write(done.result().stdout)
    tests = [*TESTS, *sys.argv[1:]]
    tell(tests)
    ended = [*(done.result() for done in checked), run(tests)]
    failed = {" ".join(one.args): one.returncode for one in ended if one.returncode}
    if failed:
        print("\nНе прошли:", "; ".join(failed), file=sys.stderr)
        sys.exit(next(iter(failed.values())))


def tell(check: list[str]) -> None:
    print("──", *check, flush=True)


def find_tools() -> None:
    """Finds or installs what the tests need beside Python; exits if it cannot."""
    os.environ["KB_CHROMIUM"] = tool("chromium.py")
    os.environ["KB_NGINX"] = tool("nginx.py")
    tool("pango.py")
    tool("npm.py", "tests/npm")
    tool("npm.py", "editor")
    tool("java.py")


def run(check: list[str], *, keep_output: bool = False) -> "CompletedProcess[bytes]":
    """Runs a command of this environment, whatever PATH says."""
    program = shutil.which(check[0], path=str(Path(sys.executable).parent))
    if program is None:
        print("нет такой команды; сначала: tools/environment.py --tests", file=sys.stderr)
        return CompletedProcess(check, 127, b"")
    told = PIPE if keep_output else None
    done = subprocess.run([program, *check[1:]], check=False, stdout=told, stderr=told and STDOUT)
    return CompletedProcess(check, done.returncode, done.stdout)


if __name__ == "__main__":
    main()
