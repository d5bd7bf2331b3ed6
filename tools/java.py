"""Makes sure that Java runs, in which the tests' HTML checker is written.

    python tools/java.py

Installs Debian's package if we are root or sudo needs no password; otherwise says in Russian what
to do by hand, and exits with code 1. Does nothing if there is a Java that is new enough.
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
    """The first number of Java's version; 0 if there is no Java, or only the stub of macOS."""
    java = shutil.which("java")
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, check=False, encoding="utf-8")
    found = re.search(r'version "(\d+)', told.stderr)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
