"""Installs system packages where that is allowed, and runs other programs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def install_packages(*names: str) -> bool:
    """Installs Debian's packages, trying twice; returns whether that succeeded."""
    root = administrator()
    if root is None or not shutil.which("apt-get"):
        return False
    say(f"Устанавливаю пакеты системы: {', '.join(names)}…")
    apt = [*root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    install = ["install", "--yes", "--no-install-recommends", *names]
    for _attempt in range(2):
        run([*apt, "update"])  # one broken source among several does not matter
        if run([*apt, *install]):
            return True
    return False


def administrator() -> list[str] | None:
    """Returns the prefix of a command that needs root's rights; None if we cannot get them."""
    if sys.platform == "win32":
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and run(["sudo", "-n", "true"], quiet=True):
        return ["sudo", "-n", *quiet]
    return None


def run(command: list[str], *, seconds: float = 900, quiet: bool = False) -> bool:
    """Runs a command and returns whether it succeeds; if not, shows its output, unless `quiet`."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        problem = str(error)
    else:
        if done.returncode == 0:
            return True
        problem = done.stdout.decode(errors="replace")
    if not quiet:
        say(problem)
    return False


def tool(name: str, *arguments: str) -> str:
    """Returns what a script beside this one prints; if it fails, exits with the same code."""
    script = [sys.executable, str(Path(__file__).with_name(name)), *arguments]
    found = subprocess.run(script, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if found.returncode:
        sys.exit(found.returncode)
    return found.stdout.strip()


def say(message: str) -> None:
    print(message.strip(), file=sys.stderr, flush=True)
