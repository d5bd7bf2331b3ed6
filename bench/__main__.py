"""Prints measurements: `python -m bench [build [pages] | glossary | view]`; all by default."""

import os
import sys
from collections.abc import Callable, Mapping

from bench import build, glossary, view
from bench.corpus import ROOT

MEASUREMENTS: Mapping[str, Callable[..., None]] = {
    "build": build.main,
    "view": view.main,
    "glossary": glossary.main,
}


def main() -> None:
    """Prints the tables that are asked for."""
    os.chdir(ROOT)
    chosen, *numbers = sys.argv[1:] or ["all"]
    if chosen == "all":
        for measure in MEASUREMENTS.values():
            measure()
            print(flush=True)
    elif numbers and chosen != "build":
        sys.exit(f"{chosen}: лишнее: {' '.join(numbers)}; число страниц бывает только у build")
    elif chosen in MEASUREMENTS:
        MEASUREMENTS[chosen](*map(int, numbers))
    else:
        sys.exit(f"Нет такого измерения: {chosen}; есть {', '.join(MEASUREMENTS)}")


if __name__ == "__main__":
    main()
