"""Mistakes in Markdown, found by rumdl if it is installed, and reported in Russian."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from kb.content.fields.messages import one_line
from kb.content.problems import Problem, Severity
from kb.content.yaml.front_matter import SourceText, parse
from kb.content.yaml.unreadable import CONFLICT
from kb.language import convert_body
from kb.language.editorial.policy import is_example
from kb.language.mending.halves import harmless

CONFIG = ".rumdl.toml"

_TOLD = {
    "MD009": "пробелы в конце строки; уберите их",
    "MD010": "табуляция; замените её пробелами, а между ячейками таблицы — знаком «|»",
    "MD011": "скобки ссылки перепутаны; нужен вид [текст](адрес)",
    "MD012": "лишняя пустая строка; оставьте одну",
    "MD018": "после «#» нужен пробел; если это не заголовок, поставьте перед «#» обратную черту",
    "MD019": "после «#» лишние пробелы; оставьте один",
    "MD022": "вокруг заголовка нужны пустые строки",
    "MD023": "заголовок начинается с отступа; уберите его",
    "MD027": "после «>» лишние пробелы; оставьте один",
    "MD031": "вокруг блока кода нужны пустые строки, а в пункте — и четыре пробела перед ним",
    "MD034": "голый адрес; возьмите его в угловые скобки: <https://…>",
    "MD037": "пробелы внутри звёздочек: выделения не будет; уберите их",
    "MD038": "пробелы внутри обратных кавычек; уберите их",
    "MD039": "пробелы внутри скобок ссылки; уберите их",
    "MD042": "у ссылки нет адреса",
    "MD047": "файл должен кончаться одним переводом строки",
    "MD056": "в строке таблицы не столько ячеек, сколько столбцов; лишние не покажутся, "
    "а черту в тексте пишут «\\|»",
    "MD058": "вокруг таблицы нужны пустые строки, а в пункте — и четыре пробела перед ней",
    "MD062": "пробелы вокруг адреса ссылки; уберите их",
    "MD064": "лишний пробел между словами; оставьте один",
    "MD066": "сноска без текста или текст без сноски; проверьте пару [^имя]",
    "MD068": "пустая сноска; напишите её текст",
    "MD070": "блок кода закрыт раньше, чем вы думаете; возьмите больше обратных кавычек",
    "MD075": "строка с «|» не попала в таблицу; нужны заголовок и строка | --- |",
    "MD086": "комментарий <!-- не закрыт; допишите -->",
    "MD092": CONFLICT,
}
"""In Russian, what rumdl says in English, for every rule of our `.rumdl.toml`."""

_ERRORS = frozenset({"MD086", "MD092"})
"""These faults swallow text, or show text that nobody wrote; the others are only untidy."""

_OURS = {
    "MD022": "underline",
    "MD034": "address",
    "MD056": "lost-tables",
    "MD064": "spaces",
    "MD092": "merge",
}
"""Rules that our own check has too, with the names it gives them."""

_BARE_MAIL = (
    "голая почта; возьмите её в угловые скобки: <имя@…>, а адрес сервера — в обратные кавычки"
)
_MAIL = re.compile(r"'([^'\s]+@[^'\s/]+)'\Z")
"""The address at the end of rumdl's message."""

_WRAPPED_MAIL = re.compile(r"<([^<>\s@:]+@[^<>\s@:]+)>")
_WRAPPED = re.compile(r"<([a-z]+://[^<>\s]+)>")
_LINK = re.compile(r"<a\s[^<>]*>(?:(?!<a\s|</a).)*", re.DOTALL | re.IGNORECASE)
"""A link typed as HTML: an address within its words needs no angle brackets."""

_HASHTAG = re.compile(r"(?<!##)(?:[\da-zа-яё]|[^\W\d_][\w/-]* +#\w)")
"""What follows «#» in «#важно», «#123» and «#Важно #Сервис»; «#Раздел» may be a heading."""

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Rumdl:
    """The program, and our rules for it."""

    program: Path
    folder: Path
    """Where our rules are; problems name files relative to it."""

    @classmethod
    def found(cls, folder: Path) -> "Rumdl | None":
        """Returns this Python's rumdl, if it is installed and the folder has our rules for it."""
        found = shutil.which("rumdl", path=str(Path(sys.executable).parent))
        return cls(Path(found), folder) if found and (folder / CONFIG).is_file() else None

    def check(self, paths: Sequence[Path]) -> Iterator[Problem]:
        """Yields what rumdl finds in the files or folders."""
        if not paths:
            return  # without paths, rumdl would check everything there is
        done = self._run("check", "--output-format", "json-lines", *paths)
        if done.returncode not in (0, 1):  # 1 means that it has found something
            told = one_line(done.stderr.decode().strip().partition("\n")[0])
            yield Problem(CONFIG, 1, f"rumdl не прочёл свои правила: {told}", rule="rumdl")
            return
        for one in map(json.loads, filter(None, done.stdout.splitlines())):
            path, rule = Path(os.path.relpath(one["file"], self.folder)), one["rule"]
            told = _told(rule, one["message"])
            if not told or _is_meant(one, self.folder):
                continue
            yield Problem(
                (path if ".." not in path.parts else Path(one["file"])).as_posix(),
                one["line"],
                told,
                Severity.ERROR if rule in _ERRORS else Severity.WARNING,
                one["column"],
                rule,
            )

    def mended(self, path: Path, old: bytes) -> tuple[bytes, bool]:
        """Returns the content of a page's file with its Markdown fixed.

        And whether the page still looks the same. Fixes that would change its words are left out.
        """
        was = _html(old)
        words = _words(was)

        @cache
        def fixed(*rules: str) -> bytes:
            return _with_bare_addresses(old, self._formatted(path, old, {*_TOLD}.difference(rules)))

        # Without some rule, a page often becomes what it is without another.
        shown = cache(lambda raw: _words(_html(raw)))
        # What looks like a list to it may be a sentence; the rest can be corrected all the same.
        rules = harmless([*_TOLD], lambda some: shown(fixed(*some)) == words)
        new = fixed(*rules) if rules else old
        return new, "".join(was.split()) == "".join(_html(new).split())

    def _formatted(self, path: Path, raw: bytes, leave: Iterable[str]) -> bytes:
        """Returns a file's content as rumdl would write it, but by the rules to `leave` out."""
        without = ["--extend-disable", ",".join(sorted(leave))] if leave else []
        done = self._run("fmt", "--silent", *without, "--stdin-filename", path, "-", typed=raw)
        return done.stdout if done.returncode == 0 and done.stdout else raw

    def _run(
        self, command: str, *arguments: str | Path, typed: bytes | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        rules = ("--no-cache", "--config", self.folder / CONFIG)
        words = [self.program, command, *rules, *arguments]
        return subprocess.run(words, input=typed, capture_output=True, check=False)


def _told(rule: str, message: str) -> str:
    """The message to an editor; empty for an invented e-mail address, which need not be a link."""
    mail = _MAIL.search(message) if rule == "MD034" else None
    if mail:
        return "" if is_example(mail[1]) else _BARE_MAIL
    return _TOLD.get(rule, f"{message} ({rule})")


def without_repetitions(problems: Sequence[Problem]) -> list[Problem]:
    """Returns the problems without those of rumdl that a rule of ours reports as well.

    Merge conflict marks in the fields also make YAML unreadable.
    """
    ours = {(one.path, one.line, one.rule) for one in problems}
    of_yaml = (one for one in problems if not one.rule and one.message.endswith(CONFLICT))
    ours |= {(one.path, one.line, "merge") for one in of_yaml}
    return [one for one in problems if (one.path, one.line, _OURS.get(one.rule, "-")) not in ours]


def _with_bare_addresses(old: bytes, new: bytes) -> bytes:
    """Removes the angle brackets that rumdl adds where they do not belong.

    It adds them even around «git@vektor.example:site», and around the words of a link in HTML.
    """
    typed = old.decode("utf-8-sig")
    text = _WRAPPED_MAIL.sub(
        lambda match: match[0 if match[0] in typed else 1], new.decode("utf-8")
    )
    return _LINK.sub(lambda link: _WRAPPED.sub(r"\1", link[0]), text).encode()


def _is_meant(found: Mapping[str, Any], folder: Path) -> bool:
    """Whether what rumdl has found is a hashtag, or inside a link typed as HTML."""
    if found["rule"] not in ("MD018", "MD034"):
        return False
    text = (folder / found["file"]).read_text("utf-8-sig", "replace")
    lines = text.split("\n", found["line"] - 1)
    at = len(text) - len(lines[-1]) + found["column"] - 1
    if found["rule"] == "MD018":
        return bool(_HASHTAG.match(text, at))
    return any(link.start() < at < link.end() for link in _LINK.finditer(text))


def _html(raw: bytes) -> str:
    source = parse(raw.decode("utf-8-sig"))
    return convert_body(source.body).html if isinstance(source, SourceText) else ""


def _words(page: str) -> str:
    return "".join(unescape(_TAG.sub("", page)).split())
