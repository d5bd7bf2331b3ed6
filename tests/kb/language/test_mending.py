"""Mending: what each step makes of a body is in tests/cases/mending.yml."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from kb.language import FORMING, Prose, prose
from kb.language.mending.halves import harmless
from tests.bases import page_of
from tests.sites import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "mending.yml").read_text("utf-8"))


def _cases() -> Iterator[Any]:
    steps = {step.__name__: step for step in FORMING}
    for name, cases in CASES.items():
        for number, case in enumerate(cases, 1):
            assert set(case) <= {"locale", "typed", "mended"}, case
            yield pytest.param(steps[name], case, id=f"{name}-{number}")


@pytest.mark.parametrize(("step", "case"), [*_cases()])
def test_a_step_makes_of_a_body_what_its_case_says(
    step: Callable[[Prose], str], case: dict[str, str]
) -> None:
    text = f"---\ntype: plain\ntitle: Слово\n---\n{case['typed']}"
    page = prose(page_of(text, case.get("locale", "ru")))
    assert step(page) == case.get("mended", case["typed"])


def test_quotations_in_quotations_end_no_program() -> None:
    page = prose(page_of(f"---\ntype: plain\ntitle: Слово\n---\n{'> ' * 2_000}раз\n", "ru"))
    assert all(step(page) == page.document.source.body for step in FORMING)


def test_changes_that_do_harm_only_together_are_not_all_made() -> None:
    assert harmless([1, 2, 3, 4], lambda some: not {2, 3} <= {*some}) == [1, 2, 4]
