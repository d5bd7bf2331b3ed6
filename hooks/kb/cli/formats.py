"""Writes problems for people and for other programs."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence

from kb.content.problems import Problem, Severity, errors


def text(problems: Sequence[Problem]) -> str:
    """One line per problem, in the form of editors and compilers, and the totals."""
    stopping = len(errors(problems))
    count = f"Ошибок: {stopping}, предупреждений: {len(problems) - stopping}."
    return "\n".join([*map(str, problems), count])


def as_json(problems: Sequence[Problem]) -> str:
    """One object: the problems, and their number by severity."""
    stopping = len(errors(problems))
    found = [
        {
            "path": one.path,
            "line": one.line,
            "column": one.column or None,
            "severity": one.severity.value,
            "rule": one.rule or None,
            "message": one.message,
        }
        for one in problems
    ]
    counted = {"errors": stopping, "warnings": len(problems) - stopping, "problems": found}
    return json.dumps(counted, ensure_ascii=False, indent=2)


def github(problems: Sequence[Problem]) -> str:
    """One workflow command per problem, which GitHub shows beside the changed lines.

    <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
    """
    return "\n".join(map(_command, problems))


def _command(problem: Problem) -> str:
    values = {"file": problem.path, "line": problem.line, "col": problem.column}
    named = ",".join(f"{name}={_property(value)}" for name, value in values.items() if value)
    return f"::{problem.severity.value} {named}::{_data(problem.message)}"


def _data(value: object) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Sequence[Problem]) -> str:
    """A Code Quality report, which GitLab shows in a merge request.

    <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>: fingerprints are
    unique, and stay the same when only the line changes, so that an old problem is not reported as
    new.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in problems:
        key = (one.path, one.rule, one.message)
        unique = "\0".join([*key, str(seen[key])])
        seen[key] += 1
        found.append(
            {
                "description": one.message,
                "check_name": one.rule or "content",
                "fingerprint": hashlib.sha256(unique.encode()).hexdigest(),
                "severity": "major" if one.severity is Severity.ERROR else "minor",
                "location": {"path": one.path, "lines": {"begin": one.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
}
