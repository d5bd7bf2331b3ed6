"""The commands that VS Code, pre-commit and CI run exist, and these understand their output."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from kb.cli import COMMANDS, main
from kb.cli.formats import FORMATS
from kb.content.problems import Problem, Severity
from tests.sites import ROOT

PYTHON = ".venv/bin/python"
CI = ("deploy/ci/gitlab-ci.yml", "deploy/ci/github.yml")


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def _tasks() -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))[
        "tasks"
    ]
    return tasks


def _scripts(part: object) -> Iterator[str]:
    """The shell commands of a CI configuration."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("script", "before_script", "run"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _scripts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _scripts(one)


def _commands() -> Iterator[list[str]]:
    for path in CI:
        for script in _scripts(_yaml(path)):
            for command in re.split(r"\|\||&&|;", script):
                yield shlex.split(command.partition(" > ")[0])
    (repository,) = _yaml(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local", "nothing is fetched"
    for hook in repository["hooks"]:
        yield [*shlex.split(hook["entry"]), "docs/ru/index.md"]
    for task in _tasks():
        arguments = [one.replace("${relativeFile}", "docs/ru/index.md") for one in task["args"]]
        yield [task["command"].removeprefix("${workspaceFolder}/"), *arguments]


@pytest.mark.parametrize("command", list(_commands()), ids=" ".join)
def test_command_exists(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = command
    if program == "python3":
        assert Path(arguments[0]).is_file()
        return
    assert program == PYTHON
    if arguments[:2] == ["-m", "kb"]:
        name, *options = arguments[2:]
        assert name in COMMANDS
        found = main.get_command(click.Context(main), name)
        assert found is not None
        found.make_context(name, options)  # raises for an unknown option
    else:
        assert arguments[:2] == ["-m", "mkdocs"]
        assert arguments[2] in ("serve", "build")


def test_ci_asks_no_host_for_anything() -> None:
    for path in (*CI, ".pre-commit-config.yaml"):
        assert "://" not in (ROOT / path).read_text("utf-8")


def test_ci_builds_the_site_of_one_setting() -> None:
    for path in CI:
        (build,) = (one for one in _scripts(_yaml(path)) if "mkdocs build" in one)
        assert build.endswith('--config-file "$KB_CONFIG"'), "else a company would publish our site"
        assert "KB_CONFIG: mkdocs.yml" in (ROOT / path).read_text("utf-8")


def test_pre_commit_looks_at_texts() -> None:
    (hook,) = _yaml(".pre-commit-config.yaml")["repos"][0]["hooks"]
    for path, looks in (
        ("docs/ru/roles/x.md", True),
        ("docs/sources.yml", True),
        ("company/ru/roles/x.md", True),
        ("company/sources.yml", True),
        ("docs/assets/x.png", False),
        ("README.md", False),
    ):
        assert bool(re.search(hook["files"], path)) is looks


FOUND = [
    Problem("docs/ru/a b.md", 3, "слово: «ой: 5»", Severity.WARNING, 7),
    Problem("docs/ru/a b.md", 4, "рано", Severity.WARNING),
    Problem("docs/ru/b.md", 5, "поле «when[1]»: нет", Severity.ERROR, 12),
    Problem("docs/sources.yml", 6, "поле «a»: 12: 13: нет"),
]


def test_vs_code_underlines_what_the_check_says() -> None:
    lines = FORMATS["text"](FOUND).splitlines()
    (task,) = (one for one in _tasks() if one["label"] == "kb check")
    seen = []
    for matcher in task["problemMatcher"]:
        pattern = matcher["pattern"]
        for line in lines:
            if match := re.search(pattern["regexp"], line):
                path, number, column, message = (
                    match[pattern[name]] for name in ("file", "line", "column", "message")
                )
                severity = Severity(matcher["severity"])
                seen.append(Problem(path, int(number), message, severity, int(column or 0)))
    assert sorted(seen) == sorted(FOUND)


def test_node_reads_the_expressions_as_we_do() -> None:
    """VS Code's regular expressions are those of JavaScript."""
    patterns = [one["pattern"]["regexp"] for one in _tasks()[0]["problemMatcher"]]
    lines = FORMATS["text"](FOUND).splitlines()
    script = (
        "const [patterns, lines] = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(patterns.map(p => lines.filter(l => new RegExp(p).test(l)))))"
    )
    done = subprocess.run(
        ["node", "-e", script, json.dumps([patterns, lines])],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [lines[2:4], lines[:2]]
