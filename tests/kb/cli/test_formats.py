"""`kb check --format`: output for other programs, by their own rules."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kb.cli.formats import FORMATS
from kb.content.problems import Problem, Severity
from tests.command import kb
from tests.sites import LIBRARY

FOUND = [
    Problem("docs/ru/a,b:c.md", 3, "100 % вода::error,\n«x»", Severity.WARNING, 7, "yo"),
    Problem("docs/ru/b.md", 4, "нет"),
]


def test_text_is_a_line_each_and_their_number() -> None:
    assert FORMATS["text"](FOUND).splitlines() == [
        "docs/ru/a,b:c.md:3:7: предупреждение: 100 % вода::error, «x»",
        "docs/ru/b.md:4: нет",
        "Ошибок: 1, предупреждений: 1.",
    ]


def test_json_has_all_that_is_known() -> None:
    told = json.loads(FORMATS["json"](FOUND))
    assert (told["errors"], told["warnings"]) == (1, 1)
    assert told["problems"][0] == {
        "path": "docs/ru/a,b:c.md",
        "line": 3,
        "column": 7,
        "severity": "warning",
        "rule": "yo",
        "message": "100 % вода::error,\n«x»",
    }
    assert told["problems"][1]["column"] is None


def test_github_commands_cannot_be_broken_out_of() -> None:
    assert FORMATS["github"](FOUND).splitlines() == [
        "::warning file=docs/ru/a%2Cb%3Ac.md,line=3,col=7::100 %25 вода::error,%0A«x»",
        "::error file=docs/ru/b.md,line=4::нет",
    ]


def test_gitlab_report_has_what_gitlab_needs() -> None:
    report = json.loads(FORMATS["gitlab"]([*FOUND, FOUND[1]]))
    for one in report:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(one["location"]["lines"]["begin"], int)
        assert not one["location"]["path"].startswith("./")
    assert len({one["fingerprint"] for one in report}) == 3, "the same problem twice is two"
    assert [one["severity"] for one in report] == ["minor", "major", "major"]


def test_fingerprint_stays_when_a_line_is_put_above() -> None:
    moved = [Problem("docs/ru/b.md", 40, "нет")]
    (old,), (new,) = (json.loads(FORMATS["gitlab"](one)) for one in (FOUND[1:], moved))
    assert old["fingerprint"] == new["fingerprint"]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795435200")
    monkeypatch.chdir(tmp_path)
    folder = Path(shutil.copytree(LIBRARY, tmp_path / "docs"))
    for name in ("a", "b"):
        page = "---\ntype: plain\ntitle: Слово\n---\n\nУчет [там](нет.md).\n"
        (folder / f"ru/{name}.md").write_text(page, "utf-8")
    return folder


def _json(*arguments: str) -> tuple[int, dict[str, Any]]:
    done = kb("check", "--format", "json", *arguments)
    return done.exit_code, json.loads(done.stdout)


def test_only_what_was_asked_about_is_told_and_counts(docs: Path) -> None:
    code, told = _json(str(docs / "ru/a.md"))
    assert code == 1
    assert {one["path"] for one in told["problems"]} == {"docs/ru/a.md"}
    assert {one["rule"] for one in told["problems"]} == {"yo", "link", "translation"}
    code, told = _json("docs/ru/roles", "docs/sources.yml")
    assert (code, told["errors"]) == (0, 0)
    code, told = _json()
    assert {"docs/ru/a.md", "docs/ru/b.md"} < {one["path"] for one in told["problems"]}


def test_only_what_was_asked_about_is_mended(docs: Path) -> None:
    code, _ = _json("--fix", "docs/ru/a.md")
    assert code == 1, "where the link leads only an editor knows"
    assert "Учёт" in (docs / "ru/a.md").read_text("utf-8")
    assert "Учет" in (docs / "ru/b.md").read_text("utf-8")
