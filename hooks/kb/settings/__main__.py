"""Checks a configuration before the engine reads it: `python -m kb.settings company.yml`."""

import sys
from pathlib import Path

from kb.settings.settings import Settings


def main(path: str = "-", *options: str) -> int:
    """Prints what is wrong with a configuration; returns the exit status.

    With `--unreadable`, only why the engine could not even read it: a preview shows the rest.
    """
    if path.startswith("-"):
        print("Назовите файл настроек: python -m kb.settings company.yml", file=sys.stderr)
        return 2
    settings = Settings.read(Path(path), shown_from=Path.cwd())
    found = settings.problems()
    if "--unreadable" in options:
        found = [settings.fault] if settings.fault else []
    for one in found:
        print(one, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
