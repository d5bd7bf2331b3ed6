"""Mistakes in Markdown, which rumdl finds where it is installed, reported in Russian."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.content.front_matter import SourceText, parse
from kb.content.messages import one_line
from kb.content.problems import Problem, Severity
from kb.language import convert, prepared

CONFIG = ".rumdl.toml"

_TOLD = {
    "MD009": "пробелы в конце строки; уберите их",
    "MD010": "табуляция; замените её пробелами",
    "MD011": "скобки ссылки перепутаны; нужен вид [текст](адрес)",
    "MD012": "лишняя пустая строка; оставьте одну",
    "MD018": "после «#» нужен пробел, иначе это не заголовок",
    "MD019": "после «#» лишние пробелы; оставьте один",
    "MD022": "вокруг заголовка нужны пустые строки",
    "MD023": "заголовок начинается с отступа; уберите его",
    "MD027": "после «>» лишние пробелы; оставьте один",
    "MD031": "вокруг блока кода нужны пустые строки",
    "MD032": "вокруг списка нужны пустые строки, иначе это не список",
    "MD034": "голый адрес; возьмите его в угловые скобки: <https://…>",
    "MD037": "пробелы внутри звёздочек: выделения не будет; уберите их",
    "MD038": "пробелы внутри обратных кавычек; уберите их",
    "MD039": "пробелы внутри скобок ссылки; уберите их",
    "MD042": "у ссылки нет адреса",
    "MD047": "файл должен кончаться одним переводом строки",
    "MD056": "в строке таблицы не столько ячеек, сколько в заголовке",
    "MD058": "вокруг таблицы нужны пустые строки",
    "MD062": "пробелы вокруг адреса ссылки; уберите их",
    "MD064": "лишний пробел между словами; оставьте один",
    "MD066": "сноска без текста или текст без сноски; проверьте пару [^имя]",
    "MD068": "пустая сноска; напишите её текст",
    "MD070": "блок кода закрыт раньше, чем вы думаете; возьмите больше обратных кавычек",
    "MD075": "строка с «|» не попала в таблицу; нужны заголовок и строка | --- |",
    "MD086": "комментарий <!-- не закрыт; допишите -->",
    "MD092": "остаток слияния («<<<<<<<»); оставьте одну из версий",
}
"""In Russian, what rumdl says in English, for every rule of our `.rumdl.toml`."""

_ERRORS = frozenset({"MD086", "MD092"})
"""These faults swallow text, or show text that nobody wrote; the others are only untidy."""

_OURS = {"MD032": "lists", "MD064": "spaces"}
"""Rules that our own check of the language has too, with the names it gives them."""

_TAG = re.compile(r"<[^>]*>")


def program(folder: Path) -> Path | None:
    """Returns this Python's rumdl, if it is installed and the folder has our rules for it."""
    found = shutil.which("rumdl", path=str(Path(sys.executable).parent))
    return Path(found) if found and (folder / CONFIG).is_file() else None


def check(rumdl: Path, paths: Sequence[Path], *, shown_from: Path) -> Iterator[Problem]:
    """Yields what rumdl finds in the files or folders, by the rules of `shown_from`."""
    if not paths:
        return  # without paths, rumdl would check everything there is
    config = str(shown_from / CONFIG)
    options = ["--output-format", "json-lines", "--config", config, "--no-cache"]
    done = _run(rumdl, "check", *options, *paths)
    if done.returncode not in (0, 1):  # 1 means that it has found something
        told = one_line(done.stderr.strip().partition("\n")[0])
        yield Problem(CONFIG, 1, f"rumdl не прочёл свои правила: {told}", rule="rumdl")
        return
    for one in map(json.loads, filter(None, done.stdout.splitlines())):
        path, rule = Path(os.path.relpath(one["file"], shown_from)), one["rule"]
        yield Problem(
            (path if ".." not in path.parts else Path(one["file"])).as_posix(),
            one["line"],
            _TOLD.get(rule, f"{one['message']} ({rule})"),
            Severity.ERROR if rule in _ERRORS else Severity.WARNING,
            one["column"],
            rule,
        )


def without_repetitions(problems: Sequence[Problem]) -> list[Problem]:
    """Returns the problems without those of rumdl that a rule of ours reports as well."""
    ours = {(one.path, one.line, one.rule) for one in problems}
    return [one for one in problems if (one.path, one.line, _OURS.get(one.rule, "-")) not in ours]


def mend(rumdl: Path, path: Path, *, shown_from: Path) -> str:
    """Fixes a file's Markdown with rumdl; returns what was done, in Russian, or an empty string.

    The fix is undone if it would change the page's words.
    """
    old = path.read_bytes()
    _run(rumdl, "fmt", "--silent", "--config", shown_from / CONFIG, "--no-cache", path)
    new = path.read_bytes()
    if new == old:
        return ""
    was, now = _html(old), _html(new)
    if _words(was) != _words(now):
        path.write_bytes(old)
        return "правка разметки изменила бы слова, файл оставлен как был; исправьте сами"
    if "".join(was.split()) == "".join(now.split()):
        return "исправлено"
    return "исправлено, и вид страницы изменился; посмотрите на неё"


def _run(rumdl: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([rumdl, *arguments], capture_output=True, encoding="utf-8", check=False)


def _html(raw: bytes) -> str:
    source = parse(raw.decode("utf-8-sig"))
    return convert(prepared(source.body)).html if isinstance(source, SourceText) else ""


def _words(page: str) -> str:
    return "".join(_TAG.sub("", page).split())
