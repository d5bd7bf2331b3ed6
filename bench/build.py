"""Measures how our engine and others build a generated knowledge base, as ratios in one run.

python -m bench build [pages per language]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from bench.corpus import ROOT, write

CONFIG = """\
INHERIT: mkdocs.yml
nav:
  - Начать: [index.md, start/paths.md, quizzes/index.md, quiz]
  - Гайды: [guides/index.md, guide]
  - Роли: [roles/index.md, role, roles/print.md]
  - Чек-листы: [checklists/index.md, checklists/mine.md, checklist, template]
  - Сравнения: [comparisons/index.md, comparisons/compare.md, comparison]
  - Глоссарий: [glossary/index.md, term]
  - О базе: [about/index.md, plain]
"""

STOCK = """\
site_name: Stock
theme:
  name: material
  features: [navigation.prune, navigation.tabs, navigation.indexes]
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ru, name: Русский, default: true}
        - {locale: en, name: English}
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, toc,
  pymdownx.details, pymdownx.superfences, pymdownx.tasklist, pymdownx.highlight]
exclude_docs: "*.yml"
"""

ZENSICAL = """\
site_name: Zensical
docs_dir: docs/ru
theme: {language: ru}
"""

HUGO = {
    "hugo.toml": 'baseURL = "/"\ntitle = "Hugo"\ncontentDir = "docs"\n',
    "layouts/_default/baseof.html": '<title>{{ .Title }}</title>{{ block "main" . }}{{ end }}',
    "layouts/_default/single.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "layouts/_default/list.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "layouts/index.html": '{{ define "main" }}{{ .Content }}{{ end }}',
}


@dataclass(frozen=True)
class Run:
    """What one command cost."""

    seconds: float
    memory: float
    """Peak memory of all its processes together, in MiB; memory they share is counted once.
    Zero where the system does not report it."""


def main(pages: int = 1000) -> None:
    """Prints the table of builds; ends the program if any of them fails."""
    print(f"Сборка: {pages} страниц × 2 языка, ядер {os.cpu_count()}")
    line = "{:<36}{:>10}{:>10}{:>10}{:>10}".format
    print(line("", "секунд", "× stock", "МиБ", "× stock"))
    stock = None
    with tempfile.TemporaryDirectory() as name:
        for what, run in _measure(Path(name), pages):
            stock = stock or run  # the stock build is measured first
            memory = ["", ""]
            if run.memory:
                memory = [f"{run.memory:.0f}", f"{run.memory / stock.memory:.2f}"]
            ratio = f"{run.seconds / stock.seconds:.3f}"
            print(line(what, f"{run.seconds:.1f}", ratio, *memory), flush=True)
        theirs = _size(Path(name, "stock/site/search").glob("*.json"))
        ours = _size(Path(name, "ours/site").glob("**/pagefind/**/*"))
    print(f"Индекс поиска: stock {theirs:.1f} МБ одним файлом, мы {ours:.1f} МБ частями")


def _size(files: Iterable[Path]) -> float:
    """Returns the total size of the files, in megabytes."""
    return sum(one.stat().st_size for one in files if one.is_file()) / 1e6


def _measure(folder: Path, pages: int) -> Iterator[tuple[str, Run]]:
    ours, stock = folder / "ours", folder / "stock"
    _ours(ours, pages)
    write(stock, pages, plain=True)
    (stock / "mkdocs.yml").write_text(STOCK, "utf-8")
    mkdocs = [sys.executable, "-m", "mkdocs"]
    build = [*mkdocs, "build", "--quiet"]
    company = ["--config-file", "company.yml"]
    strict = partial(run, [*build, "--strict", *company], ours)
    yield "stock: чистая", run(build, stock)
    yield "мы: чистая", strict()
    yield "мы: ничего не изменилось", strict()
    change(ours / "docs/ru/guides/prinyat-zapros.md")
    yield "мы: изменён текст одной страницы", strict()
    redefine(ours / "docs/ru/glossary/brief.md")
    yield "мы: изменено определение термина", strict()
    serve = [*mkdocs, "serve", "--quiet", *company, "--dev-addr", "127.0.0.1:8765"]
    yield "мы: от сохранения до браузера", preview(serve, ours, "http://127.0.0.1:8765")
    if shutil.which("zensical", path=str(Path(sys.executable).parent)):
        (stock / "zensical.yml").write_text(ZENSICAL, "utf-8")
        zensical = [str(Path(sys.executable).parent / "zensical"), "build", "-f", "zensical.yml"]
        yield "Zensical, один язык: чистая", run([*zensical, "--clean"], stock)
        yield "Zensical, один язык: повторная", run(zensical, stock)
    if shutil.which("hugo"):
        for path, text in HUGO.items():
            (stock / path).parent.mkdir(parents=True, exist_ok=True)
            (stock / path).write_text(text, "utf-8")
        yield (
            "Hugo, голые шаблоны: чистая",
            run(["hugo", "--quiet", "--destination", "hugo"], stock),
        )


def _ours(folder: Path, pages: int) -> None:
    write(folder, pages)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "company.yml").write_text(CONFIG, "utf-8")


def change(page: Path) -> str:
    """Adds a sentence to a page, and returns a word of it that no other page has."""
    word = str(time.time_ns())
    page.write_text(f"{page.read_text('utf-8')}\nИзменено в {word}.\n", "utf-8")
    return word


def redefine(term: Path) -> None:
    """Changes a term's definition."""
    _, fields, body = term.read_text("utf-8").split("---\n", 2)
    changed = {**yaml.safe_load(fields), "definition": "Коротко записанная просьба о работе."}
    front = yaml.safe_dump(changed, allow_unicode=True, sort_keys=False)
    term.write_text(f"---\n{front}---\n{body}", "utf-8")


def run(command: list[str], folder: Path) -> Run:
    """Runs a command to its end; ends the program if it fails."""
    start = time.perf_counter()
    environment = _environment()
    with (
        subprocess.Popen(command, cwd=folder, env=environment) as process,
        watched(process.pid) as memory,
    ):
        code = process.wait()
    if code:
        sys.exit(f"{' '.join(command)}: {code}")
    return Run(time.perf_counter() - start, memory())


def preview(command: list[str], folder: Path, at: str) -> Run:
    """Starts a preview, changes a page, and measures how long until the server shows it."""
    address = f"{at}/guides/prinyat-zapros/"
    with subprocess.Popen(command, cwd=folder, env=_environment()) as process:
        try:
            with watched(process.pid) as memory:
                _wait_for(address, "</html>", 300)
                time.sleep(10)  # let it renew the search after its start: that is not measured
                word = change(folder / "docs/ru/guides/prinyat-zapros.md")
                start = time.perf_counter()
                _wait_for(address, word, 300)
                seconds = time.perf_counter() - start
        finally:
            process.terminate()  # otherwise the with block would wait for it forever
    return Run(seconds, memory())


def _wait_for(address: str, text: str, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=seconds) as answer:  # noqa: S310 (ours)
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    sys.exit(f"{address}: за {seconds} с нет «{text}»")


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "CI": "1"}


@contextmanager
def watched(pid: int) -> Iterator[Callable[[], float]]:
    """Yields a function that returns the peak memory of a process and its children, in MiB."""
    worst = 0.0
    stop = threading.Event()

    def watch() -> None:
        nonlocal worst
        while not stop.wait(0.5):  # each reading slows the processes down
            worst = max(worst, sum(map(_memory, _family(pid))))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: worst
    finally:
        stop.set()
        thread.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path("/proc", str(pid), "task").glob("*/children"):
        try:
            found = children.read_text("ascii").split()
        except OSError:  # the process has ended
            continue
        for child in found:
            yield from _family(int(child))


def _memory(pid: int) -> float:
    """Returns the proportional set size in MiB: in a sum of processes, shared pages count once."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
