"""Prints how long the site takes to build, then what else is measured: `python -m bench`."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Prints every table; ends with the exit code of a build that fails."""
    os.chdir(ROOT)
    seconds, pages = build()
    row = "{:<32}{:>12}{:>10}{:>16}".format
    print(row("", "секунд", "страниц", "страниц/с"))
    print(row("mkdocs build (ru + en)", f"{seconds:.1f}", pages, f"{pages / seconds:.0f}"))
    if importlib.util.find_spec("bench.glossary"):
        print(flush=True)
        importlib.import_module("bench.glossary").main()


def build() -> tuple[float, int]:
    """Builds docs/ once; returns the seconds and the number of pages, 404s left out."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        done = subprocess.run([*command, folder], env=environment, check=False)
        seconds = time.perf_counter() - start
        if done.returncode:
            sys.exit(done.returncode)
        return seconds, len(list(Path(folder).rglob("index.html")))


if __name__ == "__main__":
    main()
