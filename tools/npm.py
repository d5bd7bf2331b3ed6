"""Installs what a package-lock.json lists into node_modules beside it.

    python tools/npm.py tests/npm

Does nothing when nothing has changed. Package scripts are not run: what we need is in the packages
themselves. Needs Node.js 20.19 or newer; if it is missing, installs Debian's where that is allowed.
If that fails, gives advice in Russian and exits with code 1.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from system import install_packages, run, say

OLDEST = (20, 19)
ADVICE = f"""\
Нужен Node.js {OLDEST[0]}.{OLDEST[1]} или новее с его npm. Как поставить:
  • Debian и Ubuntu: sudo apt-get install nodejs npm (если там версия старее — с nodejs.org);
  • macOS: brew install node;
  • Windows: установщик с nodejs.org."""


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    install(Path(sys.argv[1]))


def install(folder: Path) -> None:
    """Brings folder/node_modules in step with folder/package-lock.json; exits if it cannot."""
    stamp = folder / "node_modules" / ".installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return
    if version() < OLDEST:
        install_packages("nodejs", "npm")
        if version() < OLDEST:
            sys.exit(ADVICE)
    say(f"Устанавливаю пакеты npm из {folder.as_posix()}/package-lock.json…")
    npm = shutil.which("npm") or "npm"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    if not run([npm, "ci", "--prefix", str(folder), *options]):
        sys.exit("npm не смог установить пакеты (причина выше): проверьте сеть и настройки npm.")
    stamp.write_text(wanted, "ascii")


def version() -> tuple[int, int]:
    """The version of Node.js; (0, 0) if Node.js or npm is missing."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return (0, 0)
    told = subprocess.run([node, "--version"], capture_output=True, check=False, encoding="utf-8")
    major, _, rest = told.stdout.strip().lstrip("v").partition(".")
    minor = rest.partition(".")[0]
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else (0, 0)


if __name__ == "__main__":
    main()
