"""What hooks keep in the configuration for each other, which no type describes."""

import ast
from collections import defaultdict

from tests.sites import ROOT


def test_every_key_that_a_hook_reads_is_set_by_exactly_one() -> None:
    setting: dict[str, set[str]] = defaultdict(set)
    reading: set[str] = set()
    for path in (ROOT / "hooks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Subscript(ast.Name("config"), ast.Constant(str(key)), ast.Store()):
                    setting[key].add(path.name)
                case ast.Subscript(ast.Name("config"), ast.Constant(str(key)), ast.Load()):
                    reading.add(key)
    assert {key: hooks for key, hooks in setting.items() if len(hooks) > 1} == {}
    assert reading - setting.keys() == set()
