"""Sees to it that Java runs: the HTML checker of the tests is written in it.

    python tools/java.py

Installs Debian's package where we are root or sudo asks no password; elsewhere says in Russian what
to do by hand, and ends with exit code 1. Does nothing when there is a Java that is new enough.
"""

import re
import shutil
import subprocess
import sys

from system import install_packages

OLDEST = 17
ADVICE = f"""\
Нужна Java {OLDEST} или новее: на ней написана программа, которая проверяет HTML. Как поставить:
  • Debian и Ubuntu: sudo apt-get install default-jre-headless;
  • macOS: brew install openjdk;
  • Windows: winget install EclipseAdoptium.Temurin.21.JRE"""


def main() -> None:
    if version() < OLDEST:
        install_packages("default-jre-headless")
        if version() < OLDEST:
            sys.exit(ADVICE)


def version() -> int:
    """The first number of the version of Java; 0 if there is none, or only macOS' hint at one."""
    java = shutil.which("java")
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, check=False, encoding="utf-8")
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
