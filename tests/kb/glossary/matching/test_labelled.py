"""How many of the occurrences labelled by hand are found, and how many finds are wrong."""

import importlib.util
import sys
from typing import Any

import pytest

from kb.glossary import Matcher
from tests.sites import ROOT

BENCH = ROOT / "bench" / "glossary.py"


@pytest.fixture(scope="module")
def bench() -> Any:
    spec = importlib.util.spec_from_file_location("bench_glossary", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("kind", "locale", "precision", "f1"),
    [
        ("labelled", "ru", 0.99, 0.99),
        ("labelled", "en", 0.99, 0.985),
        ("homonyms", "ru", 0.95, 0.97),
        ("homonyms", "en", 0.95, 0.97),
    ],
)
def test_labelled_texts_are_linked_precisely_and_in_full(
    bench: Any, kind: str, locale: str, precision: float, f1: float
) -> None:
    score = bench.score(bench.labelled(locale, kind), Matcher(bench.terms(locale, kind)))
    assert score.precision >= precision
    assert score.f1 >= f1


def test_there_are_enough_marks(bench: Any) -> None:
    marks = [len(case.spans) for locale in ("ru", "en") for case in bench.labelled(locale)]
    assert sum(marks) >= 500
