"""Finds a Chromium for the browser tests, or installs one, and prints its path.

    export KB_CHROMIUM="$(python tools/chromium.py)"

Tries in this order: $KB_CHROMIUM; an installed Chromium, Chrome or Edge; the browser that
Playwright keeps; Debian's package, if we are root or sudo needs no password; Playwright's own
download. Debian's chromium-headless-shell is preferred to the whole Chromium: it is the same engine
without windows, and runs the same tests in half the processor time. Also makes sure that Playwright
itself runs. Only the path goes to standard output; if all fail, gives advice in Russian and exits
with code 1.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from system import administrator, install_packages, run, say

COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
ADVICE = """\
Не нашёлся и не установился Chromium: без него не пройти проверки в браузере. Сделайте одно из трёх
и повторите команду:
  • установите Chromium, Google Chrome или Microsoft Edge обычным для системы способом
    (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium);
  • если браузер стоит в необычном месте, укажите путь к нему:
    export KB_CHROMIUM=/путь/к/chromium
  • скачайте браузер Playwright: .venv/bin/python -m playwright install --with-deps chromium"""
DRIVER_ADVICE = """\
Не запускается Playwright, который управляет браузером в тестах (причина выше).
На Debian и Ubuntu ему бывает нужен пакет: sudo apt-get install libatomic1"""


def main() -> None:
    chosen = os.environ.get("KB_CHROMIUM")
    if chosen and not works(Path(chosen)):
        sys.exit(f"KB_CHROMIUM={chosen}: такого браузера нет, или он не запускается.")
    if not driver_works(quiet=True):  # a bare Debian lacks a library that Playwright's Node needs
        install_packages("libatomic1")
        if not driver_works():
            sys.exit(DRIVER_ADVICE)
    browser = Path(chosen) if chosen else find() or install()
    if browser is None:
        sys.exit(ADVICE)
    print(browser)


def find() -> Path | None:
    """The first browser on this machine that runs."""
    return next((path for path in candidates() if works(path)), None)


def candidates() -> Iterator[Path]:
    """Places where a browser may be, likeliest first; some do not exist."""
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in MACOS)
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            if folder := os.environ.get(variable):
                yield from (Path(folder) / name for name in WINDOWS)
    yield playwrights_own()


def works(path: Path) -> bool:
    """Whether the file is a browser that runs; Ubuntu's `chromium-browser` may be a mere stub."""
    if not path.is_file():
        return False
    if sys.platform == "win32":  # `--version` would open a window there
        return True
    return run([str(path), "--version"], seconds=30, quiet=True)


def driver_works(*, quiet: bool = False) -> bool:
    """Whether Playwright is installed and its driver runs on this machine."""
    return run([sys.executable, "-m", "playwright", "--version"], quiet=quiet)


def playwrights_own() -> Path:
    """Where Playwright keeps, or would keep, its browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def install() -> Path | None:
    """Tries each way of installation until one leaves a browser that runs."""
    for package in ("chromium-headless-shell", "chromium"):  # not every Debian has the first
        if install_packages(package) and (browser := find()):
            return browser
    return find() if install_playwrights_own() else None


def install_playwrights_own() -> bool:
    say("Скачиваю Chromium средствами Playwright…")
    command = [sys.executable, "-m", "playwright", "install"]
    if sys.platform == "linux" and administrator() is not None:
        command.append("--with-deps")
    return run([*command, "chromium"])


if __name__ == "__main__":
    main()
