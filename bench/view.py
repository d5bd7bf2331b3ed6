"""Measures what a browser fetches to show one guide, on our site and with the stock theme.

Both sites have the real content and show the same page of it; every file is compressed by gzip,
except fonts. Stock is MkDocs and Material as they come, without the fonts they would fetch from
another host.
"""

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from bench.build import STOCK
from bench.corpus import ROOT, write
from tests.server import Folder, running

PAGE = "guides/prinyat-zapros/"


def main() -> None:
    """Prints both tables side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "stock", 0, plain=True)
        (folder / "stock/mkdocs.yml").write_text(STOCK.replace("theme:", "theme:\n  font: false"))
        _build(folder / "stock", folder / "stock.site")
        _build(ROOT, folder / "ours.site")
        ours, stock = (dict(fetched(folder / f"{one}.site")) for one in ("ours", "stock"))
    line = "{:<24}{:>12}{:>12}{:>10}".format
    print("Первый показ гайда: КБ по сети, gzip")
    print(line("", "мы", "stock", "× stock"))
    for kind in sorted({*ours, *stock}):
        print(line(kind, f"{ours.get(kind, 0) / 1e3:.1f}", f"{stock.get(kind, 0) / 1e3:.1f}", ""))
    ratio = sum(ours.values()) / sum(stock.values())
    print(
        line("всего", *(f"{sum(one.values()) / 1e3:.1f}" for one in (ours, stock)), f"{ratio:.2f}")
    )


def fetched(site: Path) -> Iterator[tuple[str, int]]:
    """Yields the kinds of files that Chromium requests, with their bytes over the wire."""
    sizes: dict[str, int] = {}
    chromium = [sys.executable, str(ROOT / "tools" / "chromium.py")]
    path = subprocess.check_output(chromium, encoding="utf-8").strip()
    handler = partial(Folder, directory=str(site))
    with running(handler) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{origin}/{PAGE}", wait_until="networkidle")
        browser.close()
    for url in dict.fromkeys(asked):
        file = site / unquote(urlsplit(url).path.lstrip("/"))
        file = file / "index.html" if file.is_dir() else file
        if url.startswith(origin) and file.is_file():
            content = file.read_bytes()
            size = len(content if file.suffix == ".woff2" else gzip.compress(content, mtime=0))
            kind = _kind(file.relative_to(site).as_posix())
            sizes[kind] = sizes.get(kind, 0) + size
    yield from sizes.items()


def _kind(path: str) -> str:
    if path.startswith("assets/js/"):
        return "наш JavaScript"
    kinds = {".html": "HTML", ".css": "CSS", ".js": "JavaScript темы", ".json": "индекс поиска"}
    return kinds.get(Path(path).suffix, "шрифты и картинки")


def _build(project: Path, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=project, check=True)
