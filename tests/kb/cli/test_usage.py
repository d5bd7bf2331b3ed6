"""A mistyped command is answered with one Russian line that says how to type it."""

import errno
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import COMMANDS
from kb.cli.usage import speak_russian, typed
from tests.command import kb
from tests.sites import ROOT, command_of, environment, run

ENGLISH = re.compile(
    r"Usage|Options|Commands|Error|Try|Invalid|Missing|No such|Show this|such|exist|argument|\bis\b"
)


def _told(*arguments: str) -> str:
    """The only line that the command prints."""
    result = kb(*arguments)
    assert result.exit_code == 2, result.output
    (line,) = result.output.splitlines()
    assert not ENGLISH.search(line)
    return line


def test_the_next_command_is_told_as_it_can_be_typed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed("rollback", "мой сайт") == ".venv/bin/python -m kb rollback 'мой сайт'"
    monkeypatch.chdir(ROOT)
    assert typed("check") == f"{python} -m kb check"
    command = tmp_path / "kb"
    command.touch(mode=0o755)
    assert typed("check") == "kb check"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(shutil, "which", str)
    assert typed("rollback", "мой сайт") == 'kb rollback "мой сайт"', "as cmd.exe reads it"


MISTYPED = [
    ("chek", "нет команды «chek»; может быть, «check»? Все команды: kb --help"),
    ("qwerty", "нет команды «qwerty»; проверьте, нет ли опечатки. Все команды: kb --help"),
    ("--foo", "kb: нет ключа «--foo»; проверьте, нет ли опечатки. Все ключи: kb --help"),
    ("new --sid x", "kb new: нет ключа «--sid»; может быть, «--side»? Все ключи: kb new --help"),
    ("check --fxi", "kb check: нет ключа «--fxi»; может быть, «--fix»? Все ключи: kb check --help"),
    (
        "new role Дежурный по запросам",
        'kb new: лишние слова: «по запросам»; возьмите название в кавычки: "Дежурный по запросам"',
    ),
    ("report чего", "kb report: лишнее: «чего»; уберите"),
    ("new role Дежурный —en", "kb new: «—en»: вместо тире наберите два дефиса: --en"),
    ("new role Кот учёный —en", "kb new: «—en»: вместо тире наберите два дефиса: --en"),
    (
        "new role Кот — учёный",
        'kb new: лишние слова: «— учёный»; возьмите название в кавычки: "Кот — учёный"',
    ),
    ("check –fix", "«–fix»: вместо тире наберите два дефиса: --fix"),
    ("course", "kb course: не хватает: КУРС.yml; набирают так: kb course КУРС.yml"),
    (
        "import terms",
        "kb import: не хватает: ПУТЬ; набирают так: kb import {checklists|comparisons|terms} ПУТЬ",
    ),
    (
        "export terms",
        "kb export: не хватает: --out; "
        "набирают так: kb export {checklists|comparisons|terms} --out ПУТЬ",
    ),
    (
        "export cheks --out x",
        "kb export: «cheks» не подходит; возможные значения: checklists, comparisons, terms",
    ),
    (
        "check --format xml",
        "--format: «xml» не подходит; возможные значения: text, json, github, gitlab",
    ),
    ("publish x --keep два", "--keep: «два» не подходит; нужно целое число"),
    ("publish x --keep 1", "--keep: 1 не подходит; нужно не меньше 2"),
    ("publish x --keep -5", "--keep: -5 не подходит; нужно не меньше 2"),
    ("report --months два", "--months: «два» не подходит; нужно целое число"),
    ("new role Кот --section", "--section: за этим ключом нужно значение"),
    ("new --en=да", "--en: значения у этого ключа нет; уберите «=» и то, что за ним"),
    ("schema --into docs/sources.yml", "docs/sources.yml: это файл, а нужна папка"),
    ("import-docx docs", "docs: это папка, а нужен файл"),
    ("translations --all", "--accept: назовите файлы или добавьте --all."),
    ("--", "не названа команда; все команды: kb --help"),
]


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(("typed", "told"), MISTYPED, ids=[typed for typed, _ in MISTYPED])
def test_what_is_wrong_and_what_to_type_is_one_line(typed: str, told: str) -> None:
    assert _told(*typed.split()) == told


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("docs/ru/roles/slkad.md", "может быть, docs/ru/roles/sklad.md?"),
        ("docs/ru/role/sklad.md", "может быть, docs/ru/roles/sklad.md?"),
        ("docs/ru/roles/sklad", "может быть, docs/ru/roles/sklad.md?"),
        ("docs/ru/roles/полка.md", "проверьте, нет ли опечатки"),
        ("docs/ru/roles/sklad.md/", "может быть, docs/ru/roles/sklad.md?"),
        ("nowhere/at/all", "проверьте, нет ли опечатки"),
        ("x" * 300, "проверьте, нет ли опечатки"),
        ("it's", "проверьте, нет ли опечатки"),
    ],
)
def test_a_path_that_does_not_exist_is_told_with_one_that_does(path: str, hint: str) -> None:
    shown = hint.replace("/", os.sep)
    assert _told("check", path) == f"{path}: нет такого файла или папки; {shown}"


@pytest.mark.usefixtures("docs")
def test_only_what_can_be_given_is_proposed() -> None:
    Path("plan.docx").mkdir()
    assert "может быть" not in _told("import-docx", "plann.docx")
    assert "может быть" not in _told("schema", "--into", "docs/source.yml")
    Path("Приём заказа.docx").write_bytes(b"")
    assert _told("import-docx", "Приём", "заказа.docx") == (
        'Приём: нет такого файла или папки; имя с пробелами возьмите в кавычки: "Приём заказа.docx"'
    )


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_sentence(command: str) -> None:
    result = kb(*command.split(), "--help")
    assert result.exit_code == 0
    assert not ENGLISH.search(result.output)
    assert "Набирают так: " in result.output
    assert re.search(r"^Ключи:$", result.output, re.MULTILINE)
    assert re.search(r"--help +Показать эту справку\.$", result.output, re.MULTILINE)
    assert not re.search(r"\b(OPTIONS|ARGS|PATHS?|FILES?|DIRECTORY|TEXT|INTEGER)\b", result.output)


def test_help_tells_what_to_name() -> None:
    assert "ТИП: guide, role, checklist, comparison, term, template" in kb("new", "--help").output
    for command in ("check", "replaced", "translations"):
        shown = kb(command, "--help").output
        named = re.findall(r"^  (ПУТЬ|ФАЙЛ) — .+ обо всех\.$", shown, re.MULTILINE)
        assert [f"[{name}]…" in shown for name in named] == [True]
    listed = kb("--help").output
    assert "ПУТЬ —" not in listed


def test_help_tells_which_numbers_are_accepted() -> None:
    assert "[обычно 5; не меньше 2]" in kb("publish", "--help").output
    assert "[1–1200]" in kb("report", "--help").output


def test_without_a_command_the_help_is_shown() -> None:
    assert kb().output == kb("--help").output


@pytest.mark.parametrize("day", ["вчера", "1795435200.5", "1795435200000"])
def test_a_day_that_cannot_be_is_told_in_one_line(day: str, docs: Path) -> None:
    told = f"SOURCE_DATE_EPOCH: «{day}» не подходит; нужны секунды с начала 1970 года"
    for command in (("kb", "check"), command_of(ROOT / "mkdocs.yml", docs / "site", strict=True)):
        done = run(*command, env={"SOURCE_DATE_EPOCH": day})
        assert (done.returncode, done.stdout.count(told)) == (1, 1)
        assert "Traceback" not in done.stdout


@pytest.mark.parametrize("command", ["check", "releases"])
def test_what_the_system_refuses_is_told_in_one_line(
    command: str, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(docs))

    monkeypatch.setattr(f"kb.cli.{command}.{'load' if command == 'check' else 'Releases'}", refused)
    result = kb(command, *[str(docs)] * (command == "releases"))
    assert (result.exit_code, result.output) == (1, f"{docs}: нет прав\n")


@pytest.mark.usefixtures("docs")
def test_who_leaves_a_question_is_told_in_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.cli.new.can_ask", lambda: True)
    result = kb("new", "role")  # there is no answer: the input has ended
    assert result.exit_code == 1
    assert "Прервано." in result.output.splitlines()
    assert "Aborted" not in result.output


def test_the_language_of_the_terminal_does_not_matter(docs: Path) -> None:
    for language in ("C.UTF-8", "en_US.UTF-8"):
        env = environment({"LC_ALL": language, "LANGUAGE": language})
        command = [sys.executable, "-m", "kb", "check", "docs/nowhere"]
        done = subprocess.run(command, cwd=docs.parent, env=env, capture_output=True, check=False)
        assert done.returncode == 2
        assert done.stderr.decode().startswith("docs/nowhere: нет такого файла или папки")


@pytest.mark.parametrize(("chosen", "written"), [("", "Нет →".encode()), ("cp1251", b"\xcd")])
def test_no_code_page_stops_a_command(
    monkeypatch: pytest.MonkeyPatch, chosen: str, written: bytes
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", chosen)
    piped = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(piped, "cp1251"))
    speak_russian()
    print("Нет →", flush=True)
    assert piped.getvalue().startswith(written)


@pytest.mark.parametrize("command", ["check", "report", "translations", "pdf", "publish srv"])
def test_a_command_typed_elsewhere_says_where_to_type_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = "здесь такого нет; команды kb набирают в папке проекта, сначала: cd"
    line = _told(*command.split())
    assert line.endswith(f"{told} {ROOT}"), line
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "docs к" / "ru").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "docs к" / "ru")
    assert _told(*command.split()).endswith(f"{told} {tmp_path}"), "the project around it"


def test_pages_can_be_checked_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interface texts that a page's HTML needs are in the project."""
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "docs/ru/a.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: plain\ntitle: А\n---\n\n## Раздел\n\n[сюда](a.md#net)\n", "utf-8")
    result = kb("check", "--docs", str(tmp_path / "docs"))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "на этой странице нет места «#net»" in result.output
