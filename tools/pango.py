"""Makes sure that WeasyPrint finds the libraries it draws text with, for PDF and its tests.

    python tools/pango.py

Installs Debian's packages if we are root or sudo needs no password; otherwise says in Russian
what to do by hand, and exits with code 1. Does nothing if WeasyPrint runs.
"""

import sys

from system import install_packages, run

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
"""The last one has the characters that our own typeface lacks: arrows, code."""

ADVICE = """\
Не запускается WeasyPrint, который пишет PDF: нет библиотеки Pango (причина выше).
Поставьте её и повторите команду:
  • Debian и Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  • macOS: brew install pango
  • Windows: Pango приходит с MSYS2, см. «Installation» в документации WeasyPrint"""


def main() -> None:
    if not works(quiet=True):
        install_packages(*PACKAGES)
        if not works():
            sys.exit(ADVICE)


def works(*, quiet: bool = False) -> bool:
    """Whether WeasyPrint can be imported: that is when it opens the libraries."""
    return run([sys.executable, "-c", "import weasyprint"], seconds=60, quiet=quiet)


if __name__ == "__main__":
    main()
